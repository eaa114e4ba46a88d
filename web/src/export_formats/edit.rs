//! An export format: its definition, changed, shared or deleted.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, Permissions};
use domain::{AnnotationTypeId, ExportFormatId, TeamAction, TeamId, export_format::Command};

use super::{
    example::Example,
    fields::{self, Fields, TEMPLATES, definition},
    placeholders,
};
use crate::{
    WebError,
    annotations::{TypeChoice, Types},
    extract::{Form, Path},
    filters,
    forms::Errors,
    page::{Head, Wants},
    said::Said,
    viewer::Viewer,
};

/// The form of a format that exists, or of one to be.
#[derive(Template)]
#[template(path = "export_formats/edit.html")]
pub struct FormatPage {
    viewer: Viewer,
    /// `None`: it does not exist yet.
    format: Option<ExportFormatId>,
    title: String,
    team: TeamId,
    team_name: String,
    public: bool,
    may_change: bool,
    types: Vec<TypeChoice>,
    pub fields: Fields,
    pub errors: Errors,
}

impl FormatPage {
    pub async fn of(commands: &Commands, viewer: Viewer, id: ExportFormatId) -> Result<Self, WebError> {
        let views = commands.views();
        let line = views.export_format(id, viewer.account).await?.ok_or(WebError::NotFound)?;
        let team = TeamId::new(line.team);
        let role = commands.permissions.in_team(
            viewer.account,
            team,
            TeamAction::ReadFormat { public: line.public },
        );
        let change = TeamAction::ChangeFormat { own: line.author == viewer.account.uuid() };
        let may_change = Permissions::team_allows(role.await?, change);
        let types = Types::load(views).await?.choices(None, &line.definition.annotation_types);
        Ok(Self {
            viewer,
            format: Some(id),
            title: line.name,
            team,
            team_name: line.team_name,
            public: line.public,
            may_change,
            types,
            fields: fields::fields(&line.definition),
            errors: Errors::default(),
        })
    }

    /// An empty one for a team.
    pub async fn fresh(commands: &Commands, viewer: Viewer, team: TeamId) -> Result<Self, WebError> {
        commands.permissions.in_team(viewer.account, team, TeamAction::Create).await?;
        let views = commands.views();
        let line = views.team(team, viewer.account).await?.ok_or(WebError::NotFound)?;
        Ok(Self {
            format: None,
            title: "New export format".to_owned(),
            team,
            team_name: line.name,
            public: false,
            may_change: true,
            types: Types::load(views).await?.choices(None, &[]),
            fields: fields::fresh(),
            errors: Errors::default(),
            viewer,
        })
    }

    pub fn head(&self) -> Head {
        Head::new(&self.title).under("/export-formats", "Export formats").wide()
    }

    fn text(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    fn is_checked(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    fn is_chosen(&self, id: &AnnotationTypeId) -> bool {
        self.is_checked(&format!("type-{id}"))
    }

    /// What the templates make of a small set, as they stand in the form.
    fn example(&self) -> Option<Example> {
        let mut named = self.fields.clone();
        named.insert("name".to_owned(), "example".to_owned());
        Example::of(&definition(&named).ok()?)
    }
}

/// `GET /export-formats/{export_format}`
pub async fn show(
    viewer: Viewer,
    Path(format): Path<ExportFormatId>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let page = FormatPage::of(&commands, viewer, format).await?;
    wants.show(&page.head(), &page)
}

/// `POST /export-formats/{export_format}`
pub async fn post(
    viewer: Viewer,
    Path(format): Path<ExportFormatId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let Err(error) = revise(&commands, &viewer, format, &form).await else {
        return Ok(wants.saved(&format!("/export-formats/{format}"), Said::Format));
    };
    let errors = Errors::of(error)?;
    let mut page = FormatPage::of(&commands, viewer, format).await?;
    (page.errors, page.fields) = (errors.clone(), form.fields);
    wants.refuse(&errors, &page.head(), &page)
}

async fn revise(
    commands: &Commands,
    viewer: &Viewer,
    format: ExportFormatId,
    Form { command, fields }: &Form<Fields>,
) -> Result<(), CommandError> {
    let definition = definition(fields)?;
    commands
        .export_formats
        .change(viewer.caller(*command), format, Command::Revise { definition })
        .await
        .map(drop)
}
