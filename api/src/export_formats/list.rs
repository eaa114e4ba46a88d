//! The formats one may use.

use axum::{Json, extract::State};
use commands::Commands;
use domain::TeamId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::ExportFormat;
use crate::{Problem, client::Client, extract::Query};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Whose {
    /// Those of one team only.
    team: Option<Uuid>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ExportFormats {
    export_formats: Vec<ExportFormat>,
}

/// List the export formats of your teams and the public ones, by name.
#[utoipa::path(
    get,
    path = "/api/v1/export-formats",
    operation_id = "list_export_formats",
    tag = "export formats",
    params(Whose),
    responses((status = OK, description = "The formats", body = ExportFormats)),
)]
pub async fn get(
    client: Client,
    Query(whose): Query<Whose>,
    State(commands): State<Commands>,
) -> Result<Json<ExportFormats>, Problem> {
    let team = whose.team.map(TeamId::new);
    let lines = commands.views().export_formats(client.account, team).await?;
    Ok(Json(ExportFormats { export_formats: lines.into_iter().map(ExportFormat::from).collect() }))
}
