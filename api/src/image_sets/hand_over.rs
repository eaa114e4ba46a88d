//! Giving a set to another team.

use axum::extract::State;
use commands::Commands;
use domain::{ImageSetId, TeamId, image_set::Command};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    positioned::{Done, done},
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOwner {
    /// You must be a member of it, too.
    team: Uuid,
}

/// Hand an image set over to another team.
#[utoipa::path(
    put,
    path = "/api/v1/image-sets/{image_set}/team",
    operation_id = "hand_over_image_set",
    tag = "image sets",
    params(("image_set" = Uuid, Path)),
    request_body = NewOwner,
    responses((status = NO_CONTENT, description = "It is the other team's")),
)]
#[instrument(name = "api.image_sets.hand_over", skip_all, fields(image_set = %set))]
pub async fn put(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    Body(owner): Body<NewOwner>,
) -> Result<Done, Problem> {
    let command = Command::HandOver { team: TeamId::new(owner.team) };
    Ok(done(commands.sets.change(client.caller(&commands), set, command).await?))
}
