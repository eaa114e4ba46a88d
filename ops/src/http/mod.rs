//! Everything between a socket and a handler.
//!
//! Order, from the outside: bodies nobody read, the client's address, request id, log line, security events, security headers, panics, room,
//! requests of one client, malformed requests, foreign pages, body limits, compression, and then the doors.

mod accept;
mod addresses;
mod body;
mod client_address;
mod compression;
mod csrf;
mod headers;
mod health;
mod in_flight;
mod measure;
mod panics;
mod refusal;
mod request_id;
mod room;
mod security;
mod shutdown;
mod trace;
mod unread;
mod wellformed;

use axum::{Router, middleware};
use tower::ServiceBuilder;
use tower_http::request_id::PropagateRequestIdLayer;

use crate::config::Config;

pub use accept::{Listener, Tuning};
pub use health::Health;
pub use measure::metrics;
pub use shutdown::Shutdown;

/// The doors, with everything around them that every request passes.
pub fn guarded(doors: Router, config: &Config) -> Router {
    let origin = csrf::Origin::new(&config.http.origin());
    let limits = body::BodyLimits::of(&config.limits);
    let proxies = client_address::Proxies::of(&config.http);
    let clients = addresses::Addresses::of(config);
    let longest = usize::try_from(config.limits.uri_bytes).unwrap_or(usize::MAX);
    // As one layer: one after another each would be boxed, and all within it cloned, for every request.
    let around = ServiceBuilder::new()
        .layer(middleware::from_fn(unread::settle))
        .layer(middleware::from_fn(move |request, next| {
            client_address::recognise(proxies.clone(), request, next)
        }))
        .layer(middleware::from_fn(request_id::forget_the_clients))
        .layer(request_id::layer())
        .layer(PropagateRequestIdLayer::x_request_id())
        .layer(trace::layer())
        .layer(middleware::from_fn(measure::each))
        .layer(middleware::from_fn(security::watch))
        .layer(headers::layer(config.http.https()))
        .layer(middleware::from_fn(panics::answer))
        .layer(middleware::from_fn(room::health_only))
        .layer(middleware::from_fn(move |request, next| in_flight::count(clients.clone(), request, next)))
        .layer(middleware::from_fn(move |request, next| wellformed::check(longest, request, next)))
        .layer(middleware::from_fn(move |request, next| csrf::refuse_foreign(origin.clone(), request, next)))
        .layer(middleware::from_fn(move |request, next| body::watch(limits, request, next)))
        .layer(compression::layer());
    doors.layer(around)
}

#[cfg(test)]
mod tests;
