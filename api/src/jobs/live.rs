//! A job's progress, as it is made.

use std::convert::Infallible;

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use commands::Commands;
use futures::{Stream, StreamExt as _, future::ready};
use uuid::Uuid;

use super::{Job, own};
use crate::{Problem, client::Client, extract::Path, live};

/// Follow a job of yours to its end (server-sent events; each message is the job).
#[utoipa::path(
    get,
    path = "/api/v1/jobs/{job}/live",
    operation_id = "follow_job",
    tag = "jobs",
    params(("job" = Uuid, Path)),
    responses((status = OK, description = "The job after every step", body = Job, content_type = "text/event-stream")),
)]
pub async fn get(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    own(commands.jobs().find(id).await?, client)?;
    let steps = commands.jobs().watch(id).take_while(|step| ready(step.is_ok()));
    let told = steps.filter_map(|step| ready(step.ok().map(|view| live::message(&Job::from(view)))));
    Ok(Sse::new(told.take_until(live::long_enough()).map(Ok)).keep_alive(KeepAlive::default()))
}
