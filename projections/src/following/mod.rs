//! Views that follow the log: true a moment after the command is answered.
//!
//! The log is read once for all of them. Each [view](crate::contract::FollowingView) is written by one task per process, rows and checkpoint in
//! one transaction under a row lock, so any number of processes may follow. Followers wake when the
//! appender of this process or another one says so, and look by themselves every two seconds.

mod checkpoint;
mod follower;
mod listen;
mod pages;
mod run;
mod status;
mod wake;
#[cfg(test)]
mod tests;

pub use self::{
    checkpoint::Checkpoint,
    follower::{CatchUp, Follower, from_fn},
    run::Following,
    status::Status,
    wake::CHANNEL,
};
pub(crate) use self::{follower::of as follower_of, pages::SharedPages};
pub use crate::projectors::{FollowError, read_page};
