//! Who is at which image: as a page says, and as others are told.

use std::{sync::Arc, time::Duration};

use axum::{extract::State, http::StatusCode, response::sse::Event};
use commands::{
    Commands,
    desk::presence::{Here, ListeningTab},
};
use domain::{AccountId, ImageId, ImageSetId};
use futures::Stream;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    WebError,
    extract::{Form, Path},
    viewer::Viewer,
};

/// People in other processes, and those who went without a word, are noticed after so long.
const LOOK: Duration = Duration::from_secs(3);
/// How often an open page says so.
const STAY: Duration = Duration::from_secs(20);

#[derive(Debug, Deserialize)]
pub struct Tab {
    /// Made by the page.
    tab: Uuid,
}

/// `POST /images/{image}/presence`: the page shows this image from now on.
pub async fn arrive(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    State(commands): State<Commands>,
    form: Form<Tab>,
) -> Result<StatusCode, WebError> {
    commands.presence.arrive(viewer.account, form.fields.tab, image).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A page that listens is open: it stays where it is until it goes.
pub struct Staying {
    commands: Commands,
    page: Option<ListeningTab>,
}

impl Staying {
    pub fn new(commands: Commands, account: AccountId, tab: Option<Uuid>) -> Self {
        let page = tab.map(|tab| commands.presence.listening(account, tab));
        Self { commands, page }
    }

    /// Who is where, as soon as it changes; and now and then the word that this page is still there.
    pub fn told(self, set: ImageSetId) -> impl Stream<Item = Event> + Send {
        async_stream::stream! {
            let mut news = self.commands.presence.changes();
            let mut stay = tokio::time::interval(STAY);
            // Known before anything else is: an older connection of the page may end at any moment.
            stay.tick().await;
            self.stay().await;
            let mut before = None;
            loop {
                let Ok(here) = self.commands.presence.who_is_in(set).await else { return };
                if before.as_ref() != Some(&here) {
                    yield event(&here);
                    before = Some(here);
                }
                tokio::select! {
                    _ = stay.tick() => self.stay().await,
                    woken = news.changed() => if woken.is_err() { return },
                    () = tokio::time::sleep(LOOK) => {}
                }
            }
        }
    }

    async fn stay(&self) {
        let Some(page) = self.page else { return };
        if let Err(error) = self.commands.presence.stay(page).await {
            tracing::warn!(%error, "a page could not be kept as present");
        }
    }
}

fn event(here: &Arc<Vec<Here>>) -> Event {
    Event::default().event("here").json_data(here.as_ref()).expect("names are JSON")
}

impl Drop for Staying {
    fn drop(&mut self) {
        let Some(page) = self.page else { return };
        let commands = self.commands.clone();
        // What cannot be said now runs out by itself.
        tokio::spawn(async move { commands.presence.leave(page).await });
    }
}
