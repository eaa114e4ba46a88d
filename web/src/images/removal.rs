//! Taking an image out of its set, and putting it back.

use axum::{extract::State, response::Response};
use commands::Commands;
use domain::ImageId;
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    viewer::Viewer,
};

#[derive(Debug, Deserialize)]
pub struct Nothing {}

/// `POST /images/{image}/removal`
pub async fn remove(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Nothing>,
) -> Result<Response, WebError> {
    commands.images.remove(viewer.caller(form.command), image).await?;
    Ok(wants.go(&format!("/images/{image}")))
}

/// `POST /images/{image}/restoration`
pub async fn restore(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Nothing>,
) -> Result<Response, WebError> {
    commands.images.restore(viewer.caller(form.command), image).await?;
    Ok(wants.go(&format!("/images/{image}")))
}
