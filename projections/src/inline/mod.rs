//! Views that are written by the append itself: what decisions and the next page need.
//!
//! One path for all: [`Inline::project`] turns a fact, with the stream's state right after it, into rows;
//! [`Rows::write`] stores them, live (a batch of commands) and in a rebuild (a page of the log).

mod spans;
mod projector;

use std::collections::HashMap;

use domain::{Decider, Stamp};
use uuid::Uuid;

pub use self::{
    projector::InlineProjector,
    spans::{Closes, Span, Spans},
};
use crate::{
    Row as _, Statement,
    accounts::AccountRow,
    annotation_types::AnnotationTypeRow,
    annotations::{RevisionRow, VoteRow},
    export_formats::ExportFormatRow,
    image_sets::ImageSetRow,
    images::{ImageChange, ImageRow, ImageSpanRow},
    snapshots::SnapshotRow,
    teams::{MemberRow, TeamRow},
    transfers::TransferRow,
};

/// A fact being projected.
#[derive(Debug)]
pub struct Projected<'a, D: Decider> {
    pub stream: Uuid,
    /// The stream right after the fact.
    pub state: &'a D,
    pub event: &'a D::Event,
    pub stamp: Stamp,
    /// Position relative to the head the batch starts at.
    pub at: i64,
}

/// A stream whose facts are projected into inline views.
pub trait Inline: Decider {
    fn project(projected: &Projected<'_, Self>, rows: &mut Rows);
}

/// Everything a batch changes, folded: each row is written once.
#[derive(Debug, Default, Clone)]
pub struct Rows {
    pub accounts: HashMap<Uuid, AccountRow>,
    pub teams: HashMap<Uuid, TeamRow>,
    pub members: HashMap<(Uuid, Uuid), MemberRow>,
    pub annotation_types: HashMap<Uuid, AnnotationTypeRow>,
    pub image_sets: HashMap<Uuid, ImageSetRow>,
    pub images: HashMap<Uuid, ImageRow>,
    pub image_changes: HashMap<Uuid, ImageChange>,
    pub image_spans: Spans<Uuid, ImageSpanRow>,
    pub revisions: Spans<Uuid, RevisionRow>,
    pub votes: Spans<(Uuid, Uuid), VoteRow>,
    /// Labels whose votes of earlier batches, whoever cast them, end here.
    pub vote_ends: HashMap<Uuid, i64>,
    pub export_formats: HashMap<Uuid, ExportFormatRow>,
    pub snapshots: HashMap<Uuid, SnapshotRow>,
    pub transfers: HashMap<Uuid, TransferRow>,
}

impl Rows {
    /// All tables, in the order in which [`Rows::write`] writes, and therefore locks, them.
    pub const TABLES: [&str; 12] = [
        AccountRow::TABLE,
        TeamRow::TABLE,
        MemberRow::TABLE,
        AnnotationTypeRow::TABLE,
        ImageSetRow::TABLE,
        ImageRow::TABLE,
        ImageSpanRow::TABLE,
        RevisionRow::TABLE,
        VoteRow::TABLE,
        ExportFormatRow::TABLE,
        SnapshotRow::TABLE,
        TransferRow::TABLE,
    ];

    /// Adds the rows of a later command of the same batch, whose facts come `offset` after the first.
    ///
    /// Commands of one batch are about different streams, so none ends what another one began.
    pub fn absorb(&mut self, later: Self, offset: i64) {
        self.accounts.extend(later.accounts);
        self.teams.extend(later.teams);
        self.members.extend(later.members);
        self.annotation_types.extend(later.annotation_types);
        self.image_sets.extend(later.image_sets);
        self.images.extend(later.images);
        self.image_changes.extend(later.image_changes);
        self.image_spans.absorb(later.image_spans, offset);
        self.revisions.absorb(later.revisions, offset);
        self.votes.absorb(later.votes, offset);
        self.vote_ends.extend(later.vote_ends.into_iter().map(|(label, at)| (label, at + offset)));
        self.export_formats.extend(later.export_formats);
        self.snapshots.extend(later.snapshots);
        self.transfers.extend(later.transfers);
    }

    /// Adds the clauses that store the rows; positions are relative to the statement's head.
    pub fn write(self, statement: &mut Statement) {
        statement.upsert(self.accounts.into_values().collect());
        statement.upsert(self.teams.into_values().collect());
        statement.upsert(self.members.into_values().collect());
        statement.upsert(self.annotation_types.into_values().collect());
        statement.upsert(self.image_sets.into_values().collect());
        crate::images::write(self.images, self.image_changes, self.image_spans, statement);
        crate::annotations::write(self.revisions, self.votes, self.vote_ends, statement);
        statement.upsert(self.export_formats.into_values().collect());
        statement.upsert(self.snapshots.into_values().collect());
        statement.upsert(self.transfers.into_values().collect());
    }
}
