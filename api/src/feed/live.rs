//! The feed as it grows.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::State,
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use commands::{Commands, Listening};
use futures::{Stream, StreamExt as _};
use projections::Recorded;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{place, visible::VisibleFacts};
use crate::{
    Problem,
    client::Client,
    extract::Query,
    history::{RecordedFact, with_names},
    live,
    route::LISTED,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Since {
    /// Log position to begin after; now, if left out. `Last-Event-ID` wins.
    after: Option<i64>,
}

/// Follow the feed (server-sent events; `id` is the log position, each message a fact).
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "Facts as they happen", body = RecordedFact, content_type = "text/event-stream")),
)]
pub async fn live(
    client: Client,
    Query(since): Query<Since>,
    headers: HeaderMap,
    State(commands): State<Commands>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let resumed: Option<i64> = headers.get("last-event-id").and_then(|id| id.to_str().ok()?.parse().ok());
    let head = commands.views().log().head().await?;
    let after = match (resumed, since.after) {
        (Some(resumed), _) => place("Last-Event-ID", resumed, head)?,
        (None, Some(after)) => place("after", after, head)?,
        (None, None) => head,
    };
    let listening = commands.listeners.listen(client.account, client.credential)?;
    let events = follow(commands, client, listening, after).take_until(live::long_enough());
    Ok(Sse::new(events.map(Ok)).keep_alive(KeepAlive::default()))
}

/// Ends when the log cannot be read or the listener may no longer act: it learns why when it asks again.
fn follow(
    commands: Commands,
    client: Client,
    mut listening: Listening,
    after: i64,
) -> impl Stream<Item = Event> + Send {
    async_stream::stream! {
        let mut facts = Box::pin(commands.live.facts(None, after));
        let mut visible = VisibleFacts::new(commands.clone(), client);
        while let Some(Ok(fact)) = facts.next().await {
            match listening.goes_on().await {
                Ok(true) => visible = VisibleFacts::new(commands.clone(), client),
                Ok(false) => {}
                Err(_) => break,
            }
            match message(&commands, &mut visible, fact).await {
                Ok(Some(event)) => yield event,
                Ok(None) => {}
                Err(_) => break,
            }
        }
    }
}

async fn message(
    commands: &Commands,
    visible: &mut VisibleFacts,
    fact: Arc<Recorded>,
) -> Result<Option<Event>, Problem> {
    let position = fact.position;
    let facts = with_names(commands, visible.among(vec![Arc::unwrap_or_clone(fact)]).await?).await?;
    Ok(facts.first().map(|fact| live::message(fact).id(position.to_string())))
}
