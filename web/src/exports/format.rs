//! Formats that somebody can export to.

use commands::{CommandError, Commands};
use domain::{
    AccountId,
    formats::BuiltIn,
    transfer::{Format, UnknownFormat},
};

/// A format in a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatChoice {
    pub value: String,
    pub name: String,
}

/// The built-in ones, then those of one's teams and public ones.
pub async fn choices(commands: &Commands, account: AccountId) -> Result<Vec<FormatChoice>, CommandError> {
    let built_in = BuiltIn::ALL
        .iter()
        .map(|format| FormatChoice { value: format.code().to_owned(), name: format.name().to_owned() });
    let own = commands.views().export_formats(account, None).await?;
    let own = own.into_iter().map(|line| FormatChoice {
        value: line.export_format.to_string(),
        name: format!("{} ({})", line.name, line.team_name),
    });
    Ok(built_in.chain(own).collect())
}

/// What was chosen.
pub fn chosen(value: &str) -> Result<Format, CommandError> {
    value.parse().map_err(|UnknownFormat| CommandError::invalid("format", "choose a format"))
}
