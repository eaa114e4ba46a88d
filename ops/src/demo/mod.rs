//! A first site to try everything on: one team, five annotation types, a set that is half labelled.

mod credentials;
mod scene;
mod seed;

pub use self::{
    credentials::Credentials,
    seed::{PEOPLE, seed},
};
