//! The list of annotation types, and the form for a new one.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use domain::SiteAction;
use projections::annotation_types::TypeLine;
use serde::Deserialize;

use crate::{
    WebError, filters,
    forms::Errors,
    page::{Head, Wants},
    viewer::Viewer,
};

/// What staff typed to define a type.
#[derive(Debug, Default, Clone, Deserialize)]
pub struct Fields {
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub shape: String,
    #[serde(default)]
    pub node_count: String,
    #[serde(default)]
    pub blurred: bool,
    #[serde(default)]
    pub concealed: bool,
}

#[derive(Template)]
#[template(path = "annotation_types/page.html")]
pub struct TypesPage {
    viewer: Viewer,
    types: Vec<TypeLine>,
    pub fields: Fields,
    pub errors: Errors,
}

impl TypesPage {
    pub async fn load(commands: &Commands, viewer: Viewer) -> Result<Self, WebError> {
        commands.permissions.on_site(viewer.account, SiteAction::DefineAnnotationTypes).await?;
        let types = commands.views().annotation_types().await?;
        Ok(Self { viewer, types, fields: Fields::default(), errors: Errors::default() })
    }
}

pub fn head() -> Head {
    Head::new("Annotation types")
}

/// `GET /annotation-types`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    wants.show(&head(), &TypesPage::load(&commands, viewer).await?)
}
