//! The labels of a set as a list that is filtered and sorted.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use commands::{CommandError, Commands, Permissions, SeenVotes};
use domain::{AccountId, Action, AnnotationId, ImageSetId};
use projections::{
    annotations::{Sort, SortKey},
    image_sets::SetLine,
    standing::Standing,
};
use strum::VariantArray as _;
use uuid::Uuid;

use super::{
    LabelCard, LabelQuery, cards,
    conditions::{Chip, Offered},
};
use crate::{
    WebError,
    extract::{Path, Query},
    filters,
    forms::Errors,
    page::{Head, Wants},
    viewer::Viewer,
};

/// Labels on one page.
const PAGE: usize = 48;

#[derive(Template)]
#[template(path = "annotations/list.html")]
struct Page {
    set: SetLine,
    standing: Standing,
    query: LabelQuery,
    sort: Sort,
    offered: Offered,
    chips: Vec<Chip>,
    /// How many labels the filter finds.
    found: i64,
    cards: Vec<LabelCard>,
    /// Labels that were chosen on other pages of the list, at the revisions that were seen.
    carried: Vec<String>,
    next: Option<Next>,
    errors: Errors,
}

/// What the next page begins after.
type Next = (SortKey, AnnotationId);

/// What is found.
#[derive(Default)]
struct Found {
    sort: Sort,
    count: i64,
    ids: Vec<Uuid>,
    next: Option<Next>,
}

impl Page {
    fn may(&self, action: Action) -> bool {
        Permissions::allows(&self.standing, action)
    }

    fn is(&self, condition: &str, value: &(impl ToString + ?Sized)) -> bool {
        self.query.text(condition) == value.to_string()
    }

    fn is_first(&self) -> bool {
        self.query.is_from_the_beginning()
    }

    /// Whether a condition is named that is not on the form's first line.
    fn is_detailed(&self) -> bool {
        let plain = ["type", "author", "changed_by", "blurred", "concealed"];
        self.query.conditions().any(|(key, _)| !plain.contains(&key.name))
    }

    fn sorts(&self) -> impl Iterator<Item = (&'static str, &'static str, bool)> {
        Sort::VARIANTS.iter().map(|sort| (sort.code(), words(*sort), *sort == self.sort))
    }
}

const fn words(sort: Sort) -> &'static str {
    match sort {
        Sort::LatestChange => "latest change first",
        Sort::OldestChange => "oldest change first",
        Sort::LatestDrawn => "drawn last first",
        Sort::OldestDrawn => "drawn first first",
        Sort::FewestVotes => "least accepted first",
        Sort::MostVotes => "most accepted first",
        Sort::MostRevisions => "most revisions first",
        Sort::Image => "by image",
    }
}

/// `GET /image-sets/{image_set}/annotations`: the labels of a set, to look through and to choose from.
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<ImageSetId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let standing = commands.permissions.on_set(viewer.account, id, Action::Read).await?;
    let set = commands.views().image_set(id).await?.ok_or(WebError::NotFound)?;
    let query = LabelQuery::of(&pairs);
    let (found, errors) = match find(&commands, viewer.account, &standing, &query).await {
        Ok(found) => (found, Errors::default()),
        Err(error) => (Found::default(), Errors::of(error)?),
    };
    let offered = Offered::load(&commands, id).await?;
    let mut cards = cards(&commands, id, &found.ids, viewer.account).await?;
    let page = Page {
        chips: offered.chips(&query),
        carried: choose(&mut cards, &pairs),
        cards,
        found: found.count,
        next: found.next,
        sort: found.sort,
        offered,
        set,
        standing,
        query,
        errors,
    };
    let address = format!("/image-sets/{id}");
    let head = Head::new("Labels").under("/image-sets", "Image sets").under(address, &page.set.name).wide();
    Ok((page.errors.status(), wants.show(&head, &page)?).into_response())
}

/// Marks those that were chosen; answers those that are not on the page.
fn choose(cards: &mut [LabelCard], pairs: &[(String, String)]) -> Vec<String> {
    let chosen = pairs.iter().filter(|(name, _)| name == "label").map(|(_, label)| label);
    let elsewhere = chosen.filter(|label| {
        let id = label.split_once('.').and_then(|(id, _)| id.parse::<Uuid>().ok());
        let here = cards.iter_mut().find(|card| Some(card.id) == id);
        here.map(|card| card.chosen = true).is_none()
    });
    elsewhere.cloned().collect()
}

async fn find(
    commands: &Commands,
    by: AccountId,
    standing: &Standing,
    query: &LabelQuery,
) -> Result<Found, CommandError> {
    let (filter, sort) = (query.filter(by)?, query.sort()?);
    SeenVotes::may_ask(standing, &filter, sort)?;
    let (views, set, after) = (commands.views(), standing.image_set, query.after(sort)?);
    let limit = i64::try_from(PAGE).unwrap_or_default() + 1;
    let mut labels = views.listed_labels(set, &filter, sort, after, limit).await?;
    let more = labels.len() > PAGE;
    labels.truncate(PAGE);
    let next = labels.last().filter(|_| more).map(|(id, key)| (key.clone(), AnnotationId::new(*id)));
    let ids = labels.into_iter().map(|(id, _)| id).collect();
    Ok(Found { sort, count: views.count_labels(set, &filter).await?, ids, next })
}
