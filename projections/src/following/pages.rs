//! Pages of the log that are read once for all views that follow it, and projected to all of them at once.
//!
//! Each view still writes what it was projected, and moves its checkpoint, by itself and when it can. The one that is farthest
//! leads: it has the next page read, and the others find theirs projected. A view that is somewhere else (it stood still, was
//! rebuilt, or lost what a crash took) goes apart, and reads by itself until it meets the pages again.

use std::{collections::VecDeque, sync::Arc};

use sqlx::PgConnection;
use tokio::sync::Mutex;

use crate::{
    contract::{FollowingView, Next},
    projectors::{FollowError, Images, read_page},
    statement::Statement,
};

/// The pages of one process.
pub(crate) type SharedPages = Arc<Mutex<Pages>>;

/// Facts projected in one transaction.
pub(super) const PAGE: i64 = 1_000;

/// Bytes of facts remembered, as folded streams: some 200,000 labels. Where people work on more at once, at random, each
/// fact costs reading its stream anew.
const MEMORY: i64 = 96 << 20;

/// Pages kept for views that are slower. Whoever is slower still goes apart.
const MOST: usize = 16;

pub(crate) struct Pages {
    views: Vec<Box<dyn PagedView>>,
    images: Images,
    /// Where the next page begins, and up to where the images are folded.
    position: i64,
    /// Oldest first, without a gap, up to `position`.
    projected: VecDeque<PreparedPage>,
}

struct PreparedPage {
    /// The position before its first fact.
    after: i64,
    last: i64,
    /// What each view has to write; nothing where it took it.
    statements: Vec<Option<Statement>>,
}

/// What a view does next.
pub(super) enum Turn {
    /// It writes this, and is projected up to `last`: the position it had when there is nothing to project.
    Write { statements: Vec<Statement>, last: i64 },
    /// It reads by itself, up to here.
    Apart { up_to: i64 },
}

impl Default for Pages {
    fn default() -> Self {
        let images = Images::remembering(MEMORY);
        Self { views: vec![], images, position: 0, projected: VecDeque::new() }
    }
}

impl Pages {
    /// Adds a view; answers its number.
    pub fn add<V: FollowingView>(&mut self) -> usize {
        self.views.push(Box::new(PageChanges::<V>(V::Changes::default())));
        self.views.len() - 1
    }

    /// What a view that is projected up to a position does next.
    pub(super) async fn turn(
        &mut self,
        view: usize,
        position: i64,
        connection: &mut PgConnection,
    ) -> Result<Turn, FollowError> {
        if position > self.position {
            // As when this process has just started, or another one projected the views.
            self.projected.clear();
            self.position = position;
        }
        if position == self.position {
            self.next(connection).await?;
            if position == self.position {
                return Ok(Turn::Write { statements: vec![], last: position });
            }
        }
        Ok(self.take(view, position))
    }

    /// Reads and projects a page, if there is one. Should it be left in the middle, streams that were folded too far are read anew.
    async fn next(&mut self, connection: &mut PgConnection) -> Result<(), FollowError> {
        let after = self.position;
        let facts = read_page(after, i64::MAX, PAGE, connection).await?;
        let Some(last) = facts.last().map(|fact| fact.position) else { return Ok(()) };
        self.images.recall(&facts, connection).await?;
        self.views.iter_mut().for_each(|view| view.begin());
        let views = &mut self.views;
        self.images.project(&facts, |next| views.iter_mut().for_each(|view| view.project(next)))?;
        let statements = self.views.iter_mut().map(|view| Some(view.statement())).collect();
        self.projected.push_back(PreparedPage { after, last, statements });
        self.position = last;
        Ok(())
    }

    /// Takes all that is projected for a view from a position on.
    fn take(&mut self, view: usize, position: i64) -> Turn {
        let (mut statements, mut last) = (vec![], position);
        for page in &mut self.projected {
            if page.after == last
                && let Some(statement) = page.statements[view].take()
            {
                statements.push(statement);
                last = page.last;
            }
        }
        while self.projected.len() > MOST || self.projected.front().is_some_and(PreparedPage::is_taken) {
            self.projected.pop_front();
        }
        if statements.is_empty() {
            return Turn::Apart { up_to: self.next_begin(position) };
        }
        Turn::Write { statements, last }
    }

    /// Where the first page after a position begins.
    fn next_begin(&self, position: i64) -> i64 {
        let begins = self.projected.iter().map(|page| page.after);
        begins.chain([self.position]).find(|begin| *begin > position).unwrap_or(self.position)
    }
}

impl PreparedPage {
    fn is_taken(&self) -> bool {
        self.statements.iter().all(Option::is_none)
    }
}

/// A view of whichever type, in the middle of a page.
trait PagedView: Send {
    fn begin(&mut self);
    fn project(&mut self, next: &Next<'_>);
    fn statement(&mut self) -> Statement;
}

/// What the page changes in the view.
struct PageChanges<V: FollowingView>(V::Changes);

impl<V: FollowingView> PagedView for PageChanges<V> {
    fn begin(&mut self) {
        self.0 = V::Changes::default();
    }

    fn project(&mut self, next: &Next<'_>) {
        V::project(next, &mut self.0);
    }

    fn statement(&mut self) -> Statement {
        let mut statement = Statement::from_zero();
        V::write(std::mem::take(&mut self.0), &mut statement);
        statement
    }
}
