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
mod blind;
mod batch;
mod copies;
mod described;
mod description;
mod erasures;
mod examples;
mod exports;
mod feed;
mod images;
mod label_imports;
mod limits;
mod people;
mod plain_words;
mod progressive;
mod story;
mod strangers;
mod uploads;
