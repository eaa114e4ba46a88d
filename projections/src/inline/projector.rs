//! Projects any fact of the log into the inline views, from the log alone.

use std::collections::HashSet;

use domain::{Fact, for_each_stream};
use futures::{FutureExt as _, future::BoxFuture};
use sqlx::PgConnection;

use super::{Inline, InlineRows as _, Projected, Rows};
use crate::{
    projectors::{FollowError, Projector, Streams, read_streams},
    recorded::Recorded,
    statement::Statement,
};

/// Holds the streams it has folded; at most so many bytes of facts in those of one kind.
#[derive(Debug)]
pub struct InlineProjector {
    memory: i64,
    folded: FoldedStreams,
}

impl InlineProjector {
    pub fn remembering(memory: i64) -> Self {
        Self { memory, folded: FoldedStreams::default() }
    }

    /// Applies a fact to its stream and, with `rows`, projects it; `base` is where their positions count from.
    pub fn project(
        &mut self,
        recorded: &Recorded,
        base: i64,
        rows: Option<&mut Rows>,
    ) -> Result<(), FollowError> {
        self.folded.step(recorded, base, rows)
    }
}

macro_rules! folded_streams {
    ($($Stream:ident($module:ident, $Id:ident),)*) => {
        #[derive(Debug, Default)]
        struct FoldedStreams {
            $($module: Streams<domain::$module::$Stream>,)*
        }

        impl FoldedStreams {
            fn step(
                &mut self,
                recorded: &Recorded,
                base: i64,
                rows: Option<&mut Rows>,
            ) -> Result<(), FollowError> {
                match &recorded.fact {
                    $(Fact::$Stream(_, event) => step(&mut self.$module, recorded, event, base, rows),)*
                }
            }

            fn misses(&self, recorded: &Recorded) -> bool {
                match &recorded.fact {
                    $(Fact::$Stream(..) => self.$module.misses(recorded),)*
                }
            }

            fn trim(&mut self, memory: i64) {
                $(self.$module.trim(memory);)*
            }
        }
    };
}

for_each_stream!(folded_streams);

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
        D::project_into(&Projected { stream, state, event, stamp, at: recorded.position - base }, rows);
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
                .filter(|recorded| seen.insert(recorded.fact.stream()) && self.folded.misses(recorded))
                .collect();
            read_streams(missing, connection, |recorded| self.folded.step(recorded, 0, None)).await
        }
        .boxed()
    }

    fn project(&mut self, facts: &[Recorded]) -> Result<Statement, FollowError> {
        let mut rows = Rows::default();
        for recorded in facts {
            self.folded.step(recorded, 0, Some(&mut rows))?;
        }
        self.folded.trim(self.memory);
        let mut statement = Statement::filling();
        rows.write(&mut statement);
        Ok(statement)
    }
}
