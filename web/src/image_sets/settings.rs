//! The settings of an image set.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, Permissions};
use domain::{Action, ImageSetId};
use projections::{annotation_types::TypeLine, image_sets::SetLine, standing::Standing};

use crate::{
    WebError,
    extract::Path,
    filters,
    forms::Errors,
    page::{Head, Wants},
    said::Said,
    viewer::Viewer,
};

/// Texts, plan, openness and end of a set. The forms on it come back as this page, too.
#[derive(Template)]
#[template(path = "image_sets/settings.html")]
pub struct SettingsPage {
    viewer: Viewer,
    /// With what was typed, when a form was refused.
    pub set: SetLine,
    standing: Standing,
    types: Vec<TypeLine>,
    pub errors: Errors,
}

impl SettingsPage {
    pub async fn load(commands: &Commands, viewer: Viewer, id: ImageSetId) -> Result<Self, WebError> {
        let standing = commands.permissions.on_set(viewer.account, id, Action::Contribute).await?;
        let set = commands.views().image_set(id).await?.ok_or(WebError::NotFound)?;
        let types = commands.views().annotation_types().await?;
        Ok(Self { viewer, set, standing, types, errors: Errors::default() })
    }

    pub fn head(&self) -> Head {
        let set = format!("/image-sets/{}", self.set.image_set);
        Head::new("Settings").under("/image-sets", "Image sets").under(set, &self.set.name)
    }

    fn may(&self, action: Action) -> bool {
        Permissions::allows(&self.standing, action)
    }

    fn is_main(&self, line: &TypeLine) -> bool {
        self.set.main_annotation_type == Some(line.spec.id.uuid())
    }
}

/// `GET /image-sets/{image_set}/settings`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
) -> Result<Response, WebError> {
    let page = SettingsPage::load(&commands, viewer, set).await?;
    wants.show(&page.head(), &page)
}

/// Back to the settings, with the reason on them if there is one.
pub async fn answer(
    commands: &Commands,
    viewer: Viewer,
    wants: &Wants,
    set: ImageSetId,
    outcome: Result<(), CommandError>,
    said: Said,
) -> Result<Response, WebError> {
    let Err(error) = outcome else { return Ok(wants.saved(&format!("/image-sets/{set}/settings"), said)) };
    let errors = Errors::of(error)?;
    let mut page = SettingsPage::load(commands, viewer, set).await?;
    page.errors = errors.clone();
    wants.refuse(&errors, &page.head(), &page)
}
