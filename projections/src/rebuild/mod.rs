//! Projects a view anew beside the present one, then switches.
//!
//! The new tables stand in a schema of their own, filled by the same code as the live ones. People keep
//! working meanwhile; they wait only for the switch, which takes milliseconds.

mod new_tables;
mod compare;
mod fill;
mod switch;
mod twins;
mod view;
mod version;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use sqlx::PgPool;

pub(crate) use self::view::MEMORY;
use self::{fill::Fill, new_tables::NewTables};
pub use self::{version::renew, view::View};
use crate::projectors::FollowError;

/// How a rebuild went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub view: View,
    /// Facts projected.
    pub events: i64,
    pub seconds: Duration,
    /// How long nobody could write to, or read, the view.
    pub pause: Duration,
    /// Rows by table that were other than the log says, at one position; only tables that have any.
    pub differences: BTreeMap<&'static str, i64>,
}

/// How far a rebuild is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub position: i64,
    pub head: i64,
}

/// Why a view is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum RebuildError {
    #[error(transparent)]
    Follow(#[from] FollowError),
    #[error("this view is being rebuilt already")]
    Running,
    #[error("the view was never free for the switch")]
    Busy,
}

impl From<sqlx::Error> for RebuildError {
    fn from(error: sqlx::Error) -> Self {
        Self::Follow(error.into())
    }
}

/// So few facts are projected while everybody waits, at most.
const FEW: i64 = 200;

/// Rebuilds a view while people keep working; what they see changes only where it was wrong.
pub async fn rebuild(
    pool: &PgPool,
    view: View,
    mut progress: impl FnMut(Progress) + Send,
) -> Result<Report, RebuildError> {
    let begun = Instant::now();
    let mut lease = new_tables::lease(pool, view).await?;
    let tables = NewTables::make(pool, view).await?;
    let mut fill = Fill::new(pool, view, &tables).await?;
    fill.catch_up(&tables.live, 10 * fill::PAGE, &mut progress).await?;
    tables.finish(fill.writer()).await?;
    fill.catch_up(&tables.live, fill::PAGE, &mut progress).await?;
    let differences = compare::compare(&mut fill, &tables).await?;
    let pause = switch::switch(&mut fill, &tables, &mut progress).await?;
    tables.drop(fill.writer()).await?;
    version::write(view, &mut lease).await?;
    lease.commit().await?;
    Ok(Report { view, events: fill.position(), seconds: begun.elapsed(), pause, differences })
}
