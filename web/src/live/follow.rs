//! Server-sent events: what others do in an image set.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::HeaderMap,
    response::sse::{Event, KeepAlive, Sse},
};
use commands::{CommandError, Commands, Credential, Listening};
use domain::{AccountId, Action, AnnotationId, Fact, ImageId, ImageSetId, image};
use futures::{Stream, StreamExt as _, future::ready, stream};
use projections::Recorded;
use serde::Deserialize;
use uuid::Uuid;

use super::presence::Staying;
use crate::{
    WebError,
    annotations::{Erased, Said},
    extract::{Path, Query},
    viewer::Viewer,
};

/// After so long the browser asks anew, and is asked anew who it is.
const LISTENING: Duration = Duration::from_mins(15);

#[derive(Debug, Deserialize)]
pub struct Since {
    #[serde(default)]
    after: i64,
    /// The page that listens: as long as it does, whoever looks is where the page said.
    tab: Option<Uuid>,
}

/// `GET /image-sets/{image_set}/live`: labels of a set as they change, from a log position on, and who is where.
pub async fn follow(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(since): Query<Since>,
    State(commands): State<Commands>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, WebError> {
    commands.permissions.on_set(viewer.account, set, Action::Read).await?;
    let listening = commands.listeners.listen(viewer.account, Credential::Session(viewer.session))?;
    let listener = Listener { commands: commands.clone(), account: viewer.account, set };
    // A log that was put back to an earlier day has not come as far: its news are not passed over.
    let head = commands.views().log().head().await?;
    let after = resumed(&headers).unwrap_or(since.after).min(head);
    let told = listener.listen(listening, after, since.tab);
    let ending = told.take_until(tokio::time::sleep(LISTENING)).map(Ok);
    Ok(Sse::new(ending).keep_alive(KeepAlive::default()))
}

/// Where a browser that was cut off left.
fn resumed(headers: &HeaderMap) -> Option<i64> {
    headers.get("last-event-id")?.to_str().ok()?.parse().ok()
}

enum News {
    Fact(Arc<Recorded>),
    Here(Event),
}

struct Listener {
    commands: Commands,
    account: AccountId,
    set: ImageSetId,
}

impl Listener {
    /// Whoever may no longer look hears nothing more.
    fn listen(
        self,
        mut listening: Listening,
        after: i64,
        tab: Option<Uuid>,
    ) -> impl Stream<Item = Event> + Send {
        let facts = self.commands.live.facts(Some(self.set), after);
        // Ends with the facts: then the browser comes again.
        let facts = facts.map(|fact| fact.ok().map(News::Fact)).chain(stream::once(ready(None)));
        let here = Staying::new(self.commands.clone(), self.account, tab).told(self.set);
        let mut news = Box::pin(stream::select(facts, here.map(|event| Some(News::Here(event)))));
        async_stream::stream! {
            while let Some(Some(news)) = news.next().await {
                let may = match listening.goes_on().await {
                    Ok(true) => self.commands.permissions.on_set(self.account, self.set, Action::Read).await.is_ok(),
                    asked => asked.is_ok(),
                };
                if !may {
                    return;
                }
                match self.tell(news).await {
                    Ok(Some(event)) => yield event,
                    Ok(None) => {}
                    Err(_) => return,
                }
            }
        }
    }

    async fn tell(&self, news: News) -> Result<Option<Event>, CommandError> {
        match news {
            News::Here(event) => Ok(Some(event)),
            News::Fact(fact) => match about(&fact) {
                Some(about) => self.label(about, fact.position).await,
                None => Ok(None),
            },
        }
    }

    /// The label right after the fact.
    async fn label(&self, about: About, position: i64) -> Result<Option<Event>, CommandError> {
        let About { image, label, is_vote } = about;
        let event = Event::default().event("label").id(position.to_string());
        let line = self.commands.live.label_after(label, position).await?.map(|seen| seen.by(self.account));
        let said = match line {
            // That there is a vote is hidden, too.
            Some(line) if is_vote && line.accepts.is_none() => return Ok(None),
            Some(line) => event.json_data(Said::from(line)),
            None => event.json_data(Erased { annotation: label.uuid(), image: image.uuid(), erased: true }),
        };
        Ok(Some(said.expect("labels are JSON")))
    }
}

/// A fact about a label.
struct About {
    image: ImageId,
    label: AnnotationId,
    is_vote: bool,
}

fn about(recorded: &Recorded) -> Option<About> {
    match &recorded.fact {
        Fact::Image(image, event) => Some(About {
            image: *image,
            label: event.annotation()?,
            is_vote: matches!(
                event,
                image::Event::VoteCast { .. }
                    | image::Event::VoteWithdrawn { .. }
                    | image::Event::VotesReset { .. }
                    | image::Event::VotesRestored { .. }
            ),
        }),
        _ => None,
    }
}
