//! The words for what is not told where votes are hidden.

use domain::{
    Class,
    filter::{LabelCondition, Limit},
};

use crate::{CommandError, Refused};

/// Something was asked for that would tell how others voted.
pub(super) fn hidden(field: &'static str) -> CommandError {
    let why = "votes are hidden here, since the set is verified blind: only those who govern it find, sort, select or \
               export by votes";
    blind(Class::Invalid, Some(field), why)
}

/// Something is there that would tell how others voted.
pub(super) fn not_yours() -> CommandError {
    let why = "this follows from votes, which are hidden since the set is verified blind: \
               only those who govern the set see it";
    blind(Class::Forbidden, None, why)
}

fn blind(class: Class, field: Option<&'static str>, why: &str) -> CommandError {
    CommandError::Refused(Refused { class, code: "blind", field, subject: None, message: why.to_owned() })
}

/// The name of a condition that asks about the votes of others.
pub(super) const fn field_of_votes(condition: &LabelCondition) -> Option<&'static str> {
    Some(match condition {
        LabelCondition::Accepts(Limit::Least(_)) => "accepts_min",
        LabelCondition::Accepts(Limit::Most(_)) => "accepts_max",
        LabelCondition::Rejects(Limit::Least(_)) => "rejects_min",
        LabelCondition::Rejects(Limit::Most(_)) => "rejects_max",
        LabelCondition::Net(Limit::Least(_)) => "net_min",
        LabelCondition::Net(Limit::Most(_)) => "net_max",
        LabelCondition::Stale(_) | LabelCondition::About(_) => "votes",
        LabelCondition::Type(_)
        | LabelCondition::Author(_)
        | LabelCondition::ChangedBy(_)
        | LabelCondition::MadeBy(_)
        | LabelCondition::Drawn(_)
        | LabelCondition::Changed(_)
        | LabelCondition::Revisions(_)
        | LabelCondition::Blurred(_)
        | LabelCondition::Concealed(_)
        | LabelCondition::NotInImage(_)
        // One's own votes, and those that one may know of.
        | LabelCondition::WaitsFor(_)
        | LabelCondition::Known(..)
        | LabelCondition::Sample(_) => return None,
    })
}
