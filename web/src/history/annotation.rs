//! The history of a label.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, Permissions};
use domain::{AccountId, Action, AnnotationId, AnnotationTypeId, Frame, ImageId, Timestamp};
use projections::annotations::{RevisionLine, VerdictLine};

use super::{
    Words,
    joined::joined,
    timeline::{Day, by_day},
};
use crate::{
    WebError,
    annotations::Crop,
    extract::Path,
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

/// The newest are shown.
const REVISIONS: i64 = 200;
const FACTS: i64 = 500;

#[derive(Template)]
#[template(path = "history/annotation.html")]
struct Page {
    label: AnnotationId,
    image: ImageId,
    image_name: String,
    name: String,
    erased: bool,
    may_restore: bool,
    now: Timestamp,
    revisions: Vec<Revision>,
    days: Vec<Day>,
    /// Whether there are older revisions or facts than these.
    more: bool,
    current: Option<i64>,
}

struct Revision {
    number: i32,
    /// The shape over what it was before.
    crop: Crop,
    type_name: String,
    colour: &'static str,
    marks: String,
    by: (String, String),
    at: Timestamp,
    position: i64,
    ended: Option<i64>,
    votes: Vec<Vote>,
}

struct Vote {
    by: (String, String),
    accepts: bool,
    at: Timestamp,
    standing: &'static str,
    counts: bool,
}

/// `GET /annotations/{annotation}/history`: every revision of a label with its shape and its votes.
pub async fn page(
    viewer: Viewer,
    Path(label): Path<AnnotationId>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let (place, standing) = commands.permissions.on_label(viewer.account, label, Action::Read).await?;
    let set = commands.views().image_set(place.image_set).await?.ok_or(WebError::NotFound)?;
    let action = if place.author == viewer.account { Action::Annotate } else { Action::EditOthers };
    let may_restore = Permissions::allows(&standing, action);
    let page = Page { may_restore, now: viewer.now, ..load(&commands, label, viewer.account).await? };
    let head = Head::new(format!("History of {}", page.name))
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", set.image_set), &set.name)
        .under(format!("/images/{}", page.image), &page.image_name)
        .under(format!("/images/{}/history", page.image), "History");
    wants.show(&head, &page)
}

async fn load(commands: &Commands, label: AnnotationId, seen_by: AccountId) -> Result<Page, CommandError> {
    let views = commands.views();
    let lines = views.revisions_of(label, REVISIONS).await?;
    let image = lines.first().ok_or(CommandError::NOT_FOUND)?.image;
    let image = views.image(image.into()).await?.ok_or(CommandError::NOT_FOUND)?;
    let facts = views.history_of_annotation(label, i64::MAX, FACTS).await?;
    let more = lines.more || facts.more;
    let facts = commands.seen_votes.among(seen_by, facts.entries).await?;
    let mut votes = views.verdicts_on(label).await?;
    if !commands.seen_votes.hidden_in(seen_by, image.image_set.into()).await?.is_none()
        && commands.seen_votes.judged(seen_by, &[label.uuid()]).await?.is_empty()
    {
        votes.retain(|vote| vote.account == seen_by.uuid());
    }
    let (lines, votes) = joined(lines.entries, votes);
    let newest = lines.first().ok_or(CommandError::NOT_FOUND)?;
    let words = Words::load(commands, &facts, seen_by).await?;
    let older = lines.iter().skip(1).map(Some).chain([None]);
    let revision = |(line, before)| Revision::new(line, before, image.frame(), &votes, &words);
    Ok(Page {
        label,
        image: newest.image.into(),
        name: words.annotation_type(newest.annotation_type.into()),
        erased: newest.valid_to.is_some(),
        may_restore: false,
        now: newest.revised_at,
        revisions: lines.iter().zip(older).map(revision).collect(),
        days: by_day(&facts, &words),
        more,
        current: None,
        image_name: image.name,
    })
}

impl Revision {
    fn new(
        line: &RevisionLine,
        before: Option<&RevisionLine>,
        frame: Frame,
        votes: &[VerdictLine],
        words: &Words,
    ) -> Self {
        let kind = AnnotationTypeId::new(line.annotation_type);
        let type_name = words.at(line.valid_from).annotation_type(kind);
        let colour = words.types().colour(kind);
        let before = before.filter(|before| before.shape != line.shape);
        let mut shapes: Vec<_> = before.iter().map(|before| (&before.shape.0, "before".to_owned())).collect();
        shapes.push((&line.shape.0, colour.to_owned()));
        let says = format!("{type_name}, revision {}", line.revision);
        let within = |vote: &&VerdictLine| {
            vote.valid_from >= line.valid_from && line.valid_to.is_none_or(|end| vote.valid_from < end)
        };
        Self {
            number: line.revision,
            crop: Crop::around(line.image.into(), frame, &shapes, says),
            type_name,
            colour,
            marks: marks(line.blurred, line.concealed),
            by: words.person(line.revised_by.into()),
            at: line.revised_at,
            position: line.valid_from,
            ended: line.valid_to,
            votes: votes.iter().filter(within).map(|vote| Vote::new(vote, line, words)).collect(),
        }
    }
}

impl Vote {
    fn new(vote: &VerdictLine, of: &RevisionLine, words: &Words) -> Self {
        let standing = match vote.valid_to {
            None if vote.own && of.revision == 1 => "by drawing it",
            None if vote.own => "by changing it",
            None => "counts",
            ended if ended == of.valid_to => "stale: the label was changed or deleted",
            Some(_) => "taken back or changed",
        };
        Self {
            by: words.person(AccountId::new(vote.account)),
            accepts: vote.accepts,
            at: vote.cast_at,
            standing,
            counts: vote.valid_to.is_none(),
        }
    }
}

fn marks(blurred: bool, concealed: bool) -> String {
    [(blurred, " · blurred"), (concealed, " · concealed")]
        .into_iter()
        .filter_map(|(is, word)| is.then_some(word))
        .collect()
}
