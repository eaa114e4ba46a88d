//! The history of an image.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use domain::{Action, ImageId};
use serde::Deserialize;

use super::{
    Words,
    picture::Picture,
    timeline::{Day, Line, by_day},
};
use crate::{
    WebError,
    extract::{Path, Query},
    page::{Head, Wants},
    viewer::Viewer,
};

/// Facts on one page, and steps of its slider.
const FACTS: i64 = 500;

#[derive(Debug, Deserialize)]
pub struct Moment {
    /// The log position after which the image is shown.
    as_of: Option<i64>,
    /// List only facts before this position.
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "history/image.html")]
struct Page {
    image: ImageId,
    name: String,
    picture: Picture,
    days: Vec<Day>,
    /// Oldest first, as the slider goes.
    steps: Vec<Line>,
    /// The step that is shown.
    step: usize,
    current: Option<i64>,
    older: Option<String>,
}

/// `GET /images/{image}/history`: the facts, and the image as of one of them; htmx gets the picture alone.
pub async fn page(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(moment): Query<Moment>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let (line, standing) = commands.permissions.on_image(viewer.account, image, Action::Read).await?;
    let name = line.name.clone();
    let set = commands.views().image_set(standing.image_set).await?.ok_or(WebError::NotFound)?;
    let head = Head::new("History")
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", set.image_set), &set.name)
        .under(format!("/images/{image}"), &name)
        .wide();
    let picture = Picture::load(&commands, line, viewer.account, moment.as_of).await?;
    if wants.part() {
        return wants.show(&head, &picture);
    }
    let facts = commands.views().history_of_image(image, moment.before.unwrap_or(i64::MAX), FACTS).await?;
    let older = facts.last_of_more().map(|last| format!("/images/{image}/history?before={}", last.position));
    let shown = &commands.seen_votes.among(viewer.account, facts.entries).await?[..];
    let words = Words::load(&commands, shown, viewer.account).await?;
    let current = moment.as_of.or(picture.latest());
    let steps: Vec<_> = shown.iter().rev().map(|fact| Line::new(fact, &words)).collect();
    let step = steps.iter().rposition(|step| Some(step.position) <= current).unwrap_or_default();
    let days = by_day(shown, &words);
    wants.show(&head, &Page { image, name, picture, days, steps, step, current, older })
}
