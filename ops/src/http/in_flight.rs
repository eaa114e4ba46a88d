//! Requests that come through a trusted proxy are counted by the address of their client: the proxy's connections are not.

use std::{
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes},
    extract::{ConnectInfo, Request},
    http::{HeaderValue, header::RETRY_AFTER},
    middleware::Next,
    response::Response,
};
use hyper::body::{Body as HttpBody, Frame, SizeHint};

use super::{
    addresses::{Addresses, Slot},
    client_address::ThroughProxy,
    health,
    refusal::Refusal,
};

/// Takes a slot of the client's until its answer is sent to the end; endless answers keep theirs.
pub async fn count(clients: Addresses, request: Request, next: Next) -> Response {
    let through_proxy = request.extensions().get::<ThroughProxy>().is_some();
    let client = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let Some(client) = client.filter(|_| through_proxy && !health::is_asked(request.uri().path())) else {
        return next.run(request).await;
    };
    let Some(slot) = clients.place(client) else {
        metrics::counter!("http_requests_refused_total").increment(1);
        let mut response = Refusal::TOO_MANY_AT_ONCE.answer(request.headers());
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
        return response;
    };
    next.run(request).await.map(|body| Body::new(Counted { body, _slot: slot }))
}

/// An answer on its way.
struct Counted {
    body: Body,
    _slot: Slot,
}

impl HttpBody for Counted {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
