//! The rows of votes: each ends where its person votes anew, or where its label's revision ends.

use std::collections::HashMap;

use domain::Timestamp;
use uuid::Uuid;

use crate::{
    contract::{InlineRows, Span, Spans, end_rows},
    statement::{Row as _, Statement},
    table,
};

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

/// Votes by label and person.
#[derive(Debug, Default, Clone)]
pub struct Votes {
    spans: Spans<VoteRow>,
    /// Labels whose votes of earlier batches, whoever cast them, end here.
    label_ends: HashMap<Uuid, i64>,
}

impl Votes {
    pub fn open(&mut self, key: (Uuid, Uuid), row: VoteRow) {
        self.spans.open(key, row);
    }

    pub fn close(&mut self, key: (Uuid, Uuid), at: i64) {
        self.spans.close(key, at);
    }

    /// Ends every vote on a label.
    pub fn close_all(&mut self, annotation: Uuid, at: i64) {
        let open: Vec<_> = self.spans.opened((annotation, Uuid::nil())..=(annotation, Uuid::max())).collect();
        for key in open {
            self.spans.close(key, at);
        }
        self.label_ends.entry(annotation).or_insert(at);
    }
}

impl InlineRows for Votes {
    const TABLES: &'static [&'static str] = &[VoteRow::TABLE];

    fn absorb(&mut self, later: Self, offset: i64) {
        self.spans.absorb(later.spans, offset);
        self.label_ends.extend(later.label_ends.into_iter().map(|(label, at)| (label, at + offset)));
    }

    fn write(self, statement: &mut Statement) {
        let (rows, closes) = self.spans.into_parts();
        statement.insert(rows);
        end_votes(closes, self.label_ends, statement);
    }
}

impl Span for VoteRow {
    type Key = (Uuid, Uuid);

    fn end(&mut self, at: i64) {
        self.valid_to = Some(at);
    }

    fn shift(&mut self, by: i64) {
        self.valid_from += by;
        self.valid_to = self.valid_to.map(|at| at + by);
    }

    fn close(ends: Vec<((Uuid, Uuid), i64)>, statement: &mut Statement) {
        end_votes(ends, HashMap::new(), statement);
    }
}

/// Ends votes of earlier batches: each where its person voted anew, else where its label ended.
fn end_votes(closes: Vec<((Uuid, Uuid), i64)>, label_ends: HashMap<Uuid, i64>, statement: &mut Statement) {
    if closes.is_empty() {
        end_rows(VoteRow::TABLE, "annotation", label_ends.into_iter().collect(), statement);
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
