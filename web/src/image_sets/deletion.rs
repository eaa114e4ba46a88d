//! Deleting and restoring an image set.

use axum::{extract::State, response::Response};
use commands::Commands;
use domain::{ImageSetId, image_set::Command};

use super::settings::answer;
use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    said::Said,
    viewer::Viewer,
};

/// `POST /image-sets/{image_set}/release`
pub async fn release(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form,
) -> Result<Response, WebError> {
    let released = commands.sets.change(viewer.caller(form.command), set, Command::Release).await;
    match released {
        // It has no settings any more for whoever gave it away.
        Ok(_) => Ok(wants.saved(&format!("/image-sets/{set}"), Said::Released)),
        Err(error) => answer(&commands, viewer, &wants, set, Err(error), Said::Released).await,
    }
}

/// `POST /image-sets/{image_set}/deletion`
pub async fn delete(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form,
) -> Result<Response, WebError> {
    commands.sets.change(viewer.caller(form.command), set, Command::Delete).await?;
    Ok(wants.saved("/image-sets", Said::SetDeleted))
}

/// `POST /image-sets/{image_set}/restoration`
pub async fn restore(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form,
) -> Result<Response, WebError> {
    commands.sets.change(viewer.caller(form.command), set, Command::Restore).await?;
    Ok(wants.saved(&format!("/image-sets/{set}"), Said::Restored))
}
