//! Finds out who sent a request, before any page is made.

use axum::{
    extract::{Request, State},
    http::HeaderMap,
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use commands::Commands;

use crate::{WebError, cookies::cookie, page::Wants, present::present, viewer::Viewer};

/// Looks the session up, once per request, and puts what went wrong into words.
pub async fn recognise(State(commands): State<Commands>, mut request: Request, next: Next) -> Response {
    let mut wants = Wants::of(&request);
    if request.uri().path().starts_with("/static/") {
        return present(next.run(request).await, &wants);
    }
    match find(&commands, request.headers()).await {
        Ok(viewer) => {
            wants.viewer.clone_from(&viewer);
            if let Some(viewer) = viewer {
                request.extensions_mut().insert(viewer);
            }
            request.extensions_mut().insert(wants.clone());
            present(next.run(request).await, &wants)
        }
        Err(problem) => present(problem.into_response(), &wants),
    }
}

async fn find(commands: &Commands, headers: &HeaderMap) -> Result<Option<Viewer>, WebError> {
    let Some(cookie) = cookie(headers, commands.settings().cookie_name()) else { return Ok(None) };
    let Some(session) = commands.sessions.find(cookie).await? else { return Ok(None) };
    Ok(session.active.then(|| Viewer {
        account: session.account,
        name: session.display_name.clone(),
        staff: session.staff,
        session: session.id,
        now: commands.clock().now(),
    }))
}
