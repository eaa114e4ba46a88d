//! Changing an annotation type.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{AnnotationTypeId, SiteAction};
use projections::annotation_types::TypeLine;
use serde::Deserialize;

use crate::{
    WebError,
    extract::{Form, Path},
    filters,
    forms::{self, Errors},
    page::{Head, Wants},
    said::Said,
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "annotation_types/change.html")]
struct Page {
    viewer: Viewer,
    line: TypeLine,
    errors: Errors,
}

impl Page {
    async fn load(commands: &Commands, viewer: Viewer, id: AnnotationTypeId) -> Result<Self, WebError> {
        commands.permissions.on_site(viewer.account, SiteAction::DefineAnnotationTypes).await?;
        let line = commands.views().annotation_type(id).await?.ok_or(WebError::NotFound)?;
        Ok(Self { viewer, line, errors: Errors::default() })
    }

    fn head(&self) -> Head {
        Head::new(&self.line.name).under("/annotation-types", "Annotation types").narrow()
    }
}

/// `GET /annotation-types/{annotation_type}`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<AnnotationTypeId>,
) -> Result<Response, WebError> {
    let page = Page::load(&commands, viewer, id).await?;
    wants.show(&page.head(), &page)
}

#[derive(Deserialize)]
pub struct Fields {
    #[serde(default)]
    name: String,
    #[serde(default)]
    blurred: bool,
    #[serde(default)]
    concealed: bool,
}

/// `POST /annotation-types/{annotation_type}`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<AnnotationTypeId>,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let Err(error) = change(&commands, &viewer, id, &form).await else {
        return Ok(wants.saved("/annotation-types", Said::TypeChanged));
    };
    let errors = Errors::of(error)?;
    let mut page = Page::load(&commands, viewer, id).await?;
    let head = page.head();
    (page.errors, page.line.name) = (errors.clone(), form.fields.name);
    wants.refuse(&errors, &head, &page)
}

async fn change(
    commands: &Commands,
    viewer: &Viewer,
    id: AnnotationTypeId,
    Form { command, fields }: &Form<Fields>,
) -> Result<(), CommandError> {
    let caller = viewer.caller(*command);
    let name = forms::name("name", &fields.name)?;
    commands.annotation_types.rename(caller.part(b"name"), id, name).await?;
    let (blurred, concealed) = (fields.blurred, fields.concealed);
    commands.annotation_types.change(caller.part(b"marks"), id, blurred, concealed).await?;
    Ok(())
}

/// `POST /annotation-types/{annotation_type}/activation`
pub async fn activate(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<AnnotationTypeId>,
    form: Form,
) -> Result<Response, WebError> {
    commands.annotation_types.activate(viewer.caller(form.command), id).await?;
    Ok(wants.saved("/annotation-types", Said::TypeActivated))
}

/// `POST /annotation-types/{annotation_type}/deactivation`
pub async fn deactivate(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<AnnotationTypeId>,
    form: Form,
) -> Result<Response, WebError> {
    commands.annotation_types.deactivate(viewer.caller(form.command), id).await?;
    Ok(wants.saved("/annotation-types", Said::TypeDeactivated))
}
