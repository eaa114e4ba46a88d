//! Pictures coming in, one by one or in archives: judged, kept, and told to the log.
//!
//! Object first, event last: the log never speaks of bytes that are not there.

mod archive;
mod form;
mod job;
mod outcome;
mod picture;
mod sparing;
mod stop;
mod unpack;

pub use self::{
    form::FormError,
    job::{ZipIntake, register},
    outcome::{Outcome, Uploaded},
};
