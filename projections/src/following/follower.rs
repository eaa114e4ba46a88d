//! Whatever keeps up with the log.

use futures::{FutureExt as _, future::BoxFuture};
use sqlx::{PgConnection, PgPool};

use super::{
    Checkpoint,
    pages::{PAGE, SharedPages, Turn},
};
use crate::{
    contract::FollowingView,
    projectors::{FollowError, Projector as _, ViewProjector, read_page},
    rebuild::{RebuildError, View, rebuild},
    statement::Statement,
};

/// The answer of one step: the position projected so far.
pub type CatchUp<'a> = BoxFuture<'a, Result<i64, FollowError>>;

/// Something that is projected from the log, a page at a time.
pub trait Follower: Send + 'static {
    /// Under which its checkpoint is kept.
    fn name(&self) -> &'static str;

    fn version(&self) -> i32;

    /// Projects at most a page and answers the position reached: the same as before when there is nothing
    /// to project, or when another process is projecting. Rows and checkpoint are written in one transaction.
    fn catch_up<'a>(&'a mut self, pool: &'a PgPool) -> CatchUp<'a>;
}

/// Bytes of facts remembered by a view that goes apart.
const MEMORY: i64 = 32 << 20;

/// What a crash of PostgreSQL takes from a view, rows and checkpoint together, is projected again: no commit has to wait for
/// the disk, least of all one that shares it with people's commands.
const FORGETTABLE: &str = "begin; set local synchronous_commit to off";

struct ViewFollower<V> {
    pages: SharedPages,
    /// Its number among those that share the pages.
    view: usize,
    /// While it goes apart.
    alone: Option<ViewProjector<V>>,
    position: i64,
}

/// The follower of a view, which shares pages with those of other views.
pub(crate) fn of<V: FollowingView>(pages: &SharedPages) -> Box<dyn Follower> {
    let view = pages.try_lock().expect("nobody follows yet").add::<V>();
    Box::new(ViewFollower::<V> { pages: pages.clone(), view, alone: None, position: 0 })
}

impl<V: FollowingView> Follower for ViewFollower<V> {
    fn name(&self) -> &'static str {
        V::NAME
    }

    fn version(&self) -> i32 {
        V::VERSION
    }

    fn catch_up<'a>(&'a mut self, pool: &'a PgPool) -> CatchUp<'a> {
        async move {
            match self.page(pool).await {
                Err(FollowError::Outdated { stored, .. }) => self.renew(stored, pool).await,
                projected => projected,
            }
        }
        .boxed()
    }
}

impl<V: FollowingView> ViewFollower<V> {
    async fn page(&mut self, pool: &PgPool) -> Result<i64, FollowError> {
        let mut transaction = pool.begin_with(FORGETTABLE).await?;
        let Some(checkpoint) = Checkpoint::take(V::NAME, V::VERSION, &mut transaction).await? else {
            return Ok(self.position);
        };
        self.position = checkpoint.position;
        let (statements, last) = self.projected(&mut transaction).await?;
        if last == self.position {
            return Ok(last);
        }
        for statement in statements {
            let write = statement.run("select base from h", &mut transaction).await;
            write.map_err(|error| FollowError::at(self.position + 1, error))?;
        }
        checkpoint.advance(last, &mut transaction).await?;
        transaction.commit().await?;
        self.position = last;
        Ok(last)
    }

    /// What is to be written next, and up to where the view is then projected.
    async fn projected(
        &mut self,
        connection: &mut PgConnection,
    ) -> Result<(Vec<Statement>, i64), FollowError> {
        let turn = self.pages.lock().await.turn(self.view, self.position, connection).await?;
        let up_to = match turn {
            Turn::Write { statements, last } => {
                self.alone = None;
                return Ok((statements, last));
            }
            Turn::Apart { up_to } => up_to,
        };
        let facts = read_page(self.position, up_to, PAGE, connection).await?;
        let Some(last) = facts.last().map(|fact| fact.position) else { return Ok((vec![], self.position)) };
        let projector = self.alone.get_or_insert_with(|| ViewProjector::remembering(MEMORY));
        projector.recall(&facts, connection).await?;
        Ok((vec![projector.project(&facts)?], last))
    }

    /// Rebuilds a view that an older version of this program projected. While somebody else is at it, this is tried again
    /// with every fact and says nothing.
    async fn renew(&mut self, stored: i32, pool: &PgPool) -> Result<i64, FollowError> {
        let mut begun = false;
        let say = |_| {
            if !std::mem::replace(&mut begun, true) {
                tracing::info!(projection = V::NAME, from = stored, to = V::VERSION, "rebuilding");
            }
        };
        match rebuild(pool, View::following::<V>(), say).await {
            Ok(report) => self.position = report.events,
            Err(RebuildError::Follow(error)) => return Err(error),
            Err(RebuildError::Busy) => {
                tracing::warn!(projection = V::NAME, "rebuilt, but never free for the switch");
            }
            Err(RebuildError::Running) => {}
        }
        Ok(self.position)
    }
}

/// A follower made of a function, which keeps by itself how far it is.
pub fn from_fn<F, Fut>(name: &'static str, version: i32, catch_up: F) -> Box<dyn Follower>
where
    F: FnMut(PgPool) -> Fut + Send + 'static,
    Fut: Future<Output = Result<i64, FollowError>> + Send + 'static,
{
    Box::new(FromFn { name, version, catch_up })
}

struct FromFn<F> {
    name: &'static str,
    version: i32,
    catch_up: F,
}

impl<F, Fut> Follower for FromFn<F>
where
    F: FnMut(PgPool) -> Fut + Send + 'static,
    Fut: Future<Output = Result<i64, FollowError>> + Send + 'static,
{
    fn name(&self) -> &'static str {
        self.name
    }

    fn version(&self) -> i32 {
        self.version
    }

    fn catch_up<'a>(&'a mut self, pool: &'a PgPool) -> CatchUp<'a> {
        (self.catch_up)(pool.clone()).boxed()
    }
}
