//! Signing in.

use std::{net::SocketAddr, time::Duration};

use askama::Template;
use axum::{
    Extension,
    extract::{ConnectInfo, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Redirect, Response},
};
use commands::{
    Browser, Commands, Registration, Settings,
    desk::{SignInError, known, sessions},
};
use serde::Deserialize;

use crate::{
    WebError,
    cookies::cookie,
    extract::{Form, Query},
    filters::sentence,
    page::{Head, Wants, local},
};

#[derive(Deserialize)]
pub struct Where {
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
pub struct Fields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    to: String,
}

#[derive(Template)]
#[template(path = "sign_in/page.html")]
struct Page<'a> {
    name: &'a str,
    to: &'a str,
    problem: Option<String>,
    may_register: bool,
}

/// `GET /sign-in`
pub async fn show(
    State(commands): State<Commands>,
    wants: Wants,
    Query(Where { to }): Query<Where>,
) -> Result<Response, WebError> {
    if wants.viewer.is_some() {
        return Ok(Redirect::to(local(&to).unwrap_or("/")).into_response());
    }
    let may_register = commands.settings().registration != Registration::Closed;
    wants.show(&head(), &Page { name: "", to: &to, problem: None, may_register })
}

/// `POST /sign-in`
pub async fn sign_in(
    State(commands): State<Commands>,
    client: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    wants: Wants,
    Form { fields, .. }: Form<Fields>,
) -> Result<Response, WebError> {
    let settings = commands.settings();
    let address = client.map_or([0, 0, 0, 0].into(), |Extension(ConnectInfo(client))| client.ip());
    let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let previous = cookie(&headers, settings.cookie_name());
    let device = cookie(&headers, settings.device_cookie_name());
    let browser = Browser { address, user_agent: agent, previous, device };
    match commands.sessions.sign_in(&fields.name, &fields.password, browser).await {
        Ok(opened) => {
            let mut response = wants.go(local(&fields.to).unwrap_or("/"));
            let age = sessions::ABSOLUTE;
            let session = set_cookie(settings, settings.cookie_name(), opened.session.reveal(), age)?;
            response.headers_mut().append(header::SET_COOKIE, session);
            if let Some(device) = opened.device {
                let name = settings.device_cookie_name();
                let device = set_cookie(settings, name, device.reveal(), known::DEVICE)?;
                response.headers_mut().append(header::SET_COOKIE, device);
            }
            Ok(response)
        }
        Err(SignInError::Database(error)) => Err(error.into()),
        Err(refused) => again(settings.registration, &wants, &fields, &refused),
    }
}

/// The form once more. The password is not sent back.
fn again(
    registration: Registration,
    wants: &Wants,
    fields: &Fields,
    refused: &SignInError,
) -> Result<Response, WebError> {
    let may_register = registration != Registration::Closed;
    let problem = Some(sentence(&refused.to_string()));
    let page = Page { name: &fields.name, to: &fields.to, problem, may_register };
    let mut response = wants.show(&head(), &page)?;
    *response.status_mut() = match refused {
        SignInError::Throttled { .. } => StatusCode::TOO_MANY_REQUESTS,
        SignInError::Busy(_) => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let patience = match refused {
        SignInError::Throttled { retry_after } => Some(retry_after.as_secs().max(1)),
        SignInError::Busy(_) => Some(2),
        _ => None,
    };
    if let Some(seconds) = patience {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

fn head() -> Head {
    Head::new("Sign in").narrow()
}

/// Not readable for scripts, not sent along by other sites, gone when it means nothing any more.
fn set_cookie(settings: &Settings, name: &str, secret: &str, age: Duration) -> Result<HeaderValue, WebError> {
    let secure = if settings.secure() { "; Secure" } else { "" };
    let age = age.as_secs();
    HeaderValue::from_str(&format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}"))
        .map_err(|_| WebError::Broken)
}
