//! A first site to try everything on: one team, five annotation types, a set that is half labelled.

mod credentials;
mod pictures;
mod scenes;
mod seed;
#[cfg(test)]
mod tests;

pub use self::{
    credentials::Credentials,
    seed::{PEOPLE, seed},
};
