//! What can be asked of a label.

use super::{
    Filter, HiddenVotes, Key,
    key::{
        Value::{Choice, Day, Number, Person, Type},
        end_of, key, start_of,
    },
};
use crate::{AccountId, AnnotationTypeId, Timestamp};

/// One end of a range, which is part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Limit<T> {
    Least(T),
    Most(T),
}

/// Votes are those that count: on the label's present revision, that of whoever made it included.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LabelCondition {
    Type(AnnotationTypeId),
    Author(AccountId),
    /// Who made the present revision.
    ChangedBy(AccountId),
    /// Who drew it or made the present revision.
    MadeBy(AccountId),
    Drawn(Limit<Timestamp>),
    /// When the present revision was made.
    Changed(Limit<Timestamp>),
    Accepts(Limit<i64>),
    Rejects(Limit<i64>),
    /// Accepts less rejects.
    Net(Limit<i64>),
    Revisions(Limit<i64>),
    /// Whether somebody judged an earlier revision and not this one.
    Stale(bool),
    Blurred(bool),
    Concealed(bool),
    NotInImage(bool),
    /// No vote of this person is on it.
    WaitsFor(AccountId),
    About(About),
    /// The same where votes are hidden: of others' votes only those count that are on a label one judged.
    Known(About, HiddenVotes),
    Sample(Sample),
}

/// What people think of a label so far.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// Whatever it is.
    #[default]
    Waiting,
    /// Some accept it and some reject it.
    Disagreed,
    /// Nobody but whoever made the revision has voted.
    Unverified,
    /// Others voted on an earlier revision, and nobody on the present one.
    Stale,
}

/// A part of the labels: the same part whenever the same seed is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sample {
    pub percent: i32,
    pub seed: String,
}

use LabelCondition::{
    Accepts, Author, Blurred, Changed, ChangedBy, Concealed, Drawn, MadeBy, Net, NotInImage, Rejects,
    Revisions, Stale,
};
use Limit::{Least, Most};

/// Conditions of a list of labels.
pub const LABEL_KEYS: &[Key<LabelCondition>] = &[
    key("type", Type(LabelCondition::Type), "{}"),
    key("author", Person(Author), "drawn by {}"),
    key("changed_by", Person(ChangedBy), "last changed by {}"),
    key("drawn_from", Day(|day| Drawn(Least(start_of(day)))), "drawn on {} or later"),
    key("drawn_to", Day(|day| Drawn(Most(end_of(day)))), "drawn on {} or earlier"),
    key("changed_from", Day(|day| Changed(Least(start_of(day)))), "changed on {} or later"),
    key("changed_to", Day(|day| Changed(Most(end_of(day)))), "changed on {} or earlier"),
    key("accepts_min", Number(|least| Accepts(Least(least))), "at least {} accepts"),
    key("accepts_max", Number(|most| Accepts(Most(most))), "at most {} accepts"),
    key("rejects_min", Number(|least| Rejects(Least(least))), "at least {} rejects"),
    key("rejects_max", Number(|most| Rejects(Most(most))), "at most {} rejects"),
    key("net_min", Number(|least| Net(Least(least))), "accepts less rejects at least {}"),
    key("net_max", Number(|most| Net(Most(most))), "accepts less rejects at most {}"),
    key(
        "votes",
        Choice(&[
            ("stale", "with stale votes", |_| Stale(true)),
            ("fresh", "without stale votes", |_| Stale(false)),
        ]),
        "{}",
    ),
    key(
        "blurred",
        Choice(&[("yes", "blurred", |_| Blurred(true)), ("no", "not blurred", |_| Blurred(false))]),
        "{}",
    ),
    key(
        "concealed",
        Choice(&[("yes", "concealed", |_| Concealed(true)), ("no", "not concealed", |_| Concealed(false))]),
        "{}",
    ),
    key(
        "shape",
        Choice(&[
            ("drawn", "in the image", |_| NotInImage(false)),
            ("not_in_image", "not in image", |_| NotInImage(true)),
        ]),
        "{}",
    ),
    key("revisions_min", Number(|least| Revisions(Least(least))), "at least {} revisions"),
    key("revisions_max", Number(|most| Revisions(Most(most))), "at most {} revisions"),
];

/// What narrows a verification queue.
pub const QUEUE_KEYS: &[Key<LabelCondition>] =
    &[key("type", Type(LabelCondition::Type), "{}"), key("by", Person(MadeBy), "drawn or changed by {}")];

impl About {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Disagreed, Self::Unverified, Self::Stale];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Disagreed => "disagreed",
            Self::Unverified => "unverified",
            Self::Stale => "stale",
        }
    }
}

impl LabelCondition {
    /// Whether every label is so: no label is below the bound.
    const fn is_open(&self) -> bool {
        matches!(self, Accepts(Least(..=0)) | Rejects(Least(..=0)) | Revisions(Least(..=1)))
    }
}

impl Filter<LabelCondition> {
    /// Whether it finds every label, though it may name conditions.
    pub fn finds_all(&self) -> bool {
        self.conditions().all(LabelCondition::is_open)
    }

    /// The same as far as somebody knows: what people think of a label is asked of votes that they may see.
    #[must_use]
    pub fn known(self, hidden: &HiddenVotes) -> Self {
        if hidden.is_none() {
            return self;
        }
        let known = |condition| match condition {
            LabelCondition::About(about) if about != About::Waiting => {
                LabelCondition::Known(about, hidden.clone())
            }
            condition => condition,
        };
        self.0.into_iter().map(known).collect()
    }
}
