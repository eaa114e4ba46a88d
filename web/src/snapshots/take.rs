//! Taking a snapshot.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{ImageSetId, SnapshotId};

use super::{
    list::SnapshotsPage,
    selected::{Fields, selection},
};
use crate::{
    WebError,
    extract::{Form, Path},
    forms::{self, Errors},
    page::Wants,
    viewer::Viewer,
};

/// `POST /image-sets/{image_set}/snapshots`
pub async fn post(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<Fields>,
) -> Result<Response, WebError> {
    let error = match take(&commands, &viewer, set, &form).await {
        Ok(snapshot) => return Ok(wants.go(&format!("/snapshots/{snapshot}"))),
        Err(error) => error,
    };
    let errors = Errors::of(error)?;
    let mut page = SnapshotsPage::load(&commands, viewer, set).await?;
    (page.errors, page.typed) = (errors.clone(), Some(form.fields));
    wants.refuse(&errors, &page.head(), &page)
}

async fn take(
    commands: &Commands,
    viewer: &Viewer,
    set: ImageSetId,
    Form { command, fields }: &Form<Fields>,
) -> Result<SnapshotId, CommandError> {
    let typed = |field: &str| fields.get(field).map_or("", String::as_str);
    let (name, note) = (forms::name("name", typed("name"))?, forms::text("note", typed("note"))?);
    commands.snapshots.take(viewer.caller(*command), set, name, note, selection(fields)?).await
}
