//! What a following view is: sentences projected from facts, and how they are kept.

use std::collections::HashSet;

use domain::{Fact, image::Image};
use futures::{FutureExt as _, future::BoxFuture};
use sqlx::PgConnection;

use super::{FollowError, Streams, streams};
use crate::{Recorded, Statement};

/// A fact, and what its stream was right before it.
#[derive(Debug)]
pub struct Next<'a> {
    pub recorded: &'a Recorded,
    /// Blank unless the fact is an image's.
    pub image: &'a Image,
}

/// A view that follows the log. Both functions are pure.
pub trait Projection: Send + Sync + 'static {
    const NAME: &'static str;
    /// Raise it whenever the rows would be others: the next start rebuilds the view.
    const VERSION: i32;
    const TABLES: &'static [&'static str];
    /// What a page of facts changes, folded.
    type Changes: Default + Send;

    fn project(next: &Next<'_>, changes: &mut Self::Changes);

    /// Adds the clauses that store the changes.
    fn write(changes: Self::Changes, statement: &mut Statement);
}

/// Turns pages of facts into statements: live, and in a rebuild.
pub(crate) trait Projector: Send {
    /// Reads from the log what has to be known to project these facts.
    fn recall<'a>(
        &'a mut self,
        facts: &'a [Recorded],
        connection: &'a mut PgConnection,
    ) -> BoxFuture<'a, Result<(), FollowError>>;

    fn project(&mut self, facts: &[Recorded]) -> Result<Statement, FollowError>;
}

/// The images that facts are about, folded.
pub(crate) struct Images {
    streams: Streams<Image>,
    /// How many bytes of facts may be remembered.
    memory: i64,
}

impl Images {
    pub fn remembering(memory: i64) -> Self {
        Self { streams: Streams::default(), memory }
    }

    /// Reads from the log what has to be known to project these facts.
    pub async fn recall(
        &mut self,
        facts: &[Recorded],
        connection: &mut PgConnection,
    ) -> Result<(), FollowError> {
        let mut seen = HashSet::new();
        let of_images = facts.iter().filter(|recorded| matches!(recorded.fact, Fact::Image(..)));
        let missing = of_images
            .filter(|recorded| seen.insert(recorded.fact.stream()) && self.streams.misses(recorded))
            .collect();
        streams::read(missing, connection, |recorded| {
            if let Fact::Image(_, event) = &recorded.fact {
                self.streams.apply(recorded, event)?;
            }
            Ok(())
        })
        .await
    }

    /// Hands on each fact with its image as it was right before it.
    pub fn project(
        &mut self,
        facts: &[Recorded],
        mut hear: impl FnMut(&Next<'_>),
    ) -> Result<(), FollowError> {
        let nothing = Image::default();
        for recorded in facts {
            if let Fact::Image(_, event) = &recorded.fact {
                hear(&Next { recorded, image: self.streams.before(recorded)? });
                self.streams.apply(recorded, event)?;
            } else {
                hear(&Next { recorded, image: &nothing });
            }
        }
        self.streams.trim(self.memory);
        Ok(())
    }
}

/// Projects one projection.
pub(crate) struct ViewProjector<P> {
    images: Images,
    projection: std::marker::PhantomData<fn() -> P>,
}

impl<P> ViewProjector<P> {
    pub fn remembering(memory: i64) -> Self {
        Self { images: Images::remembering(memory), projection: std::marker::PhantomData }
    }
}

impl<P: Projection> Projector for ViewProjector<P> {
    fn recall<'a>(
        &'a mut self,
        facts: &'a [Recorded],
        connection: &'a mut PgConnection,
    ) -> BoxFuture<'a, Result<(), FollowError>> {
        self.images.recall(facts, connection).boxed()
    }

    fn project(&mut self, facts: &[Recorded]) -> Result<Statement, FollowError> {
        let mut changes = P::Changes::default();
        self.images.project(facts, |next| P::project(next, &mut changes))?;
        let mut statement = Statement::from_zero();
        P::write(changes, &mut statement);
        Ok(statement)
    }
}
