//! The history of a person.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use domain::AccountId;
use serde::Deserialize;

use super::{
    Words,
    timeline::{Day, by_day_with_wholes},
    whole::{Opens, Wholes},
};
use crate::{
    WebError,
    extract::{Path, Query},
    page::{Head, Wants},
    viewer::Viewer,
};

const FACTS: i64 = 100;

#[derive(Debug, Deserialize)]
pub struct Until {
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "history/person.html")]
struct Page {
    name: String,
    own: bool,
    days: Vec<Day>,
    current: Option<i64>,
    older: Option<String>,
}

/// `GET /people/{person}`: what somebody did, as far as the viewer may see it.
pub async fn page(
    viewer: Viewer,
    Path(person): Path<AccountId>,
    Query(until): Query<Until>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let views = commands.views();
    views.account(person).await?.ok_or(WebError::NotFound)?;
    let before = until.before.unwrap_or(i64::MAX);
    let facts = views.history_of_account(person, viewer.account, before, FACTS).await?;
    let older = facts.last_of_more().map(|last| format!("/people/{person}?before={}", last.position));
    let facts = commands.seen_votes.among(viewer.account, facts.entries).await?;
    let words = Words::load(&commands, &facts, viewer.account).await?;
    let name = commands.people.full_names(&[person]).await?.remove(&person);
    let name = name.unwrap_or_else(|| words.name(person));
    let head = Head::new(&name);
    let own = person == viewer.account;
    let wholes = Wholes::load(&commands, &facts, None, Opens::Own(viewer.account)).await?;
    let days = by_day_with_wholes(&facts, &words, &wholes);
    wants.show(&head, &Page { name, own, days, current: None, older })
}
