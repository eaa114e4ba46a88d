//! A job's progress, as it is made.

use std::convert::Infallible;

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use commands::{Commands, Listening};
use futures::{Stream, StreamExt as _};
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
    own(&commands, commands.jobs().find(id).await?, client).await?;
    let told = follow(client, commands.listeners.listen(client.account, client.credential)?, commands, id);
    Ok(Sse::new(told.take_until(live::long_enough()).map(Ok)).keep_alive(KeepAlive::default()))
}

/// Ends when the listener may no longer act: it is told why when it comes again.
fn follow(
    client: Client,
    mut listening: Listening,
    commands: Commands,
    id: Uuid,
) -> impl Stream<Item = Event> + Send {
    async_stream::stream! {
        let mut steps = Box::pin(commands.jobs().watch(id));
        while let Some(Ok(step)) = steps.next().await {
            let may = match listening.goes_on().await {
                Ok(true) => own(&commands, Some(step.clone()), client).await.is_ok(),
                asked => asked.is_ok(),
            };
            if !may {
                break;
            }
            yield live::message(&Job::from(step));
        }
    }
}
