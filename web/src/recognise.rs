//! Finds out who sent a request, before any page is made.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{Extensions, HeaderMap},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use commands::{Commands, security::Sender};

use crate::{WebError, cookies::cookie, page::Wants, present::present, viewer::Viewer};

/// Looks the session up, once per request, and puts what went wrong into words.
pub async fn recognise(State(commands): State<Commands>, mut request: Request, next: Next) -> Response {
    let mut wants = Wants::of(&request);
    if request.uri().path().starts_with("/static/") {
        return present(next.run(request).await, &wants);
    }
    let address = address_of(request.extensions());
    match find(&commands, &wants, request.headers(), address).await {
        Ok(viewer) => {
            wants.viewer.clone_from(&viewer);
            if let Some(viewer) = viewer {
                if let Some(sender) = request.extensions().get::<Sender>() {
                    sender.is(viewer.account);
                }
                request.extensions_mut().insert(viewer);
            }
            request.extensions_mut().insert(wants.clone());
            present(next.run(request).await, &wants)
        }
        Err(problem) => present(problem.into_response(), &wants),
    }
}

/// `0.0.0.0` when nobody says from where a request came, as in tests without a socket.
pub fn address_of(extensions: &Extensions) -> IpAddr {
    let client = extensions.get::<ConnectInfo<SocketAddr>>();
    client.map_or(Ipv4Addr::UNSPECIFIED.into(), |ConnectInfo(client)| client.ip())
}

async fn find(
    commands: &Commands,
    wants: &Wants,
    headers: &HeaderMap,
    address: IpAddr,
) -> Result<Option<Viewer>, WebError> {
    let Some(cookie) = cookie(headers, commands.settings().cookie_name()) else { return Ok(None) };
    let Some(session) = commands.sessions.find(cookie).await? else { return Ok(None) };
    // Pictures and parts of pages have no menu.
    let counts = session.active && session.staff && wants.page() && !wants.part();
    let waiting = if counts { commands.views().waiting_accounts().await? } else { 0 };
    Ok(session.active.then(|| Viewer {
        account: session.account,
        name: session.display_name.clone(),
        staff: session.staff,
        waiting,
        session: session.id,
        address,
        now: commands.clock().now(),
    }))
}
