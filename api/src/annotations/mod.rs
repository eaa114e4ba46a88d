//! Labels.

mod annotation;
mod answer;
pub mod batch;
pub mod change;
pub mod draw;
pub mod erasures;
mod listed;

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use commands::{Commands, SeenVotes};
use domain::{Action, AnnotationId, ImageId, ImageSetId};
use projections::annotations::Sort;
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

pub use self::annotation::{Annotation, Tagged, Verdict};
use self::answer::as_of;
pub(crate) use self::answer::{after, beside_the_present};
use self::listed::{Filtered, ListedAnnotation};
use crate::{
    Problem,
    client::Client,
    extract::{Known, Path, Query},
    page::{self, Page},
    positioned::Positioned,
    route::LISTED,
};

#[derive(Debug, Serialize, ToSchema)]
pub struct AnnotationsOfSet {
    annotations: Vec<ListedAnnotation>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the annotations of a set by id, which is nearly the order in which they were drawn; all, or those of which all
/// conditions hold.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of annotations", body = AnnotationsOfSet)),
)]
pub async fn of_set(
    client: Client,
    Path(set): Path<ImageSetId>,
    Filtered { page: Page { after, limit }, filter }: Filtered,
    State(commands): State<Commands>,
) -> Result<Json<AnnotationsOfSet>, Problem> {
    let standing = commands.permissions.on_set(client.account, set, Action::Read).await?;
    SeenVotes::may_ask(&standing, &filter, Sort::default())?;
    let after = after.unwrap_or_default();
    let lines = commands.views().annotations_of_set(set, client.account, &filter, after, limit).await?;
    let next = page::next(&lines, |line| line.annotation);
    Ok(Json(AnnotationsOfSet { annotations: lines.into_iter().map(ListedAnnotation::from).collect(), next }))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct When {
    /// The state right after the fact at this log position; now if left out.
    #[param(minimum = 0)]
    as_of: Option<i64>,
}

/// The labels of an image, in the order in which they were drawn.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnnotationsOfImage {
    /// The log position as of which they are so.
    position: i64,
    annotations: Vec<ListedAnnotation>,
}

/// List the annotations on an image, now or as of any fact.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "The annotations", body = AnnotationsOfImage)),
)]
#[instrument(name = "api.annotations.list", skip_all, fields(%image))]
pub async fn list(
    client: Client,
    Path(image): Path<ImageId>,
    Query(when): Query<When>,
    State(commands): State<Commands>,
) -> Result<Positioned<Json<AnnotationsOfImage>>, Problem> {
    commands.permissions.on_image(client.account, image, Action::Read).await?;
    let position = when.position(&commands).await?;

    let lines = commands.views().annotations_on_as_of(image, client.account, position).await?;
    let annotations = lines.into_iter().map(ListedAnnotation::from).collect();
    Ok(Positioned(position, Json(AnnotationsOfImage { position, annotations })))
}

impl When {
    /// Taken before anything is read: what comes after it may be missing, what came before cannot be.
    async fn position(&self, commands: &Commands) -> Result<i64, Problem> {
        let head = commands.views().log().head().await?;
        match self.as_of {
            None => Ok(head),
            Some(position) if (0..=head).contains(&position) => Ok(position),
            Some(_) => Err(Problem::invalid("as_of", format!("the log has the positions 0 to {head}"))),
        }
    }
}

/// Read an annotation; its `ETag` is the revision and the position of the last fact about it or a vote on it.
#[utoipa::path(
    get, path = LISTED,
    responses((
        status = OK,
        description = "The annotation",
        body = Annotation,
        headers(("ETag" = String, description = "The revision and a position, in quotation marks"))
    ), (status = NOT_MODIFIED, description = "Nothing changed since the `ETag` in `If-None-Match`")),
)]
#[instrument(name = "api.annotations.show", skip_all, fields(annotation = %id))]
pub async fn show(
    client: Client,
    Path(id): Path<AnnotationId>,
    known: Known,
    State(commands): State<Commands>,
) -> Result<Positioned<Response>, Problem> {
    commands.permissions.on_label(client.account, id, Action::Read).await?;
    let position = commands.views().log().head().await?;
    // Before the label is read: a tag that is older than what it is for is asked for once more, and no harm done.
    let changed = commands.views().last_change_of(id).await?;
    let annotation = as_of(&commands, client, id, position).await?;
    let tag = annotation.tag(changed);
    let answer = if known.has(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Json(annotation).into_response()
    };
    Ok(Positioned(position, ([(header::ETAG, tag)], answer).into_response()))
}
