//! The page of one's own account.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{
    CommandError, Commands,
    desk::{
        people::Person,
        sessions::Session,
        tokens::{Token, TokenScope},
    },
};
use projections::pace::Pace;

use super::device;
use crate::{
    WebError, filters,
    forms::Errors,
    page::{Head, Wants},
    viewer::Viewer,
};

/// Everything about one's account; the forms on it come back as this page, too.
#[derive(Template)]
#[template(path = "account/page.html")]
pub struct AccountPage {
    viewer: Viewer,
    person: Person,
    sessions: Vec<Session>,
    tokens: Vec<Token>,
    pace: Pace,
    /// Whether the password was given a moment ago; otherwise a new token asks for it.
    fresh: bool,
    /// A new token's secret, shown this once.
    pub secret: Option<String>,
    /// Name of the token that was refused.
    pub token: String,
    pub notice: Option<&'static str>,
    pub errors: Errors,
}

impl AccountPage {
    pub async fn load(commands: &Commands, viewer: Viewer) -> Result<Self, WebError> {
        Ok(Self {
            person: commands.people.find(viewer.account).await?.ok_or(WebError::SignIn)?,
            sessions: commands.sessions.list(viewer.account, viewer.now).await?,
            tokens: commands.tokens.list(viewer.account).await?,
            fresh: commands.sessions.knew_password_lately(viewer.account, viewer.session).await?,
            pace: commands.views().pace_of(viewer.account, viewer.now).await?,
            viewer,
            secret: None,
            token: String::new(),
            notice: None,
            errors: Errors::default(),
        })
    }

    #[expect(clippy::unused_self, reason = "asked by the template")]
    fn device(&self, session: &Session) -> String {
        device::name(&session.user_agent)
    }

    fn is_expired(&self, token: &Token) -> bool {
        token.expires_at.is_some_and(|at| at <= self.viewer.now)
    }
}

pub fn head() -> Head {
    Head::new("Your account")
}

/// `GET /account`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    wants.show(&head(), &AccountPage::load(&commands, viewer).await?)
}

/// The page once more, with what was wrong.
pub async fn refuse(
    commands: &Commands,
    viewer: Viewer,
    wants: &Wants,
    token: String,
    error: CommandError,
) -> Result<Response, WebError> {
    let errors = Errors::of(error)?;
    let mut page = AccountPage::load(commands, viewer).await?;
    (page.errors, page.token) = (errors.clone(), token);
    wants.refuse(&errors, &head(), &page)
}
