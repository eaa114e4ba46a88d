//! What requests bring, read strictly: every mistake names its place.

mod body;
mod described;
mod path;
mod query;
mod revision;

pub use self::{
    body::Body,
    described::{Described, DescribedHandler, add_parameters, add_schema},
    path::Path,
    query::Query,
    revision::Revision,
};
