//! Sharing a format with everybody, and deleting it.

use axum::{extract::State, response::Response};
use commands::Commands;
use domain::{ExportFormatId, export_format::Command};
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    said::Said,
    viewer::Viewer,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Sharing {
    /// With everybody.
    public: bool,
}

/// `POST /export-formats/{export_format}/sharing`
pub async fn share(
    viewer: Viewer,
    Path(format): Path<ExportFormatId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Sharing>,
) -> Result<Response, WebError> {
    let command = if form.fields.public { Command::Share } else { Command::Unshare };
    commands.export_formats.change(viewer.caller(form.command), format, command).await?;
    Ok(wants.saved(&format!("/export-formats/{format}"), Said::FormatSharing))
}

/// `POST /export-formats/{export_format}/deletion`
pub async fn delete(
    viewer: Viewer,
    Path(format): Path<ExportFormatId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Sharing>,
) -> Result<Response, WebError> {
    commands.export_formats.change(viewer.caller(form.command), format, Command::Delete).await?;
    Ok(wants.saved("/export-formats", Said::FormatDeleted))
}
