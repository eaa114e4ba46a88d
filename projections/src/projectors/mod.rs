//! Pages of the log become statements that write views: live, and in a rebuild.

mod error;
mod following;
mod page;
mod projector;
mod streams;

pub use self::{error::FollowError, page::read_page};
pub(crate) use self::{
    following::{Images, ViewProjector},
    projector::Projector,
    streams::{Streams, read as read_streams},
};
