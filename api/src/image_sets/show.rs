//! One set.

use axum::{Json, extract::State};
use commands::{Commands, Permissions};
use domain::{Action, ImageSetId};
use serde::Serialize;
use utoipa::ToSchema;

use super::ImageSet;
use crate::{Problem, client::Client, extract::Path};

#[derive(Debug, Serialize, ToSchema)]
pub struct ImageSetWithRights {
    #[serde(flatten)]
    image_set: ImageSet,
    /// What you may do with it: `read`, `export`, `annotate`, `edit_others`, `take_snapshot`, `contribute`, `govern`.
    may: Vec<&'static str>,
}

/// Read an image set, and what you may do with it.
#[utoipa::path(
    get,
    path = "/api/v1/image-sets/{image_set}",
    operation_id = "read_image_set",
    tag = "image sets",
    params(("image_set" = Uuid, Path)),
    responses((status = OK, description = "The image set", body = ImageSetWithRights)),
)]
pub async fn get(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Json<ImageSetWithRights>, Problem> {
    let standing = commands.permissions.on_set(client.account, set, Action::Read).await?;
    let line = commands.views().image_set(set).await?.ok_or_else(Problem::not_found)?;
    let allowed = |action: &&Action| Permissions::allows(&standing, **action);
    let may = ACTIONS.iter().filter(allowed).map(<&str>::from).collect();
    Ok(Json(ImageSetWithRights { image_set: line.into(), may }))
}

const ACTIONS: [Action; 7] = [
    Action::Read,
    Action::Export,
    Action::Annotate,
    Action::EditOthers,
    Action::TakeSnapshot,
    Action::Contribute,
    Action::Govern,
];
