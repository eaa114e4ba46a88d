//! Ending a job, by its owner or by whoever governs the set.

use axum::{extract::State, response::Response};
use commands::Commands;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    WebError,
    extract::{Form, Path},
    page::{Wants, local},
    viewer::Viewer,
};

#[derive(Debug, Deserialize)]
pub struct Where {
    /// The page that shows the job.
    #[serde(default)]
    to: String,
}

/// `POST /jobs/{job}/cancellation`
pub async fn post(
    viewer: Viewer,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
    wants: Wants,
    Form { fields, .. }: Form<Where>,
) -> Result<Response, WebError> {
    commands.cancellations.cancel(viewer.anew(), id).await?;
    Ok(wants.go(local(&fields.to).unwrap_or("/")))
}
