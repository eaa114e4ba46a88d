//! To the next image of a verification queue.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{Commands, QueueTask};
use domain::ImageSetId;
use projections::{image_sets::SetLine, pace::Pace};

use super::QueueQuery;
use crate::{
    WebError,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    queues::Whence,
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "verification/empty.html")]
struct EmptyVerification {
    /// `None`: all sets of one's teams.
    set: Option<SetLine>,
    /// Whether only some of the labels were asked for.
    narrowed: bool,
    /// Some labels are left, but others are at their images.
    is_kept: bool,
    pace: Pace,
}

/// `GET /image-sets/{image_set}/verification/next`: to the first image of the queue, if there is one.
pub async fn of_set(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(asked): Query<QueueQuery>,
    Query(whence): Query<Whence>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let asked = asked.here().seeded(viewer.account, Some(set));
    let work = QueueTask::Verify(asked.queue(viewer.account, set));
    if let Some(handed) = commands.queue.next_of_set(viewer.account, set, &work, whence.into()).await? {
        return Ok(wants.go(&asked.to(handed)));
    }
    let line = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?;
    let head = head().under("/image-sets", "Image sets").under(format!("/image-sets/{set}"), &line.name);
    let pace = commands.views().pace_of(viewer.account, viewer.now).await?;
    let is_kept = commands.queue.is_any_left(viewer.account, Some(set), &work).await?;
    wants.show(
        &head,
        &EmptyVerification { set: Some(line), narrowed: !asked.query().is_empty(), is_kept, pace },
    )
}

/// `GET /verification/next`
pub async fn of_teams(
    viewer: Viewer,
    Query(asked): Query<QueueQuery>,
    Query(whence): Query<Whence>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let asked = asked.everywhere().seeded(viewer.account, None);
    let work = QueueTask::Verify(asked.queue_in_teams(viewer.account));
    if let Some(handed) = commands.queue.next_of_all(viewer.account, &work, whence.into()).await? {
        return Ok(wants.go(&asked.to(handed)));
    }
    let pace = commands.views().pace_of(viewer.account, viewer.now).await?;
    let narrowed = asked.query() != "within=teams";
    let is_kept = commands.queue.is_any_left(viewer.account, None, &work).await?;
    wants.show(&head(), &EmptyVerification { set: None, narrowed, is_kept, pace })
}

fn head() -> Head {
    Head::new("Nothing left to verify").narrow()
}
