//! One label.

use axum::extract::State;
use commands::{Commands, Labelled, Receipt};
use domain::{Action, AnnotationId};
use tracing::instrument;

use super::{Annotation, Tagged};
use crate::{Problem, client::Client, extract::Path, positioned::Positioned};

/// Read an annotation; its `ETag` is the revision.
#[utoipa::path(
    get,
    path = "/api/v1/annotations/{annotation}",
    operation_id = "read_annotation",
    tag = "annotations",
    params(("annotation" = Uuid, Path)),
    responses((
        status = OK,
        description = "The annotation",
        body = Annotation,
        headers(("ETag" = String, description = "The revision, in quotation marks"))
    )),
)]
#[instrument(name = "api.annotations.show", skip_all, fields(annotation = %id))]
pub async fn get(
    client: Client,
    Path(id): Path<AnnotationId>,
    State(commands): State<Commands>,
) -> Result<Positioned<Tagged>, Problem> {
    commands.permissions.on_label(client.account, id, Action::Read).await?;
    let position = commands.views().log().head().await?;
    Ok(Positioned(position, Tagged(as_of(&commands, client, id, position).await?)))
}

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

async fn as_of(
    commands: &Commands,
    client: Client,
    id: AnnotationId,
    position: i64,
) -> Result<Annotation, Problem> {
    let line = commands.views().annotation_as_of(id, client.account, position).await?;
    line.map(Annotation::from).ok_or_else(Problem::not_found)
}
