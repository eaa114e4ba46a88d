//! Votes on a page of labels, cast with one form.

use std::collections::HashMap;

use axum::{
    extract::State,
    response::{IntoResponse as _, Redirect, Response},
};
use commands::{Caller, CommandError, Commands};
use domain::{Action, AnnotationId, Class, ImageSetId, image::Verdict};
use futures::{StreamExt as _, stream};
use serde::Deserialize;

use super::{
    QueueQuery,
    grid::{GridQuery, address},
};
use crate::{
    WebError,
    extract::{Form, Path, Query},
    viewer::Viewer,
};

/// More labels than a page shows are no page of ours.
const MOST: usize = 24;

/// Votes that are on their way at once.
const AT_ONCE: usize = 8;

/// The page as it was sent: what was shown, and a box for each label that was marked.
#[derive(Debug, Deserialize)]
pub struct Marked {
    /// Ids with the revisions that were shown: `id:3 id:1`.
    #[serde(default)]
    shown: String,
    #[serde(flatten)]
    boxes: HashMap<String, String>,
}

/// A label somebody looked at.
#[derive(Debug, Clone, Copy)]
struct Shown {
    label: AnnotationId,
    revision: u32,
    verdict: Verdict,
}

/// What became of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Saved,
    /// The label is another one than was shown.
    Changed(AnnotationId),
    Gone,
}

/// `POST /image-sets/{image_set}/grid`: a vote on each label that was shown, unless one is not sure.
///
/// Sent again it has the same effect: each vote's command id follows from the form's and the label.
pub async fn post(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    Query(asked): Query<QueueQuery>,
    Query(layout): Query<GridQuery>,
    State(commands): State<Commands>,
    form: Form<Marked>,
) -> Result<Response, WebError> {
    commands.permissions.on_set(viewer.account, set, Action::Annotate).await?;
    let (shown, unsure) = form.fields.read()?;
    let caller = viewer.caller(form.command);
    let votes = shown.into_iter().map(|shown| vote(&commands, caller, shown));
    let outcomes: Vec<_> = stream::iter(votes).buffered(AT_ONCE).collect().await;
    let outcomes = outcomes.into_iter().collect::<Result<Vec<_>, _>>()?;
    let mut aside = layout.aside();
    aside.extend(unsure);
    let page = address(set, &asked, layout.size(), &aside);
    Ok(Redirect::to(&format!("{page}{}", report(&outcomes))).into_response())
}

impl Marked {
    /// What gets a vote, and what somebody is not sure about.
    fn read(&self) -> Result<(Vec<Shown>, Vec<AnnotationId>), CommandError> {
        let unreadable = || CommandError::invalid("shown", "shown must name labels and their revisions");
        let one = |text: &str| {
            let (id, revision) = text.split_once(':')?;
            Some((id.parse::<AnnotationId>().ok()?, revision.parse().ok()?))
        };
        let shown: Option<Vec<_>> = self.shown.split_whitespace().map(one).collect();
        let shown = shown.filter(|shown| shown.len() <= MOST).ok_or_else(unreadable)?;
        let marked = |word: &str, id: AnnotationId| self.boxes.contains_key(&format!("{word}-{id}"));
        let verdict = |id| if marked("wrong", id) { Verdict::Reject } else { Verdict::Accept };
        let (unsure, sure): (Vec<_>, Vec<_>) = shown.into_iter().partition(|(id, _)| marked("unsure", *id));
        let vote = |(label, revision)| Shown { label, revision, verdict: verdict(label) };
        Ok((sure.into_iter().map(vote).collect(), unsure.into_iter().map(|(id, _)| id).collect()))
    }
}

async fn vote(commands: &Commands, caller: Caller, shown: Shown) -> Result<Outcome, CommandError> {
    let Shown { label, revision, verdict } = shown;
    let caller = caller.part(label.uuid().as_bytes());
    match commands.labels.vote(caller, label, revision, verdict).await {
        Ok(_) => Ok(Outcome::Saved),
        Err(CommandError::Refused(refused)) if refused.code == "stale_revision" => {
            Ok(Outcome::Changed(label))
        }
        Err(CommandError::Refused(refused)) if refused.class != Class::Invalid => Ok(Outcome::Gone),
        Err(error) => Err(error),
    }
}

fn report(outcomes: &[Outcome]) -> String {
    let count = |wanted: Outcome| outcomes.iter().filter(|outcome| **outcome == wanted).count();
    let changed = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Changed(label) => Some(label.to_string()),
        Outcome::Saved | Outcome::Gone => None,
    });
    let changed = changed.collect::<Vec<_>>().join(".");
    format!("&saved={}&gone={}&again={changed}", count(Outcome::Saved), count(Outcome::Gone))
}
