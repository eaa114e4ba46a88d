//! The last resort: a panic is our mistake, answered without its words.

use std::{any::Any, panic::AssertUnwindSafe};

use axum::{extract::Request, http::HeaderMap, middleware::Next, response::Response};
use futures::FutureExt as _;

use super::{refusal::Refusal, request_id};

/// What a handler left behind is not looked at again: whatever outlives a request is kept in the database.
pub async fn answer(request: Request, next: Next) -> Response {
    let id = request_id::alone(request.headers());
    match AssertUnwindSafe(next.run(request)).catch_unwind().await {
        Ok(response) => response,
        Err(panic) => in_words(&*panic, &id),
    }
}

fn in_words(panic: &(dyn Any + Send), id: &HeaderMap) -> Response {
    let words = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = words.unwrap_or("without words"), "a handler panicked");
    metrics::counter!("http_panics_total").increment(1);
    Refusal::OUR_FAULT.answer(id)
}
