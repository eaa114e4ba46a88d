//! Changing one's password.

use axum::{extract::State, response::Response};
use commands::Commands;
use serde::Deserialize;

use super::page::{AccountPage, head, refuse};
use crate::{WebError, extract::Form, page::Wants, viewer::Viewer};

#[derive(Deserialize)]
pub struct Fields {
    #[serde(default)]
    old_password: String,
    #[serde(default)]
    new_password: String,
}

/// `POST /account/password`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Form { fields, .. }: Form<Fields>,
) -> Result<Response, WebError> {
    let (old, new) = (&fields.old_password, &fields.new_password);
    let people = &commands.people;
    let changed = people.change_password(viewer.account, viewer.session, old, new, viewer.address).await;
    if let Err(error) = changed {
        return refuse(&commands, viewer, &wants, String::new(), error).await;
    }
    let mut page = AccountPage::load(&commands, viewer).await?;
    page.notice =
        Some("Your password was changed. You are signed out everywhere else, and your tokens are revoked.");
    wants.show(&head(), &page)
}
