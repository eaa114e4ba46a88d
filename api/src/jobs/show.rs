//! One job.

use axum::{Json, extract::State};
use commands::Commands;
use uuid::Uuid;

use super::{Job, own};
use crate::{Problem, client::Client, extract::Path};

/// Read how far a job of yours is.
#[utoipa::path(
    get,
    path = "/api/v1/jobs/{job}",
    operation_id = "read_job",
    tag = "jobs",
    params(("job" = Uuid, Path)),
    responses((status = OK, description = "The job", body = Job)),
)]
pub async fn get(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<Json<Job>, Problem> {
    Ok(Json(own(&commands, commands.jobs().find(id).await?, client).await?.into()))
}
