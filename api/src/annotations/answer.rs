//! What the answers to commands show of a label.

use commands::{CommandError, Commands, Labelled, Receipt};
use domain::AnnotationId;

use super::annotation::Annotation;
use crate::{Problem, client::Client, positioned::Positioned};

/// A label as the answer to a command shows it: right after the fact, whatever happened since.
pub(crate) async fn after(
    commands: &Commands,
    client: Client,
    id: AnnotationId,
    receipt: Labelled,
) -> Result<Positioned<Annotation>, Problem> {
    let Receipt { stream, position, seen } = receipt;
    // Blind verification hides nothing from whoever has voted; for others the view knows what it hides.
    let seen = seen.filter(|label| label.votes.contains_key(&client.account));
    let shown = match seen {
        Some(label) => Annotation::seen_by(client.account, stream, id, label),
        None => as_of(commands, client, id, position).await?,
    };
    Ok(Positioned(position, shown))
}

/// Nothing silently wins: whoever is refused for an old revision is shown the present one.
pub(crate) async fn beside_the_present(
    commands: &Commands,
    client: Client,
    id: AnnotationId,
    error: CommandError,
) -> Problem {
    let problem = Problem::from(error);
    if problem.code != "stale_revision" {
        return problem;
    }
    match commands.views().annotation(id, client.account).await {
        Ok(line) => Problem { current: line.map(|line| Box::new(line.into())), ..problem },
        Err(error) => error.into(),
    }
}

pub(super) async fn as_of(
    commands: &Commands,
    client: Client,
    id: AnnotationId,
    position: i64,
) -> Result<Annotation, Problem> {
    let line = commands.views().annotation_as_of(id, client.account, position).await?;
    line.map(Annotation::from).ok_or_else(Problem::not_found)
}
