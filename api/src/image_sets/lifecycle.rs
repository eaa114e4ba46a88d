//! Sets are created, deleted, restored, released, and handed over.

use axum::extract::State;
use commands::Commands;
use domain::{ImageSetId, TeamId, image_set::Command};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    page::{name, text},
    positioned::{Created, Done, done},
    route::LISTED,
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
    post, path = LISTED,
    responses((status = CREATED, description = "It is created", body = CreatedImageSet)),
)]
#[instrument(name = "api.image_sets.create", skip_all)]
pub async fn create(
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

/// Delete an image set; it can be restored for 30 days.
#[utoipa::path(delete, path = LISTED, responses((status = NO_CONTENT, description = "It is deleted")))]
#[instrument(name = "api.image_sets.delete", skip_all, fields(image_set = %set))]
pub async fn delete(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.sets.change(client.caller(&commands), set, Command::Delete).await?))
}

/// Restore a deleted image set.
#[utoipa::path(post, path = LISTED, responses((status = NO_CONTENT, description = "It is back")))]
#[instrument(name = "api.image_sets.restore", skip_all, fields(image_set = %set))]
pub async fn restore(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.sets.change(client.caller(&commands), set, Command::Restore).await?))
}

/// Give an image set to everybody: public, collaborative, locked, and no team's any more. For ever.
#[utoipa::path(put, path = LISTED, responses((status = NO_CONTENT, description = "It is released")))]
#[instrument(name = "api.image_sets.release", skip_all, fields(image_set = %set))]
pub async fn release(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Done, Problem> {
    Ok(done(commands.sets.change(client.caller(&commands), set, Command::Release).await?))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwner {
    /// You must be a member of it, too.
    team: Uuid,
}

/// Hand an image set over to another team.
#[utoipa::path(put, path = LISTED, responses((status = NO_CONTENT, description = "It is the other team's")))]
#[instrument(name = "api.image_sets.hand_over", skip_all, fields(image_set = %set))]
pub async fn hand_over(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    Body(owner): Body<NewOwner>,
) -> Result<Done, Problem> {
    let command = Command::HandOver { team: TeamId::new(owner.team) };
    Ok(done(commands.sets.change(client.caller(&commands), set, command).await?))
}
