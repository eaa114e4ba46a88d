//! To an image by its number among those that somebody goes through.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{Action, ImageSetId};
use serde::Deserialize;

use super::query::ImageQuery;
use crate::{
    WebError,
    extract::{Path, Query},
    page::Wants,
    viewer::Viewer,
};

#[derive(Debug, Deserialize)]
pub struct Jump {
    #[serde(default)]
    number: String,
}

/// `GET /image-sets/{image_set}/image?number=5`, with whatever narrows the images: to the fifth of them; to the last one
/// if there are fewer.
pub async fn to(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(Jump { number }): Query<Jump>,
    Query(query): Query<ImageQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    commands.permissions.on_set(viewer.account, set, Action::Read).await?;
    let number = number.trim().parse().ok().filter(|number: &i64| *number > 0);
    let number = number.ok_or_else(|| {
        CommandError::invalid("number", "number must be that of an image: a whole number, 1 or more")
    })?;
    let hidden = commands.seen_votes.hidden_in(viewer.account, set).await?;
    let found = commands.views().image_numbered(set, &query.filter(&hidden), number).await?;
    let image = found.ok_or(WebError::NotFound)?;
    Ok(wants.go(&query.to(image)))
}
