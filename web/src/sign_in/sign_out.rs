//! Signing out.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, header},
    response::{IntoResponse as _, Response},
};
use commands::Commands;

use crate::{WebError, cookies::cookie, page::Wants};

/// `POST /sign-out`: also for those whose session ended by itself.
pub async fn post(
    State(commands): State<Commands>,
    headers: HeaderMap,
    wants: Wants,
) -> Result<Response, WebError> {
    let settings = commands.settings();
    let name = settings.cookie_name();
    if let Some(cookie) = cookie(&headers, name) {
        commands.sessions.sign_out(cookie).await?;
    }
    let secure = if settings.secure() { "; Secure" } else { "" };
    let gone = format!("{name}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0{secure}");
    // Of what the browser keeps only its copies of answers go: unsent work waits in its storage.
    let forget = HeaderName::from_static("clear-site-data");
    Ok(([(header::SET_COOKIE, gone), (forget, "\"cache\"".to_owned())], wants.go("/sign-in")).into_response())
}
