//! Computing a snapshot's digest anew.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{Checked, Commands, SeenVotes};
use domain::{Action, SnapshotId};

use crate::{
    WebError,
    extract::Path,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "snapshots/_check.html")]
struct Part {
    checked: Checked,
    /// Votes are a part of what the digest is of.
    hides_votes: bool,
}

/// `GET /snapshots/{snapshot}/check`: computes the content anew, which takes its time.
pub async fn show(
    viewer: Viewer,
    Path(snapshot): Path<SnapshotId>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let line = commands.views().snapshot(snapshot).await?.ok_or(WebError::NotFound)?;
    let standing = commands.permissions.on_set(viewer.account, line.image_set.into(), Action::Read).await?;
    SeenVotes::may_see_selected(&standing, &line.taken.selection)?;
    let checked = commands.snapshots.check(snapshot).await?;
    let head = Head::new("Check").under(format!("/snapshots/{snapshot}"), line.taken.name.as_str());
    wants.show(&head, &Part { checked, hides_votes: SeenVotes::hides(&standing) })
}
