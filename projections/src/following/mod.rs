//! Views that follow the log: true a moment after the command is answered.
//!
//! The log is read once for all of them. Each [`Projection`] is written by one task per process, rows and checkpoint in
//! one transaction under a row lock, so any number of processes may follow. Followers wake when the
//! appender of this process or another one says so, and look by themselves every two seconds.

mod checkpoint;
mod error;
mod follower;
mod listen;
mod page;
mod pages;
mod projection;
mod run;
mod status;
mod streams;
#[cfg(test)]
mod tests;

pub use self::{
    checkpoint::Checkpoint,
    error::FollowError,
    follower::{CatchUp, Follower, from_fn},
    page::read_page,
    projection::{Next, Projection},
    run::Following,
    status::Status,
};
pub(crate) use self::{
    projection::{Images, Projector, ViewProjector},
    streams::{Streams, read as read_streams},
};

/// Channel on which appenders say the position they reached, once per batch.
pub const CHANNEL: &str = "annals_log";

/// The followers of this crate.
pub fn all() -> Vec<Box<dyn Follower>> {
    let pages = pages::Shared::default();
    vec![
        follower::of::<crate::points::Points>(&pages),
        follower::of::<crate::statistics::Statistics>(&pages),
        follower::of::<crate::pace::Paces>(&pages),
    ]
}
