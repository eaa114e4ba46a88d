//! Labels and votes: every revision and every verdict, with the log positions between which it held.

use std::collections::HashMap;

use domain::{
    AccountId, AnnotationId, AnnotationTypeId, ImageId, ImageSetId, Timestamp,
    image::{Effect, Image, Verdict},
};
use uuid::Uuid;

use crate::{
    Statement,
    inline::{Closes, Inline, Projected, Rows, Span, Spans},
    table,
};

mod listing;
mod past;
mod reading;

pub use self::{
    listing::{LabelLine, Sort, SortKey, Target},
    past::{RevisionLine, VerdictLine},
    reading::{AnnotationLine, VoteLine},
};

table! {
    RevisionRow in "view_annotation_revisions" by ["annotation", "valid_from"] {
        annotation: Uuid as "uuid",
        image: Uuid as "uuid",
        image_set: Uuid as "uuid",
        annotation_type: Uuid as "uuid",
        number: i32 as "integer",
        revision: i32 as "integer",
        shape: String as "json",
        blurred: bool as "boolean",
        concealed: bool as "boolean",
        author: Uuid as "uuid",
        revised_by: Uuid as "uuid",
        revised_at: Timestamp as "timestamptz",
        drawn: bool as "boolean",
        valid_from: i64 as "position",
        valid_to: Option<i64> as "position",
    }
}

table! {
    VoteRow in "view_vote_spans" by ["annotation", "account", "valid_from"] {
        annotation: Uuid as "uuid",
        account: Uuid as "uuid",
        image: Uuid as "uuid",
        image_set: Uuid as "uuid",
        revision: i32 as "integer",
        accepts: bool as "boolean",
        own: bool as "boolean",
        cast_at: Timestamp as "timestamptz",
        valid_from: i64 as "position",
        valid_to: Option<i64> as "position",
    }
}

impl Span for RevisionRow {
    fn end(&mut self, at: i64) {
        self.valid_to = Some(at);
    }

    fn shift(&mut self, by: i64) {
        self.valid_from += by;
        self.valid_to = self.valid_to.map(|at| at + by);
    }
}

impl Span for VoteRow {
    fn end(&mut self, at: i64) {
        self.valid_to = Some(at);
    }

    fn shift(&mut self, by: i64) {
        self.valid_from += by;
        self.valid_to = self.valid_to.map(|at| at + by);
    }
}

impl Inline for Image {
    fn project(projected: &Projected<'_, Self>, rows: &mut Rows) {
        crate::images::project(projected, rows);
        match projected.event.effect() {
            Effect::Added(_) | Effect::Described(_) | Effect::Removed(_) => {}
            Effect::Drawn(drawn, _) => begin(projected, drawn.annotation, rows),
            Effect::Restored(annotation) => begin(projected, annotation, rows),
            Effect::Revised(annotation, _) => {
                end(projected, annotation, rows);
                begin(projected, annotation, rows);
            }
            Effect::Erased(annotation) => end(projected, annotation, rows),
            Effect::VoteCast(annotation, verdict) => {
                rows.votes.close((annotation.uuid(), projected.stamp.by.uuid()), projected.at);
                vote(projected, annotation, projected.stamp.by.uuid(), verdict, rows);
            }
            Effect::VoteWithdrawn(annotation) => {
                rows.votes.close((annotation.uuid(), projected.stamp.by.uuid()), projected.at);
            }
            Effect::VotesReset(annotation) => {
                let label = projected.state.annotation(annotation);
                for account in label.into_iter().flat_map(|label| label.reset.keys()) {
                    rows.votes.close((annotation.uuid(), account.uuid()), projected.at);
                }
            }
            Effect::VotesRestored(annotation, votes) => {
                for (account, verdict) in votes {
                    vote(projected, annotation, account.uuid(), *verdict, rows);
                }
            }
        }
    }
}

/// The present revision and its votes hold from here.
fn begin(projected: &Projected<'_, Image>, id: AnnotationId, rows: &mut Rows) {
    let Some((picture, label)) = projected.state.picture().and_then(|p| Some((p, p.annotations.get(&id)?)))
    else {
        return;
    };
    let row = RevisionRow {
        annotation: id.uuid(),
        image: projected.stream,
        image_set: picture.image_set.uuid(),
        annotation_type: label.annotation_type.uuid(),
        number: label.number.cast_signed(),
        revision: label.revision.cast_signed(),
        shape: serde_json::to_string(&label.shape).expect("a shape is JSON"),
        blurred: label.blurred,
        concealed: label.concealed,
        author: label.author.uuid(),
        revised_by: label.revised_by.uuid(),
        revised_at: projected.stamp.at,
        drawn: projected.event.drawing().is_some(),
        valid_from: projected.at,
        valid_to: None,
    };
    rows.revisions.open(id.uuid(), row);
    for (account, verdict) in &label.votes {
        vote(projected, id, account.uuid(), *verdict, rows);
    }
}

/// The revision that held so far, and every vote on it, ends here.
fn end(projected: &Projected<'_, Image>, id: AnnotationId, rows: &mut Rows) {
    let annotation = id.uuid();
    rows.revisions.close(annotation, projected.at);
    let open: Vec<_> = rows.votes.opened((annotation, Uuid::nil())..=(annotation, Uuid::max())).collect();
    for key in open {
        rows.votes.close(key, projected.at);
    }
    rows.vote_ends.entry(annotation).or_insert(projected.at);
}

fn vote(
    projected: &Projected<'_, Image>,
    id: AnnotationId,
    account: Uuid,
    verdict: Verdict,
    rows: &mut Rows,
) {
    let Some((picture, label)) = projected.state.picture().and_then(|p| Some((p, p.annotations.get(&id)?)))
    else {
        return;
    };
    let row = VoteRow {
        annotation: id.uuid(),
        account,
        image: projected.stream,
        image_set: picture.image_set.uuid(),
        revision: label.revision.cast_signed(),
        accepts: verdict == Verdict::Accept,
        own: label.revised_by.uuid() == account,
        cast_at: projected.stamp.at,
        valid_from: projected.at,
        valid_to: None,
    };
    rows.votes.open((id.uuid(), account), row);
}

pub(crate) fn write(
    revisions: Spans<Uuid, RevisionRow>,
    votes: Spans<(Uuid, Uuid), VoteRow>,
    vote_ends: HashMap<Uuid, i64>,
    statement: &mut Statement,
) {
    let (rows, closes) = revisions.into_parts();
    statement.insert(rows);
    close_by_annotation("view_annotation_revisions", closes, statement);
    let (rows, closes) = votes.into_parts();
    statement.insert(rows);
    close_votes(closes, vote_ends, statement);
}

/// Ends votes of earlier batches: each where its person voted anew, else where its label ended.
fn close_votes(closes: Closes<(Uuid, Uuid)>, label_ends: HashMap<Uuid, i64>, statement: &mut Statement) {
    if closes.is_empty() {
        close_by_annotation("view_vote_spans", label_ends.into_iter().collect(), statement);
        return;
    }
    let first = |((of, account), at): ((Uuid, Uuid), i64)| {
        ((of, account), label_ends.get(&of).map_or(at, |ended| at.min(*ended)))
    };
    let (keys, ends): (Vec<_>, Vec<_>) = closes.into_iter().map(first).unzip();
    let (annotations, accounts): (Vec<_>, Vec<_>) = keys.into_iter().unzip();
    let (ids, accounts, ends) = (statement.bind(annotations), statement.bind(accounts), statement.bind(ends));
    statement.clause(&format!(
        "update view_vote_spans v set valid_to = h.base + c.at
         from h, unnest(${ids}::uuid[], ${accounts}::uuid[], ${ends}::bigint[]) as c(annotation, account, at)
         where v.annotation = c.annotation and v.account = c.account and v.valid_to is null"
    ));
    if label_ends.is_empty() {
        return;
    }
    let (labels, ends): (Vec<_>, Vec<_>) = label_ends.into_iter().unzip();
    let (labels, ends) = (statement.bind(labels), statement.bind(ends));
    // Naming one row twice would end it at either.
    statement.clause(&format!(
        "update view_vote_spans v set valid_to = h.base + c.at
         from h, unnest(${labels}::uuid[], ${ends}::bigint[]) as c(annotation, at)
         where v.annotation = c.annotation and v.valid_to is null
           and (v.annotation, v.account) not in (select * from unnest(${ids}::uuid[], ${accounts}::uuid[]))"
    ));
}

fn close_by_annotation(table: &str, closes: Vec<(Uuid, i64)>, statement: &mut Statement) {
    if closes.is_empty() {
        return;
    }
    let (ids, ends): (Vec<_>, Vec<_>) = closes.into_iter().unzip();
    let (ids, ends) = (statement.bind(ids), statement.bind(ends));
    statement.clause(&format!(
        "update {table} v set valid_to = h.base + c.at
         from h, unnest(${ids}::uuid[], ${ends}::bigint[]) as c(annotation, at)
         where v.annotation = c.annotation and v.valid_to is null"
    ));
}

/// Where a label is or, if it was erased, was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct LabelRef {
    #[sqlx(try_from = "Uuid")]
    pub image: ImageId,
    #[sqlx(try_from = "Uuid")]
    pub image_set: ImageSetId,
    #[sqlx(try_from = "Uuid")]
    pub annotation_type: AnnotationTypeId,
    #[sqlx(try_from = "Uuid")]
    pub author: AccountId,
}
