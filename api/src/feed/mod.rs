//! Everything that happens, from any position on.

pub mod live;
pub mod read;
mod visible;
