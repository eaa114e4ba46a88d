//! Projects any fact of the log into the inline views, from the log alone.

use std::collections::HashSet;

use domain::{
    Fact, account::Account, annotation_type::AnnotationType, export_format::ExportFormat, image::Image,
    image_set::ImageSet, snapshot::Snapshot, team::Team, transfer::Transfer,
};
use futures::{FutureExt as _, future::BoxFuture};
use sqlx::PgConnection;

use super::{Inline, Projected, Rows};
use crate::{
    Recorded, Statement,
    following::{FollowError, Projector, Streams, read_streams},
};

/// Holds the streams it has folded; at most so many bytes of facts in those of one kind.
#[derive(Debug)]
pub struct InlineProjector {
    memory: i64,
    accounts: Streams<Account>,
    teams: Streams<Team>,
    annotation_types: Streams<AnnotationType>,
    image_sets: Streams<ImageSet>,
    images: Streams<Image>,
    export_formats: Streams<ExportFormat>,
    snapshots: Streams<Snapshot>,
    transfers: Streams<Transfer>,
}

impl InlineProjector {
    pub fn remembering(memory: i64) -> Self {
        Self {
            memory,
            accounts: Streams::default(),
            teams: Streams::default(),
            annotation_types: Streams::default(),
            image_sets: Streams::default(),
            images: Streams::default(),
            export_formats: Streams::default(),
            snapshots: Streams::default(),
            transfers: Streams::default(),
        }
    }

    /// Applies a fact to its stream and, with `rows`, projects it; `base` is where their positions count from.
    pub fn project(
        &mut self,
        recorded: &Recorded,
        base: i64,
        rows: Option<&mut Rows>,
    ) -> Result<(), FollowError> {
        match &recorded.fact {
            Fact::Account(_, event) => step(&mut self.accounts, recorded, event, base, rows),
            Fact::Team(_, event) => step(&mut self.teams, recorded, event, base, rows),
            Fact::AnnotationType(_, event) => step(&mut self.annotation_types, recorded, event, base, rows),
            Fact::ImageSet(_, event) => step(&mut self.image_sets, recorded, event, base, rows),
            Fact::Image(_, event) => step(&mut self.images, recorded, event, base, rows),
            Fact::ExportFormat(_, event) => step(&mut self.export_formats, recorded, event, base, rows),
            Fact::Snapshot(_, event) => step(&mut self.snapshots, recorded, event, base, rows),
            Fact::Transfer(_, event) => step(&mut self.transfers, recorded, event, base, rows),
        }
    }

    fn misses(&self, recorded: &Recorded) -> bool {
        match &recorded.fact {
            Fact::Account(..) => self.accounts.misses(recorded),
            Fact::Team(..) => self.teams.misses(recorded),
            Fact::AnnotationType(..) => self.annotation_types.misses(recorded),
            Fact::ImageSet(..) => self.image_sets.misses(recorded),
            Fact::Image(..) => self.images.misses(recorded),
            Fact::ExportFormat(..) => self.export_formats.misses(recorded),
            Fact::Snapshot(..) => self.snapshots.misses(recorded),
            Fact::Transfer(..) => self.transfers.misses(recorded),
        }
    }

    fn trim(&mut self) {
        self.accounts.trim(self.memory);
        self.teams.trim(self.memory);
        self.annotation_types.trim(self.memory);
        self.image_sets.trim(self.memory);
        self.images.trim(self.memory);
        self.export_formats.trim(self.memory);
        self.snapshots.trim(self.memory);
        self.transfers.trim(self.memory);
    }
}

fn step<D: Inline>(
    streams: &mut Streams<D>,
    recorded: &Recorded,
    event: &D::Event,
    base: i64,
    rows: Option<&mut Rows>,
) -> Result<(), FollowError> {
    let state = streams.apply(recorded, event)?;
    if let Some(rows) = rows {
        let (stream, stamp) = (recorded.fact.stream(), recorded.stamp());
        D::project(&Projected { stream, state, event, stamp, at: recorded.position - base }, rows);
    }
    Ok(())
}

impl Projector for InlineProjector {
    fn recall<'a>(
        &'a mut self,
        facts: &'a [Recorded],
        connection: &'a mut PgConnection,
    ) -> BoxFuture<'a, Result<(), FollowError>> {
        async move {
            let mut seen = HashSet::new();
            let missing = facts
                .iter()
                .filter(|recorded| seen.insert(recorded.fact.stream()) && self.misses(recorded))
                .collect();
            read_streams(missing, connection, |recorded| self.project(recorded, 0, None)).await
        }
        .boxed()
    }

    fn project(&mut self, facts: &[Recorded]) -> Result<Statement, FollowError> {
        let mut rows = Rows::default();
        for recorded in facts {
            Self::project(self, recorded, 0, Some(&mut rows))?;
        }
        self.trim();
        let mut statement = Statement::filling();
        rows.write(&mut statement);
        Ok(statement)
    }
}
