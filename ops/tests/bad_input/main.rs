//! Bad input against the real program and real sockets: each row is refused by name, changes nothing, and the next
//! good request works.
#![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test: what fails here says so")]

mod archives;
mod bulk_changes;
mod forms;
mod images;
mod interrupted;
mod labels;
mod pictures;
mod requests;
mod security;
mod server;
mod site;
mod slow;
mod stopping;
mod uploads;
#[path = "../../../commands/src/archive/tests/files.rs"]
mod zips;
