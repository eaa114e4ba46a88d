//! Smaller answers, except where it costs more than it saves or holds a live stream back.

use tower_http::compression::{CompressionLayer, DefaultPredicate, Predicate, predicate::NotForContentType};

/// Images, streams of events and archives go out as they are.
pub fn layer() -> CompressionLayer<impl Predicate> {
    let worthwhile = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/octet-stream"));
    CompressionLayer::new().compress_when(worthwhile)
}
