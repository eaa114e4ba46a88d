//! Formats that somebody can export to.

use commands::{CommandError, Commands};
use domain::{AccountId, transfer::Format};

/// A format in a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatChoice {
    pub value: String,
    pub name: String,
}

/// The built-in ones, then those of one's teams and public ones.
pub async fn choices(commands: &Commands, account: AccountId) -> Result<Vec<FormatChoice>, CommandError> {
    let built_in = [("coco", Format::Coco), ("yolo", Format::Yolo)];
    let built_in = built_in.map(|(value, format)| FormatChoice {
        value: value.to_owned(),
        name: format.packaging().name.to_owned(),
    });
    let own = commands.views().export_formats(account, None).await?;
    let own = own.into_iter().map(|line| FormatChoice {
        value: line.export_format.to_string(),
        name: format!("{} ({})", line.name, line.team_name),
    });
    Ok(built_in.into_iter().chain(own).collect())
}

/// What was chosen.
pub fn chosen(value: &str) -> Result<Format, CommandError> {
    match value {
        "coco" => Ok(Format::Coco),
        "yolo" => Ok(Format::Yolo),
        other => {
            let unknown = |_| CommandError::invalid("format", "choose a format");
            other.parse().map(Format::Template).map_err(unknown)
        }
    }
}
