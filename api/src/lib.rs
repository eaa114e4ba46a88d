//! The machine's door: `/api/v1`.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]
#![expect(clippy::struct_field_names, reason = "an id on the wire is called what it is an id of")]

mod client;
mod extract;
mod file;
mod live;
mod openapi;
mod operations;
mod optional;
mod page;
mod positioned;
mod problem;
mod route;
mod selection;
mod shape;

mod annotation_types;
mod annotations;
mod bulk_changes;
mod copies;
mod description;
mod export_formats;
mod exports;
mod feed;
mod history;
mod image_sets;
mod images;
mod jobs;
mod label_imports;
mod me;
mod members;
mod snapshots;
mod tags;
mod teams;
mod tokens;
mod votes;

use axum::{Extension, Router, http::StatusCode, middleware, routing::any};
use commands::Commands;

use self::description::Description;
pub use self::{
    openapi::document,
    operations::ROUTES,
    problem::Problem,
    route::{Ask, Needs, Route},
};

/// Everything below `/api/v1`.
pub fn routes(commands: Commands) -> Router {
    let nothing = || async { Problem::not_found() };
    operations::router()
        .route("/api/v1", any(nothing))
        .route("/api/v1/", any(nothing))
        .route("/api/v1/{*unknown}", any(nothing))
        .method_not_allowed_fallback(|| async {
            let detail = "this address does not take this method; see Allow";
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", detail)
        })
        .layer(middleware::from_fn(problem::write_problems))
        .layer(Extension(Description(document())))
        .with_state(commands)
}

/// Whether what is sent to this address may bring many things at once, and is larger than other requests.
pub fn takes_many(path: &str) -> bool {
    path.starts_with("/api/v1/image-sets/") && path.ends_with("/annotations")
}
