//! Name, location and description of an image set.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{
    AnnotationTypeId, ImageSetId,
    image_set::{Command, Priority},
};
use serde::Deserialize;

use super::settings::{SettingsPage, answer};
use crate::{
    WebError,
    extract::{Form, Path},
    forms::{self, Errors},
    page::Wants,
    said::Said,
    viewer::Viewer,
};

#[derive(Deserialize)]
pub struct SetTexts {
    #[serde(default)]
    name: String,
    #[serde(default)]
    location: String,
    #[serde(default)]
    description: String,
}

/// `POST /image-sets/{image_set}/texts`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form<SetTexts>,
) -> Result<Response, WebError> {
    let Err(error) = write(&commands, &viewer, set, &form).await else {
        return Ok(wants.saved(&format!("/image-sets/{set}"), Said::Texts));
    };
    let errors = Errors::of(error)?;
    let mut page = SettingsPage::load(&commands, viewer, set).await?;
    let head = page.head();
    page.errors = errors.clone();
    (page.set.name, page.set.location) = (form.fields.name, form.fields.location);
    page.set.description = form.fields.description;
    wants.refuse(&errors, &head, &page)
}

/// The name first: it alone can be refused by what others did.
async fn write(
    commands: &Commands,
    viewer: &Viewer,
    set: ImageSetId,
    Form { command, fields }: &Form<SetTexts>,
) -> Result<(), CommandError> {
    let caller = viewer.caller(*command);
    let name = forms::name("name", &fields.name)?;
    let location = forms::text("location", &fields.location)?;
    let description = forms::text("description", &fields.description)?;
    commands.sets.change(caller.part(b"name"), set, Command::Rename { name }).await?;
    let describe = Command::Describe { location, description };
    commands.sets.change(caller.part(b"texts"), set, describe).await?;
    Ok(())
}

#[derive(Deserialize)]
pub struct Plan {
    #[serde(default)]
    priority: String,
    #[serde(default)]
    main_annotation_type: String,
}

/// `POST /image-sets/{image_set}/plan`
pub async fn plan(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form<Plan>,
) -> Result<Response, WebError> {
    let planned = lay_out(&commands, &viewer, set, &form).await;
    answer(&commands, viewer, &wants, set, planned, Said::Plan).await
}

async fn lay_out(
    commands: &Commands,
    viewer: &Viewer,
    set: ImageSetId,
    Form { command, fields }: &Form<Plan>,
) -> Result<(), CommandError> {
    let caller = viewer.caller(*command);
    let wrong = |_| CommandError::invalid("priority", "priority must be high, normal or low");
    let priority: Priority = fields.priority.parse().map_err(wrong)?;
    let annotation_type = main_type(commands, &fields.main_annotation_type).await?;
    commands.sets.change(caller.part(b"priority"), set, Command::SetPriority { priority }).await?;
    let main = Command::SetMainAnnotationType { annotation_type };
    commands.sets.change(caller.part(b"main"), set, main).await?;
    Ok(())
}

async fn main_type(commands: &Commands, text: &str) -> Result<Option<AnnotationTypeId>, CommandError> {
    if text.is_empty() {
        return Ok(None);
    }
    let unknown = || CommandError::invalid("main_annotation_type", "there is no such annotation type");
    let id: AnnotationTypeId = text.parse().map_err(|_| unknown())?;
    commands.views().annotation_type(id).await?.ok_or_else(unknown)?;
    Ok(Some(id))
}
