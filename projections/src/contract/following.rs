//! Following views: written a moment after the append.

use domain::image::Image;

use crate::{recorded::Recorded, statement::Statement};

/// A fact, and what its stream was right before it.
#[derive(Debug)]
pub struct Next<'a> {
    pub recorded: &'a Recorded,
    /// Blank unless the fact is an image's.
    pub image: &'a Image,
}

/// A view that follows the log. Both functions are pure.
pub trait FollowingView: Send + Sync + 'static {
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
