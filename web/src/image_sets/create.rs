//! Creating an image set.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{ImageSetId, TeamId};
use projections::teams::TeamLine;
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Form, Query},
    filters,
    forms::{self, Errors},
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Default, Deserialize)]
pub struct Fields {
    #[serde(default)]
    team: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    location: String,
    #[serde(default)]
    description: String,
}

#[derive(Template)]
#[template(path = "image_sets/create.html")]
struct Page {
    viewer: Viewer,
    /// Those the viewer may create sets in.
    teams: Vec<TeamLine>,
    fields: Fields,
    errors: Errors,
}

impl Page {
    async fn load(
        commands: &Commands,
        viewer: Viewer,
        fields: Fields,
        errors: Errors,
    ) -> Result<Self, WebError> {
        let mut teams = commands.views().teams_of(viewer.account).await?;
        teams.retain(|team| matches!(team.standing.as_deref(), Some("member" | "admin")));
        Ok(Self { viewer, teams, fields, errors })
    }

    fn is_chosen(&self, team: &TeamLine) -> bool {
        self.fields.team == team.team.to_string()
    }
}

fn head() -> Head {
    Head::new("Create an image set").under("/image-sets", "Image sets").narrow()
}

/// `GET /image-sets/new`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Query(fields): Query<Fields>,
) -> Result<Response, WebError> {
    let page = Page::load(&commands, viewer, fields, Errors::default()).await?;
    wants.show(&head(), &page)
}

/// `POST /image-sets`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    match created(&commands, &viewer, &form).await {
        Ok(set) => Ok(wants.go(&format!("/image-sets/{set}"))),
        Err(error) => {
            let errors = Errors::of(error)?;
            let page = Page::load(&commands, viewer, form.fields, errors.clone()).await?;
            wants.refuse(&errors, &head(), &page)
        }
    }
}

async fn created(
    commands: &Commands,
    viewer: &Viewer,
    Form { command, fields }: &Form<Fields>,
) -> Result<ImageSetId, CommandError> {
    let team: TeamId =
        fields.team.parse().map_err(|_| CommandError::invalid("team", "choose one of your teams"))?;
    let name = forms::name("name", &fields.name)?;
    let location = forms::text("location", &fields.location)?;
    let description = forms::text("description", &fields.description)?;
    commands.sets.create(viewer.caller(*command), team, name, location, description).await
}
