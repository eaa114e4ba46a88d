//! What requests bring, read strictly: every mistake names its place.

mod body;
mod path;
mod query;
mod revision;

pub use self::{body::Body, path::Path, query::Query, revision::Revision};
