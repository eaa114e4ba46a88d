//! Views against a real PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod following;
mod gauges;
mod grants;
mod pace;
mod reading;
mod rebuild;
mod together;
mod twins;
mod world;
