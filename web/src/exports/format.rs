//! Formats that somebody can export to.

use commands::{CommandError, Commands, SeenVotes};
use domain::{
    AccountId,
    formats::{BuiltIn, YoloProposal},
    transfer::{Format, UnknownFormat},
};
use projections::standing::Standing;

/// A format in a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormatChoice {
    pub value: String,
    pub name: String,
}

/// What somebody can export to, and what is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formats {
    pub list: Vec<FormatChoice>,
    /// Which YOLO format fits the labels, and why, as a sentence.
    pub proposal: String,
}

/// Of own and public formats, so many can be chosen.
const CHOICES: i64 = 1_000;

/// The built-in ones, then those of one's teams and public ones, which say what people think of labels.
pub async fn choices(
    commands: &Commands,
    (account, standing): (AccountId, &Standing),
    proposal: YoloProposal,
) -> Result<Formats, CommandError> {
    let yolo = BuiltIn::Yolo.settled(proposal);
    let built_in = BuiltIn::definite().map(|format| {
        let proposed = if format == yolo { " (proposed)" } else { "" };
        FormatChoice { value: format.code().to_owned(), name: format!("{}{proposed}", format.name()) }
    });
    let own = if SeenVotes::hides(standing) {
        vec![]
    } else {
        commands.views().export_formats(account, None, None, CHOICES).await?.entries
    };
    let own = own.into_iter().map(|line| FormatChoice {
        value: line.export_format.to_string(),
        name: format!("{} ({})", line.name, line.team_name),
    });
    let proposal = format!("{} is proposed: {}.", yolo.name(), proposal.reason());
    Ok(Formats { list: built_in.chain(own).collect(), proposal })
}

/// What was chosen.
pub fn chosen(value: &str) -> Result<Format, CommandError> {
    value.parse().map_err(|UnknownFormat| CommandError::invalid("format", "choose a format"))
}
