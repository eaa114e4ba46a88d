//! The rows that facts about labels change.

use std::collections::HashMap;

use domain::{
    AnnotationId, Timestamp,
    image::{Effect, Image, Verdict},
};
use uuid::Uuid;

use super::{
    counts::CountRow,
    votes::{VoteRow, Votes},
};
use crate::{
    contract::{Projected, Span, Spans, end_rows},
    statement::{Row as _, Statement},
    table,
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

rows! {
    LabelRows {
        revisions: Spans<RevisionRow>,
        votes: Votes,
        counts: HashMap<Uuid, CountRow>,
    }
}

impl Span for RevisionRow {
    type Key = Uuid;

    fn end(&mut self, at: i64) {
        self.valid_to = Some(at);
    }

    fn shift(&mut self, by: i64) {
        self.valid_from += by;
        self.valid_to = self.valid_to.map(|at| at + by);
    }

    fn close(ends: Vec<(Uuid, i64)>, statement: &mut Statement) {
        end_rows(Self::TABLE, "annotation", ends, statement);
    }
}

impl LabelRows {
    /// Projects the part of an image's facts that is about the labels on it.
    pub(crate) fn project(&mut self, projected: &Projected<'_, Image>) {
        let row = projected.event.annotation().and_then(|id| CountRow::of(projected, id));
        self.counts.extend(row.map(|row| (row.annotation, row)));
        match projected.event.effect() {
            Effect::Added(_) | Effect::Described(_) | Effect::Removed(_) => {}
            Effect::Drawn(drawn, _) => self.begin(projected, drawn.annotation),
            Effect::Restored(annotation) => self.begin(projected, annotation),
            Effect::Revised(annotation, _) => {
                self.end(projected, annotation);
                self.begin(projected, annotation);
            }
            Effect::Erased(annotation) => self.end(projected, annotation),
            Effect::VoteCast(annotation, verdict) => {
                self.votes.close((annotation.uuid(), projected.stamp.by.uuid()), projected.at);
                self.vote(projected, annotation, projected.stamp.by.uuid(), verdict);
            }
            Effect::VoteWithdrawn(annotation) => {
                self.votes.close((annotation.uuid(), projected.stamp.by.uuid()), projected.at);
            }
            Effect::VotesReset(annotation) => {
                let label = projected.state.annotation(annotation);
                for account in label.into_iter().flat_map(|label| label.reset.keys()) {
                    self.votes.close((annotation.uuid(), account.uuid()), projected.at);
                }
            }
            Effect::VotesRestored(annotation, votes) => {
                for (account, verdict) in votes {
                    self.vote(projected, annotation, account.uuid(), *verdict);
                }
            }
        }
    }

    /// The present revision and its votes hold from here.
    fn begin(&mut self, projected: &Projected<'_, Image>, id: AnnotationId) {
        let Some((picture, label)) =
            projected.state.picture().and_then(|p| Some((p, p.annotations.get(&id)?)))
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
        self.revisions.open(id.uuid(), row);
        for (account, verdict) in &label.votes {
            self.vote(projected, id, account.uuid(), *verdict);
        }
    }

    /// The revision that held so far, and every vote on it, ends here.
    fn end(&mut self, projected: &Projected<'_, Image>, id: AnnotationId) {
        let annotation = id.uuid();
        self.revisions.close(annotation, projected.at);
        self.votes.close_all(annotation, projected.at);
    }

    fn vote(&mut self, projected: &Projected<'_, Image>, id: AnnotationId, account: Uuid, verdict: Verdict) {
        let Some((picture, label)) =
            projected.state.picture().and_then(|p| Some((p, p.annotations.get(&id)?)))
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
        self.votes.open((id.uuid(), account), row);
    }
}
