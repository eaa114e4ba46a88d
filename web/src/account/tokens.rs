//! Making and revoking tokens of one's own.

use std::time::Duration;

use axum::{extract::State, response::Response};
use commands::{
    CommandError, Commands, NewToken,
    desk::{
        Secret,
        tokens::{LIFETIME, TokenScope},
    },
};
use serde::Deserialize;
use uuid::Uuid;

use super::page::{AccountPage, head, refuse};
use crate::{
    WebError,
    extract::{Form, Path},
    forms,
    page::Wants,
    said::Said,
    viewer::Viewer,
};

#[derive(Deserialize)]
pub struct Fields {
    #[serde(default)]
    token: String,
    #[serde(default)]
    scope: String,
    #[serde(default)]
    days: String,
    #[serde(default)]
    password: String,
}

/// `POST /account/tokens`: answers with the page itself, since the secret is shown once.
pub async fn create(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Form { fields, .. }: Form<Fields>,
) -> Result<Response, WebError> {
    match created(&commands, &viewer, &fields).await {
        Ok(secret) => {
            let mut page = AccountPage::load(&commands, viewer).await?;
            page.secret = Some(secret.reveal().to_owned());
            wants.show(&head(), &page)
        }
        Err(error) => refuse(&commands, viewer, &wants, fields.token, error).await,
    }
}

async fn created(commands: &Commands, viewer: &Viewer, fields: &Fields) -> Result<Secret, CommandError> {
    let name = forms::name("token", &fields.token)?;
    let scope = match fields.scope.as_str() {
        "write" => TokenScope::Write,
        _ => TokenScope::Read,
    };
    let expires_at = match fields.days.as_str() {
        "never" => None,
        "" => Some(viewer.now + LIFETIME),
        days => Some(viewer.now + Duration::from_hours(24 * days_of(days)?)),
    };
    let wanted = NewToken { name: &name, scope, expires_at };
    let tokens = &commands.tokens;
    let made = tokens.make(viewer.anew(), viewer.session, &fields.password, wanted, viewer.address).await?;
    Ok(made.1)
}

fn days_of(text: &str) -> Result<u64, CommandError> {
    let days = text.parse().ok().filter(|days| (1..=3650).contains(days));
    days.ok_or_else(|| CommandError::invalid("days", "choose 1 to 3650 days"))
}

/// `POST /account/tokens/{token}/revocation`
pub async fn revoke(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(token): Path<Uuid>,
) -> Result<Response, WebError> {
    commands.tokens.revoke(viewer.anew(), token, viewer.address).await?;
    Ok(wants.saved("/account", Said::TokenRevoked))
}
