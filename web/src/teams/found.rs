//! Founding a team.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::TeamId;
use serde::Deserialize;

use crate::{
    WebError,
    extract::Form,
    filters,
    forms::{self, Errors},
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Default, Deserialize)]
pub struct Fields {
    #[serde(default)]
    name: String,
}

#[derive(Template)]
#[template(path = "teams/found.html")]
struct Page {
    viewer: Viewer,
    fields: Fields,
    errors: Errors,
}

fn head() -> Head {
    Head::new("Found a team").under("/teams", "Teams").narrow()
}

/// `GET /teams/new`
pub async fn show(viewer: Viewer, wants: Wants) -> Result<Response, WebError> {
    wants.show(&head(), &Page { viewer, fields: Fields::default(), errors: Errors::default() })
}

/// `POST /teams`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    match found(&commands, &viewer, &form).await {
        Ok(team) => Ok(wants.go(&format!("/teams/{team}"))),
        Err(error) => {
            let errors = Errors::of(error)?;
            wants.refuse(&errors.clone(), &head(), &Page { viewer, fields: form.fields, errors })
        }
    }
}

async fn found(commands: &Commands, viewer: &Viewer, form: &Form<Fields>) -> Result<TeamId, CommandError> {
    let name = forms::name("name", &form.fields.name)?;
    commands.teams.found(viewer.caller(form.command), name).await
}
