//! Long work and how far it is.

use std::convert::Infallible;

use axum::{
    Json,
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use commands::{
    Commands, Listening, Permissions,
    jobs::{JobState, JobView},
};
use domain::{Action, ImageSetId};
use futures::{Stream, StreamExt as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{Problem, client::Client, extract::Path, live, route::LISTED};

#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Job {
    job: Uuid,
    kind: String,
    /// `queued`, `running`, `done`, `failed` or `cancelled`.
    state: &'static str,
    done: i64,
    /// 0 as long as nobody knows.
    total: i64,
    /// Of an upload: what became of each file.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    results: Option<Value>,
    /// Of an upload: images whose names are shorter than those of their files, which were too long.
    #[serde(skip_serializing_if = "Option::is_none")]
    shortened: Option<u64>,
    /// Of an archive with names that do not say how they are to be read: how they were read.
    #[serde(skip_serializing_if = "Option::is_none")]
    names: Option<NamesRead>,
    /// Why it went no further, or is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// How names in an archive were read that do not say it themselves.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize, ToSchema)]
pub struct NamesRead {
    /// Such as `Shift_JIS`. If the names look wrong, upload the archive again and say the right one as `encoding`.
    encoding: String,
    /// Nobody said it; it was guessed from all names.
    guessed: bool,
}

impl From<JobView> for Job {
    fn from(view: JobView) -> Self {
        let part = |name: &str| view.result.as_ref().and_then(|result| result.get(name)).cloned();
        let problem = part("problem").and_then(|problem| problem.as_str().map(str::to_owned));
        Self {
            job: view.id,
            kind: view.kind.clone(),
            state: match view.state {
                JobState::Queued => "queued",
                JobState::Running => "running",
                JobState::Done => "done",
                JobState::Failed => "failed",
                JobState::Cancelled => "cancelled",
            },
            done: view.progress_done,
            total: view.progress_total.unwrap_or_default(),
            results: part("results"),
            shortened: part("shortened").and_then(|count| count.as_u64()),
            names: part("names").and_then(|names| serde_json::from_value(names).ok()),
            detail: view.error.clone().or(problem),
        }
    }
}

/// Jobs are for those who asked for them, as long as they may read the set that it is about; a deleted one too, which may be
/// just what the job deleted or restored.
async fn own(commands: &Commands, found: Option<JobView>, client: Client) -> Result<JobView, Problem> {
    let job = found.filter(|view| view.owner == Some(client.account)).ok_or_else(Problem::not_found)?;
    if let Some(set) = job.object {
        let standing = commands.views().standing_to_set(ImageSetId::new(set), client.account).await?;
        if !standing.is_some_and(|standing| Permissions::table_allows(&standing, Action::Read)) {
            return Err(Problem::not_found());
        }
    }
    Ok(job)
}

/// Read how far a job of yours is.
#[utoipa::path(get, path = LISTED, responses((status = OK, description = "The job", body = Job)))]
pub async fn show(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<Json<Job>, Problem> {
    Ok(Json(own(&commands, commands.jobs().find(id).await?, client).await?.into()))
}

/// End a job that nobody wants any more: yours, or one about an image set that you govern.
///
/// What it has done stays. A job that runs ends a moment later: read it, or follow it. One that is over stays as it is.
#[utoipa::path(
    delete, path = LISTED,
    responses((status = OK, description = "The job as it stands", body = Job)),
)]
pub async fn cancel(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<Json<Job>, Problem> {
    Ok(Json(commands.cancellations.cancel(client.caller(&commands), id).await?.into()))
}

/// Follow a job of yours to its end (server-sent events; each message is the job).
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "The job after every step", body = Job, content_type = "text/event-stream")),
)]
pub async fn follow(
    client: Client,
    Path(id): Path<Uuid>,
    State(commands): State<Commands>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    own(&commands, commands.jobs().find(id).await?, client).await?;
    let events = steps(client, commands.listeners.listen(client.account, client.credential)?, commands, id);
    Ok(Sse::new(events.take_until(live::long_enough()).map(Ok)).keep_alive(KeepAlive::default()))
}

/// Ends when the listener may no longer act: it learns why when it asks again.
fn steps(
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
                other => other.is_ok(),
            };
            if !may {
                break;
            }
            yield live::message(&Job::from(step));
        }
    }
}
