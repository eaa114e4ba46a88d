//! The machine's door, opened by programs.

#![expect(
    clippy::unwrap_used,
    clippy::unreadable_literal,
    reason = "a test that cannot go on stops, and numbers stand as they are sent"
)]

mod files;
mod site;

mod annotations;
mod bad_input;
mod batch;
mod copies;
mod described;
mod description;
mod examples;
mod exports;
mod feed;
mod images;
mod limits;
mod people;
mod plain_words;
mod progressive;
mod story;
mod strangers;
mod uploads;
