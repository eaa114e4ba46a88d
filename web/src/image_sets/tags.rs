//! The tags of an image set.

use std::collections::HashSet;

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, Permissions};
use domain::{Action, ImageSetId, image_set::Command, name_key};
use projections::{image_sets::SetLine, standing::Standing};
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Form, Path},
    filters,
    forms::{self, Errors},
    page::{Head, Wants},
    viewer::Viewer,
};

/// Tags offered while one types.
const KNOWN: usize = 200;

/// A set's tags, and the form to change them.
#[derive(Template)]
#[template(path = "image_sets/_tags.html")]
pub struct TagsCard {
    viewer: Viewer,
    set: ImageSetId,
    tags: Vec<String>,
    /// Of other sets, to choose from.
    known: Vec<String>,
    may_tag: bool,
    tag: String,
    errors: Errors,
}

impl TagsCard {
    pub async fn load(
        commands: &Commands,
        viewer: Viewer,
        set: &SetLine,
        standing: &Standing,
    ) -> Result<Self, WebError> {
        let may_tag = Permissions::allows(standing, Action::Contribute);
        let mut known = commands.views().tags_seen_by(viewer.account, KNOWN).await?;
        let has: HashSet<_> = set.tags.iter().map(|tag| name_key(tag)).collect();
        known.retain(|tag| !has.contains(&name_key(tag)));
        let (tags, tag, errors) = (set.tags.0.clone(), String::new(), Errors::default());
        Ok(Self { viewer, set: standing.image_set, tags, known, may_tag, tag, errors })
    }
}

#[derive(Deserialize)]
pub struct Fields {
    #[serde(default)]
    tag: String,
}

/// `POST /image-sets/{image_set}/tags`
pub async fn add(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let tagged = match forms::name("tag", &form.fields.tag) {
        Ok(tag) => commands.sets.change(viewer.caller(form.command), set, Command::Tag { tag }).await,
        Err(error) => Err(error),
    };
    answer(&commands, viewer, &wants, set, form.fields.tag, tagged.map(drop)).await
}

/// `POST /image-sets/{image_set}/tags/removal`
pub async fn remove(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let untagged = match forms::name("tag", &form.fields.tag) {
        Ok(tag) => commands.sets.change(viewer.caller(form.command), set, Command::Untag { tag }).await,
        Err(error) => Err(error),
    };
    answer(&commands, viewer, &wants, set, String::new(), untagged.map(drop)).await
}

async fn answer(
    commands: &Commands,
    viewer: Viewer,
    wants: &Wants,
    set: ImageSetId,
    typed: String,
    outcome: Result<(), CommandError>,
) -> Result<Response, WebError> {
    let errors = outcome.err().map(Errors::of).transpose()?;
    let standing = commands.permissions.on_set(viewer.account, set, Action::Read).await?;
    let line = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?;
    let mut tags = TagsCard::load(commands, viewer, &line, &standing).await?;
    let Some(errors) = errors else { return wants.changed(&tags, &format!("/image-sets/{set}")) };
    (tags.errors, tags.tag) = (errors.clone(), typed);
    let head =
        Head::new("Tags").under("/image-sets", "Image sets").under(format!("/image-sets/{set}"), line.name);
    wants.refuse(&errors, &head.narrow(), &tags)
}
