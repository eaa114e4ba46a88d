//! Labels and votes: every revision and every verdict, with the log positions between which it held.

mod counts;
mod listing;
mod past;
mod reading;
mod rows;
mod votes;

use domain::{AccountId, AnnotationTypeId, ImageId, ImageSetId};
use uuid::Uuid;

pub use self::{
    counts::CountRow,
    listing::{LabelLine, Sort, SortKey, Target},
    past::{RevisionLine, VerdictLine},
    reading::{AnnotationLine, VoteLine},
    rows::{LabelRows, RevisionRow},
    votes::{VoteRow, Votes},
};

/// Where a label is or, if it was erased, was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub struct LabelRef {
    #[sqlx(try_from = "Uuid")]
    pub image: ImageId,
    #[sqlx(try_from = "Uuid")]
    pub image_set: ImageSetId,
    #[sqlx(try_from = "Uuid")]
    pub annotation_type: AnnotationTypeId,
    #[sqlx(try_from = "Uuid")]
    pub author: AccountId,
}
