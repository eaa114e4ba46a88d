//! Projects the facts of pages into following views, each with its image.

use std::{collections::HashSet, marker::PhantomData};

use domain::{Fact, image::Image};
use futures::{FutureExt as _, future::BoxFuture};
use sqlx::PgConnection;

use super::{FollowError, Projector, Streams, streams};
use crate::{
    contract::{FollowingView, Next},
    recorded::Recorded,
    statement::Statement,
};

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
        mut each: impl FnMut(&Next<'_>),
    ) -> Result<(), FollowError> {
        let nothing = Image::default();
        for recorded in facts {
            if let Fact::Image(_, event) = &recorded.fact {
                each(&Next { recorded, image: self.streams.before(recorded)? });
                self.streams.apply(recorded, event)?;
            } else {
                each(&Next { recorded, image: &nothing });
            }
        }
        self.streams.trim(self.memory);
        Ok(())
    }
}

/// Projects one view.
pub(crate) struct ViewProjector<V> {
    images: Images,
    view: PhantomData<fn() -> V>,
}

impl<V> ViewProjector<V> {
    pub fn remembering(memory: i64) -> Self {
        Self { images: Images::remembering(memory), view: PhantomData }
    }
}

impl<V: FollowingView> Projector for ViewProjector<V> {
    fn recall<'a>(
        &'a mut self,
        facts: &'a [Recorded],
        connection: &'a mut PgConnection,
    ) -> BoxFuture<'a, Result<(), FollowError>> {
        self.images.recall(facts, connection).boxed()
    }

    fn project(&mut self, facts: &[Recorded]) -> Result<Statement, FollowError> {
        let mut changes = V::Changes::default();
        self.images.project(facts, |next| V::project(next, &mut changes))?;
        let mut statement = Statement::from_zero();
        V::write(changes, &mut statement);
        Ok(statement)
    }
}
