//! One export.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, TransferId};

use super::Export;
use crate::{Problem, client::Client, extract::Path};

/// Read how an export went.
#[utoipa::path(
    get,
    path = "/api/v1/exports/{export}",
    operation_id = "read_export",
    tag = "exports",
    params(("export" = Uuid, Path)),
    responses((status = OK, description = "The export", body = Export)),
)]
pub async fn get(
    client: Client,
    Path(id): Path<TransferId>,
    State(commands): State<Commands>,
) -> Result<Json<Export>, Problem> {
    let line = commands.views().transfer(id).await?.ok_or_else(Problem::not_found)?;
    commands.permissions.on_set(client.account, line.image_set.into(), Action::Export).await?;
    Export::of(line).map(Json).ok_or_else(Problem::not_found)
}
