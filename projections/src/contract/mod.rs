//! What a view has to say of itself. This knows no view; every view knows this.
//!
//! An *inline* view is written by the append itself: what decisions and the next page need. A *following* view is written
//! a moment later. In either, a function turns facts into changes, and the changes into clauses of one statement: live and
//! in a rebuild with the same code. Both functions are pure.

#[macro_use]
mod rows;
mod following;
mod inline;
mod spans;

pub(crate) use self::rows::{count, joined};
pub use self::{
    following::{FollowingView, Next},
    inline::{InlineRows, InlineView, Projected},
    spans::{Span, Spans, end_rows},
};
