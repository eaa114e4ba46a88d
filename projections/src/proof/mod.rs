//! The proof that the log was only ever appended to, and that a fact is in it.
//!
//! RFC 6962 over the events: the leaf at index `position - 1` is the event as [`leaf`] writes it down, a
//! leaf's hash is `SHA-256(0x00 ‖ leaf)`, a node's `SHA-256(0x01 ‖ left ‖ right)`, and the root of no
//! events `SHA-256("")`. Hashes are kept in tiles of 256 ([`Tiles`]); roots are signed ([`SignedHead`]).
//! What an outsider needs to check a proof is in [`tree`] and needs no database.

mod check;
mod guard;
mod head;
mod problem;
mod tiles;
mod verify;

pub mod leaf;
pub mod tree;

pub use self::{
    guard::Guard,
    head::{SignedHead, key_id},
    problem::Problem,
    tiles::{ProofError, Tiles},
    verify::{Verification, verify},
};

/// Under which it follows the log.
pub const NAME: &str = "proof";
