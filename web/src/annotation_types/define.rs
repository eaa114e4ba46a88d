//! Defining an annotation type.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{AnnotationTypeId, ShapeKind, annotation_type::TypeDefinition};

use super::page::{Fields, TypesPage, head};
use crate::{
    WebError,
    extract::Form,
    forms::{self, Errors},
    page::Wants,
    said::Said,
    viewer::Viewer,
};

/// `POST /annotation-types`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let Err(error) = define(&commands, &viewer, &form).await else {
        return Ok(wants.saved("/annotation-types", Said::TypeDefined));
    };
    let errors = Errors::of(error)?;
    let mut page = TypesPage::load(&commands, viewer).await?;
    (page.errors, page.fields) = (errors.clone(), form.fields);
    wants.refuse(&errors, &head(), &page)
}

async fn define(
    commands: &Commands,
    viewer: &Viewer,
    Form { command, fields }: &Form<Fields>,
) -> Result<AnnotationTypeId, CommandError> {
    let unknown = |_| CommandError::invalid("shape", "choose one of the shapes");
    let definition = TypeDefinition {
        name: forms::name("name", &fields.name)?,
        shape: fields.shape.parse::<ShapeKind>().map_err(unknown)?,
        node_count: node_count(&fields.node_count)?,
        allows_blurred: fields.blurred,
        allows_concealed: fields.concealed,
    };
    commands.annotation_types.define(viewer.caller(*command), definition).await
}

fn node_count(text: &str) -> Result<Option<u16>, CommandError> {
    let wrong = |_| CommandError::invalid("node_count", "the number of points must be a whole number");
    Some(text.trim()).filter(|text| !text.is_empty()).map(|text| text.parse().map_err(wrong)).transpose()
}
