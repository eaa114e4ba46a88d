//! The people's door: pages, and what the browser gets with them.
//!
//! One folder per noun. Each says in one list which address asks for which right and leads to which handler.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

#[macro_use]
mod route;

mod cookies;
mod error;
mod extract;
mod filters;
mod forms;
mod page;
mod present;
mod recognise;
mod said;
mod viewer;

pub mod account;
pub mod annotation_types;
pub mod annotations;
pub mod assets;
pub mod bulk_changes;
pub mod export_formats;
pub mod exports;
pub mod history;
pub mod home;
pub mod image_files;
pub mod image_sets;
pub mod images;
pub mod jobs;
pub mod key_maps;
pub mod label_imports;
pub mod live;
pub mod queues;
pub mod register;
pub mod sign_in;
pub mod snapshots;
pub mod staff;
pub mod static_files;
pub mod teams;
pub mod verification;

use axum::{Router, extract::DefaultBodyLimit, middleware};
use commands::Commands;

pub use self::{
    error::WebError,
    route::{Access, Route},
};

nouns! {
    account
    annotation_types
    annotations
    bulk_changes
    export_formats
    exports
    history
    home
    image_files
    image_sets
    images
    jobs
    key_maps
    label_imports
    live
    queues
    register
    sign_in
    snapshots
    staff
    static_files
    teams
    verification
}

/// Everything people reach with a browser. Limits on bodies, security headers and the check of foreign pages stand
/// around all doors, not here.
pub fn routes(commands: Commands) -> Router {
    every_noun()
        .fallback(error::nothing_here)
        .method_not_allowed_fallback(error::not_that_way)
        .layer(middleware::from_fn_with_state(commands.clone(), recognise::recognise))
        .layer(DefaultBodyLimit::disable())
        .with_state(commands)
}
