//! A new set.

use axum::extract::State;
use commands::Commands;
use domain::TeamId;
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::Body,
    page::{name, text},
    positioned::Created,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewImageSet {
    /// Whose it is.
    team: Uuid,
    name: String,
    /// Where the images were made.
    #[serde(default)]
    location: String,
    #[serde(default)]
    description: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CreatedImageSet {
    image_set: Uuid,
}

/// Create an image set; it is private.
#[utoipa::path(
    post,
    path = "/api/v1/image-sets",
    operation_id = "create_image_set",
    tag = "image sets",
    request_body = NewImageSet,
    responses((status = CREATED, description = "It is created", body = CreatedImageSet)),
)]
#[instrument(name = "api.image_sets.create", skip_all)]
pub async fn post(
    client: Client,
    State(commands): State<Commands>,
    Body(new): Body<NewImageSet>,
) -> Result<Created<CreatedImageSet>, Problem> {
    let (team, name) = (TeamId::new(new.team), name("name", &new.name)?);
    let (location, description) = (text("location", &new.location)?, text("description", &new.description)?);
    let caller = client.caller(&commands);
    let image_set = commands.sets.create(caller, team, name, location, description).await?.uuid();
    Ok(Created(format!("/api/v1/image-sets/{image_set}"), CreatedImageSet { image_set }))
}
