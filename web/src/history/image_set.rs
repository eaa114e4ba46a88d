//! The history of an image set.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{Commands, Permissions};
use domain::{AccountId, Action, ImageSetId, sort_key};
use projections::{Narrowed, Part, Recorded, image_sets::SetLine, standing::Standing};
use serde::Deserialize;

use super::{
    Words,
    kind::Kind,
    timeline::{Day, by_day_with_wholes},
    whole::{Opens, Wholes},
};
use crate::{
    WebError,
    extract::{Path, Query},
    jobs::Running,
    page::{Head, Wants},
    viewer::Viewer,
};

const FACTS: i64 = 100;

/// What is no id or kind counts as not said, as an empty field of the form is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct HistoryQuery {
    person: String,
    kind: String,
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "history/image_set.html")]
struct Page {
    set: SetLine,
    standing: Standing,
    days: Vec<Day>,
    current: Option<i64>,
    older: Option<String>,
    people: Vec<(AccountId, String)>,
    person: Option<AccountId>,
    kind: Option<Kind>,
    /// What is being done in the set.
    running: Vec<Running>,
}

impl Page {
    fn may(&self, action: Action) -> bool {
        Permissions::allows(&self.standing, action)
    }
}

/// `GET /image-sets/{image_set}/history`
pub async fn page(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(narrowed): Query<HistoryQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let standing = commands.permissions.on_set(viewer.account, set, Action::Read).await?;
    let views = commands.views();
    let line = views.image_set(set).await?.ok_or(WebError::NotFound)?;
    let (person, kind) = (narrowed.person.parse().ok(), narrowed.kind());
    let (events, before) = (kind.and_then(Kind::events), narrowed.before.unwrap_or(i64::MAX));
    let meant = Narrowed { account: person, kinds: events.as_deref(), wholes: kind == Some(Kind::Wholes) };
    let facts = views.history_of_set_by(set, meant, before, FACTS).await?;
    let older = older(&facts, set, person, kind);
    let facts = commands.seen_votes.among(viewer.account, facts.entries).await?;
    let words = Words::load(&commands, &facts, viewer.account).await?;
    let governs = Permissions::allows(&standing, Action::Govern);
    let opens = if governs { Opens::All } else { Opens::Own(viewer.account) };
    let wholes = Wholes::load(&commands, &facts, Some(set), opens).await?;
    let (days, people) = (by_day_with_wholes(&facts, &words, &wholes), people(&facts, person, &words));
    let running = Running::in_set(&commands, &viewer, set, governs).await?;
    let head = Head::new("History")
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{set}"), &line.name);
    wants
        .show(&head, &Page { set: line, standing, days, current: None, older, people, person, kind, running })
}

impl HistoryQuery {
    fn kind(&self) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == self.kind)
    }
}

/// Those who can be chosen: whoever did something on this page.
fn people(facts: &[Recorded], chosen: Option<AccountId>, words: &Words) -> Vec<(AccountId, String)> {
    let mut ids: Vec<_> = facts.iter().map(|fact| fact.account).chain(chosen).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut people: Vec<_> = ids.into_iter().map(|id| (id, words.name(id))).collect();
    people.sort_by_cached_key(|(_, name)| sort_key(name));
    people
}

fn older(
    facts: &Part<Recorded>,
    set: ImageSetId,
    person: Option<AccountId>,
    kind: Option<Kind>,
) -> Option<String> {
    let last = facts.last_of_more()?;
    let person = person.map(|person| format!("&person={person}")).unwrap_or_default();
    let kind = kind.map(|kind| format!("&kind={}", kind.code())).unwrap_or_default();
    Some(format!("/image-sets/{set}/history?before={}{person}{kind}", last.position))
}
