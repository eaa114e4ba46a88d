//! What is on an image.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageId};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::{IntoParams, ToSchema};

use super::Annotation;
use crate::{
    Problem,
    client::Client,
    extract::{Path, Query},
    positioned::Positioned,
};

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
    annotations: Vec<Annotation>,
}

/// List the annotations on an image, now or as of any fact.
#[utoipa::path(
    get,
    path = "/api/v1/images/{image}/annotations",
    operation_id = "list_annotations_on_image",
    tag = "annotations",
    params(("image" = Uuid, Path), When),
    responses((status = OK, description = "The annotations", body = AnnotationsOfImage)),
)]
#[instrument(name = "api.annotations.list", skip_all, fields(%image))]
pub async fn get(
    client: Client,
    Path(image): Path<ImageId>,
    Query(when): Query<When>,
    State(commands): State<Commands>,
) -> Result<Positioned<Json<AnnotationsOfImage>>, Problem> {
    commands.permissions.on_image(client.account, image, Action::Read).await?;
    let position = when.position(&commands).await?;

    let lines = commands.views().annotations_on_as_of(image, client.account, position).await?;
    let annotations = lines.into_iter().map(Annotation::from).collect();
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
