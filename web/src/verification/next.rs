use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{Action, ImageId, ImageSetId};
use projections::{image_sets::SetLine, pace::Pace, verification::Queue};

use super::Asked;
use crate::{
    WebError,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "verification/empty.html")]
struct Empty {
    /// `None`: all sets of one's teams.
    set: Option<SetLine>,
    /// Whether only some of the labels were asked for.
    narrowed: bool,
    pace: Pace,
}

/// `GET /image-sets/{image_set}/verification/next`: to the first image of the queue, if there is one.
pub async fn of_set(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(asked): Query<Asked>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    commands.permit(viewer.account, set, Action::Read).await?;
    let line = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?;
    let asked = asked.seeded(viewer.account, Some(set));
    if let Some(image) = first(&commands, &asked.queue(viewer.account, set)).await? {
        return Ok(wants.go(&asked.at(&format!("/images/{image}/verify"))));
    }
    let head = head().under("/image-sets", "Image sets").under(format!("/image-sets/{set}"), &line.name);
    let pace = commands.views().pace_of(viewer.account, viewer.now).await?;
    wants.show(&head, &Empty { set: Some(line), narrowed: !asked.query().is_empty(), pace })
}

/// `GET /verification/next`
pub async fn of_teams(
    viewer: Viewer,
    Query(asked): Query<Asked>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let asked = asked.everywhere().seeded(viewer.account, None);
    if let Some(image) = first(&commands, &asked.queue_in_teams(viewer.account)).await? {
        return Ok(wants.go(&asked.at(&format!("/images/{image}/verify"))));
    }
    let pace = commands.views().pace_of(viewer.account, viewer.now).await?;
    let narrowed = asked.query() != "within=teams";
    wants.show(&head(), &Empty { set: None, narrowed, pace })
}

/// More than are verified at once.
const SOME: usize = 20;

async fn first(commands: &Commands, queue: &Queue) -> Result<Option<ImageId>, CommandError> {
    let images = commands.views().images_to_verify(queue, None, SOME).await?;
    let images = commands.rather_kept_for_nobody(queue.of, images).await?;
    Ok(images.first().copied().map(ImageId::new))
}

fn head() -> Head {
    Head::new("Nothing left to verify").narrow()
}
