//! Who looks at the page.

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderMap, header, request::Parts},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use commands::{Caller, Commands};
use domain::{AccountId, CommandId, Timestamp};
use projections::Via;
use uuid::Uuid;

use crate::{WebError, error, page::Wants};

/// Somebody signed in whose account is active. As an extractor it sends everybody else to the sign-in page.
#[derive(Debug, Clone)]
pub struct Viewer {
    pub account: AccountId,
    pub name: String,
    /// Decides what the menu offers; what staff may do is asked in `commands`.
    pub staff: bool,
    pub session: Uuid,
    /// When the request came.
    pub now: Timestamp,
}

impl Viewer {
    /// The viewer as somebody who sends a command.
    pub const fn caller(&self, command: CommandId) -> Caller {
        Caller::new(self.account, Via::Page, command)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Viewer {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, WebError> {
        parts.extensions.get().cloned().ok_or(WebError::SignIn)
    }
}

/// Looks the session up, once per request, and puts what went wrong into words.
pub async fn recognise(State(commands): State<Commands>, mut request: Request, next: Next) -> Response {
    let mut wants = Wants::of(&request);
    if request.uri().path().starts_with("/static/") {
        return error::present(next.run(request).await, &wants);
    }
    match find(&commands, request.headers()).await {
        Ok(viewer) => {
            wants.viewer.clone_from(&viewer);
            if let Some(viewer) = viewer {
                request.extensions_mut().insert(viewer);
            }
            request.extensions_mut().insert(wants.clone());
            error::present(next.run(request).await, &wants)
        }
        Err(problem) => error::present(problem.into_response(), &wants),
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

/// The value of a cookie. Two of one name are an attempt to confuse us: none counts.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut values = pairs.filter(|(of, _)| *of == name).map(|(_, value)| value);
    let first = values.next();
    first.filter(|_| values.next().is_none())
}
