//! What requests bring, read strictly: every mistake names its place.

mod body;
mod described;
mod file_headers;
mod known;
mod path;
mod query;
mod revision;
mod sentence;

pub use self::{
    body::{Body, LargeBody, read_json},
    described::{Described, DescribedHandler, add_parameters, add_schema},
    file_headers::FileHeaders,
    known::Known,
    path::Path,
    query::{Query, part_of_query},
    revision::Revision,
};
