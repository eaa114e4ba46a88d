//! The last resort: a panic is our mistake, answered without its words.

use std::any::Any;

use axum::{http::HeaderMap, response::Response};
use tower_http::catch_panic::CatchPanicLayer;

use super::refusal::Refusal;

type Panic = Box<dyn Any + Send + 'static>;

pub fn layer() -> CatchPanicLayer<fn(Panic) -> Response> {
    CatchPanicLayer::custom(answer)
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over")]
fn answer(panic: Panic) -> Response {
    let words = panic.downcast_ref::<&str>().copied().or(panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = words.unwrap_or("without words"), "a handler panicked");
    metrics::counter!("http_panics_total").increment(1);
    Refusal::OUR_FAULT.answer(&HeaderMap::new())
}
