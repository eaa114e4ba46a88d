//! Who belongs to a team.

pub mod appoint;
pub mod dismiss;
pub mod expel;
pub mod invite;
pub mod join;
pub mod leave;
