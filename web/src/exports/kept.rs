//! The file of an export is deleted, and the same is made again.

use axum::{extract::State, response::Response};
use commands::Commands;
use domain::TransferId;
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    viewer::Viewer,
};

/// A form that says by its address what is meant.
#[derive(Debug, Default, Deserialize)]
pub struct Nothing {}

/// `POST /exports/{export}/deletion`
pub async fn delete(
    viewer: Viewer,
    Path(export): Path<TransferId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Nothing>,
) -> Result<Response, WebError> {
    commands.exports.delete(viewer.caller(form.command), export).await?;
    Ok(wants.go(&format!("/exports/{export}")))
}

/// `POST /exports/{export}/repetitions`: another export, of the same.
pub async fn again(
    viewer: Viewer,
    Path(export): Path<TransferId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Nothing>,
) -> Result<Response, WebError> {
    let made = commands.exports.again(viewer.caller(form.command), export).await?;
    Ok(wants.go(&format!("/exports/{made}")))
}
