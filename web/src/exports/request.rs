//! Asking for an export of a set or of a snapshot.

use axum::{extract::State, response::Response};
use commands::{Commands, export::ExportOf};
use domain::{ImageSetId, SnapshotId, snapshot::Selection};
use serde::Deserialize;

use super::format::chosen;
use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    viewer::Viewer,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    format: String,
}

/// `POST /image-sets/{image_set}/exports`: the set as it is at this moment.
pub async fn of_set(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Wish>,
) -> Result<Response, WebError> {
    let of = ExportOf::Set { set, position: None, selection: Selection::default() };
    ask(&commands, &viewer, &wants, of, form).await
}

/// `POST /snapshots/{snapshot}/exports`
pub async fn of_snapshot(
    viewer: Viewer,
    Path(snapshot): Path<SnapshotId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Wish>,
) -> Result<Response, WebError> {
    ask(&commands, &viewer, &wants, ExportOf::Snapshot(snapshot), form).await
}

async fn ask(
    commands: &Commands,
    viewer: &Viewer,
    wants: &Wants,
    of: ExportOf,
    Form { command, fields }: Form<Wish>,
) -> Result<Response, WebError> {
    let export = commands.exports.request(viewer.caller(command), of, chosen(&fields.format)?).await?;
    Ok(wants.go(&format!("/exports/{export}")))
}
