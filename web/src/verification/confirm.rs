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
    /// Votes of the page before that are to be taken back, the same way; then nothing was shown.
    #[serde(default)]
    undo: String,
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
    Saved(AnnotationId, u32),
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
    let caller = viewer.caller(form.command);
    if !form.fields.undo.is_empty() {
        let undone = take_back(&commands, caller, &read_labels("undo", &form.fields.undo)?).await?;
        let page = address(set, &asked, layout.size(), &layout.aside());
        return Ok(Redirect::to(&format!("{page}{undone}")).into_response());
    }
    let (shown, unsure) = form.fields.read()?;
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
        let shown = read_labels("shown", &self.shown)?;
        let marked = |word: &str, id: AnnotationId| self.boxes.contains_key(&format!("{word}-{id}"));
        let verdict = |id| if marked("wrong", id) { Verdict::Reject } else { Verdict::Accept };
        let (unsure, sure): (Vec<_>, Vec<_>) = shown.into_iter().partition(|(id, _)| marked("unsure", *id));
        let vote = |(label, revision)| Shown { label, revision, verdict: verdict(label) };
        Ok((sure.into_iter().map(vote).collect(), unsure.into_iter().map(|(id, _)| id).collect()))
    }
}

/// Ids with revisions, no more than a page has.
fn read_labels(field: &'static str, text: &str) -> Result<Vec<(AnnotationId, u32)>, CommandError> {
    let one = |text: &str| {
        let (id, revision) = text.split_once(':')?;
        Some((id.parse().ok()?, revision.parse().ok()?))
    };
    let labels: Option<Vec<_>> = text.split_whitespace().map(one).collect();
    let labels = labels.filter(|labels| labels.len() <= MOST);
    labels
        .ok_or_else(|| CommandError::invalid(field, format!("{field} must name labels and their revisions")))
}

/// The labels were waiting for a vote before: without one they wait again, and are shown first. What became of it, for the
/// address.
async fn take_back(
    commands: &Commands,
    caller: Caller,
    votes: &[(AnnotationId, u32)],
) -> Result<String, CommandError> {
    let mut back = vec![];
    for (label, revision) in votes {
        let part = caller.part(label.uuid().as_bytes());
        match commands.labels.withdraw_vote(part, *label, *revision).await {
            Ok(_) => back.push(label.to_string()),
            // Changed or deleted meanwhile: the vote counts no more anyway.
            Err(CommandError::Refused(refused)) if refused.class != Class::Invalid => {}
            Err(error) => return Err(error),
        }
    }
    Ok(format!("&undone={}&first={}", back.len(), back.join(".")))
}

async fn vote(commands: &Commands, caller: Caller, shown: Shown) -> Result<Outcome, CommandError> {
    let Shown { label, revision, verdict } = shown;
    let caller = caller.part(label.uuid().as_bytes());
    match commands.labels.vote(caller, label, revision, verdict).await {
        Ok(_) => Ok(Outcome::Saved(label, revision)),
        Err(CommandError::Refused(refused)) if refused.code == "stale_revision" => {
            Ok(Outcome::Changed(label))
        }
        Err(CommandError::Refused(refused)) if refused.class != Class::Invalid => Ok(Outcome::Gone),
        Err(error) => Err(error),
    }
}

fn report(outcomes: &[Outcome]) -> String {
    let voted = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Saved(label, revision) => Some(format!("{}:{revision}", label.uuid().simple())),
        Outcome::Changed(_) | Outcome::Gone => None,
    });
    let voted: Vec<_> = voted.collect();
    let gone = outcomes.iter().filter(|outcome| **outcome == Outcome::Gone).count();
    let changed = outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Changed(label) => Some(label.to_string()),
        Outcome::Saved(..) | Outcome::Gone => None,
    });
    let changed = changed.collect::<Vec<_>>().join(".");
    format!("&saved={}&gone={gone}&again={changed}&voted={}", voted.len(), voted.join("."))
}
