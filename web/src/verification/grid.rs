//! A page of crops to be verified at once.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{AccountId, Action, AnnotationId, AnnotationTypeId, ImageSetId, Timestamp};
use projections::{annotation_types::TypeLine, image_sets::SetLine, pace::Pace, verification::Candidate};
use serde::Deserialize;

use super::{QueueQuery, card::VerifyCard};
use crate::{
    WebError,
    annotations::Types,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    queues::with,
    viewer::Viewer,
};

/// How many labels are on one page.
const SIZES: [usize; 2] = [12, 24];

/// As many labels put aside as an address can carry; the oldest come again.
const ASIDE: usize = 150;

/// How the page is laid out, and what came of the page before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct GridQuery {
    size: String,
    /// Votes that were cast on the page before.
    saved: i64,
    /// Those votes: ids and revisions with full stops between them, to take them back by.
    voted: String,
    /// Votes that were taken back.
    undone: i64,
    /// Labels to show before others: those whose votes were taken back.
    first: String,
    /// Labels that were erased while somebody looked.
    gone: i64,
    /// Labels that changed while somebody looked: ids with full stops between them.
    again: String,
    /// Labels somebody was not sure about: not shown again in this sitting. Ids, the same way.
    aside: String,
}

#[derive(Template)]
#[template(path = "verification/grid.html")]
struct Page {
    set: SetLine,
    asked: QueueQuery,
    size: usize,
    layout: GridQuery,
    types: Vec<TypeLine>,
    chosen: Option<AnnotationTypeId>,
    cards: Vec<VerifyCard>,
    /// Of the cards, those that changed while somebody looked.
    changed: i64,
    /// Images of the next page, fetched ahead.
    ahead: Vec<String>,
    now: Timestamp,
    pace: Pace,
}

impl GridQuery {
    pub fn size(&self) -> usize {
        SIZES.into_iter().find(|size| size.to_string() == self.size).unwrap_or(SIZES[0])
    }

    fn again(&self) -> Vec<AnnotationId> {
        self.again.split('.').take(SIZES[1]).filter_map(|id| id.parse().ok()).collect()
    }

    /// Those asked about before all others.
    fn first(&self) -> Vec<AnnotationId> {
        let back = self.first.split('.').take(SIZES[1]).filter_map(|id| id.parse().ok());
        self.again().into_iter().chain(back).collect()
    }

    fn voted(&self) -> String {
        self.voted.replace('.', " ")
    }

    pub fn aside(&self) -> Vec<AnnotationId> {
        self.aside.split('.').take(ASIDE).filter_map(|id| id.parse().ok()).collect()
    }
}

impl Page {
    fn is_chosen(&self, line: &TypeLine) -> bool {
        self.chosen == Some(line.spec.id)
    }

    /// Where the form is sent, and where it leads to: the same queue, in the same size.
    fn address(&self) -> String {
        address(self.set.image_set.into(), &self.asked, self.size, &self.layout.aside())
    }

    /// The same without anything put aside.
    fn with_all(&self) -> String {
        address(self.set.image_set.into(), &self.asked, self.size, &[])
    }

    fn put_aside(&self) -> i64 {
        i64::try_from(self.layout.aside().len()).unwrap_or_default()
    }

    fn shown(&self) -> String {
        let shown = self.cards.iter().map(|card| format!("{}:{}", card.id, card.revision));
        shown.collect::<Vec<_>>().join(" ")
    }
}

/// The grid of a queue; what is put aside last counts most where there is no room for all of it.
pub fn address(set: ImageSetId, asked: &QueueQuery, size: usize, aside: &[AnnotationId]) -> String {
    let at = with(&asked.at(&format!("/image-sets/{set}/grid")), "size", size);
    let ids: Vec<_> = aside.iter().skip(aside.len().saturating_sub(ASIDE)).map(short).collect();
    if ids.is_empty() { at } else { with(&at, "aside", ids.join(".")) }
}

/// Without its hyphens, which cost room.
fn short(id: &AnnotationId) -> String {
    id.uuid().simple().to_string()
}

/// `GET /image-sets/{image_set}/grid`
pub async fn page(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(asked): Query<QueueQuery>,
    Query(layout): Query<GridQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    commands.permissions.on_set(viewer.account, set, Action::Annotate).await?;
    let line = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?;
    let head = Head::new("Verify many")
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{set}"), &line.name)
        .under(format!("/image-sets/{set}/verification"), "Verify")
        .wide();
    let page = load(&commands, &viewer, line, asked, layout).await?;
    wants.show(&head, &page)
}

async fn load(
    commands: &Commands,
    viewer: &Viewer,
    line: SetLine,
    asked: QueueQuery,
    layout: GridQuery,
) -> Result<Page, CommandError> {
    let (views, set) = (commands.views(), ImageSetId::new(line.image_set));
    let main = line.main_annotation_type.map(AnnotationTypeId::new);
    let asked = asked.here().of_type(main).seeded(viewer.account, Some(set));
    let (types, again) = (Types::load(views).await?, layout.again());
    let (found, ahead) = candidates(commands, viewer.account, set, &asked, &layout).await?;
    let cards: Vec<_> = found.iter().map(|line| VerifyCard::new(line, &types, &again)).collect();
    Ok(Page {
        types: views.annotation_types().await?,
        chosen: asked.annotation_type(),
        changed: i64::try_from(cards.iter().filter(|card| card.again).count()).unwrap_or_default(),
        cards,
        ahead: ahead.iter().map(|line| format!("/images/{}/screen", line.image)).collect(),
        now: viewer.now,
        pace: views.pace_of(viewer.account, viewer.now).await?,
        size: layout.size(),
        set: line,
        asked,
        layout,
    })
}

/// Those of this page, and those of the next one.
async fn candidates(
    commands: &Commands,
    of: AccountId,
    set: ImageSetId,
    asked: &QueueQuery,
    layout: &GridQuery,
) -> Result<(Vec<Candidate>, Vec<Candidate>), CommandError> {
    let uuids = |ids: Vec<AnnotationId>| ids.iter().map(|id| id.uuid()).collect::<Vec<_>>();
    let (again, aside, size) = (uuids(layout.first()), uuids(layout.aside()), layout.size());
    let limit = i64::try_from(2 * size).unwrap_or(i64::MAX);
    let queue = asked.queue(of, set);
    let hidden = commands.seen_votes.hidden_in(of, set).await?;
    let queue = (&queue, &hidden);
    let mut found = commands.views().candidates_to_verify(queue, set, (&again, &aside), limit).await?;
    let ahead = found.split_off(size.min(found.len()));
    Ok((found, ahead))
}
