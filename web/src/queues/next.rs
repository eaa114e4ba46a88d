//! To the next image of a queue.

use axum::{extract::State, response::Response};
use commands::{Commands, Handed};
use domain::ImageSetId;
use serde::Deserialize;

use super::{Purpose, Whence, empty};
use crate::{
    WebError,
    extract::{Path, Query},
    images::{ImageQuery, QueueSource},
    page::Wants,
    verification::QueueQuery,
    viewer::Viewer,
};

#[derive(Debug, Deserialize)]
pub struct NextQuery {
    #[serde(alias = "for")]
    to: Purpose,
}

/// `GET /image-sets/{image_set}/next`: to the next image to label or to verify, if there is one.
pub async fn of_set(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(NextQuery { to }): Query<NextQuery>,
    Query(whence): Query<Whence>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let work = to.work(viewer.account);
    match commands.queue.next_of_set(viewer.account, set, &work, whence.into()).await? {
        Some(handed) => Ok(wants.go(&address(handed, to, QueueSource::Set))),
        None => empty::of_set(&commands, viewer, set, to, &wants).await,
    }
}

/// `GET /next`: the same, of all sets of one's teams.
pub async fn of_all(
    viewer: Viewer,
    Query(NextQuery { to }): Query<NextQuery>,
    Query(whence): Query<Whence>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let work = to.work(viewer.account);
    match commands.queue.next_of_all(viewer.account, &work, whence.into()).await? {
        Some(handed) => Ok(wants.go(&address(handed, to, QueueSource::Teams))),
        None => empty::of_all(&commands, viewer, to, &wants).await,
    }
}

fn address(handed: Handed, purpose: Purpose, from: QueueSource) -> String {
    match (purpose, from) {
        // From there on the verification queue of the same sets says what comes next.
        (Purpose::Verify, QueueSource::Set) => QueueQuery::default().to(handed),
        (Purpose::Verify, QueueSource::Teams) => QueueQuery::default().everywhere().to(handed),
        (Purpose::Label, _) => ImageQuery::handed(from, handed).to(handed.image),
    }
}
