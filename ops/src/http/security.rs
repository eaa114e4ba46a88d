//! Refusals that whoever watches the server should hear of, with account and address.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::{StatusCode, header},
    middleware::Next,
    response::Response,
};
use commands::security::{SecurityEvent, Sender};

/// What a door refuses for want of a right, or of a good token.
pub async fn watch(mut request: Request, next: Next) -> Response {
    let from = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|from| from.0.ip());
    let with_token = request.headers().contains_key(header::AUTHORIZATION);
    let sender = Sender::default();
    request.extensions_mut().insert(sender.clone());
    let response = next.run(request).await;
    if let Some(address) = from {
        report(response.status(), with_token, &sender, address);
    }
    response
}

fn report(status: StatusCode, with_token: bool, sender: &Sender, address: IpAddr) {
    match status {
        StatusCode::FORBIDDEN => SecurityEvent::AccessRefused.report(sender.account(), address),
        StatusCode::UNAUTHORIZED if with_token => SecurityEvent::TokenRefused.report(None, address),
        _ => {}
    }
}
