//! Restoring a deleted label.

use axum::{extract::State, response::Response};
use commands::Commands;
use domain::AnnotationId;
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    viewer::Viewer,
};

#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// `POST /annotations/{annotation}/restoration`: brings a deleted label back as it was.
pub async fn post(
    viewer: Viewer,
    Path(label): Path<AnnotationId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Nothing>,
) -> Result<Response, WebError> {
    commands.labels.restore(viewer.caller(form.command), label).await?;
    Ok(wants.go(&format!("/annotations/{label}/history")))
}
