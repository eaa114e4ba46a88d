//! Name and note of a snapshot, and taking it off the list.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::SnapshotId;
use serde::Deserialize;

use super::show::SnapshotPage;
use crate::{
    WebError,
    extract::{Form, Path},
    forms::{self, Errors},
    page::Wants,
    said::Said,
    viewer::Viewer,
};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SnapshotTexts {
    name: String,
    note: String,
}

/// `POST /snapshots/{snapshot}/texts`
pub async fn post(
    viewer: Viewer,
    Path(snapshot): Path<SnapshotId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<SnapshotTexts>,
) -> Result<Response, WebError> {
    let outcome = write(&commands, &viewer, snapshot, &form).await;
    answer(&commands, viewer, &wants, snapshot, outcome, Said::Snapshot).await
}

/// `POST /snapshots/{snapshot}/withdrawal`
pub async fn withdraw(
    viewer: Viewer,
    Path(snapshot): Path<SnapshotId>,
    State(commands): State<Commands>,
    wants: Wants,
    form: Form<SnapshotTexts>,
) -> Result<Response, WebError> {
    let outcome = commands.snapshots.withdraw(viewer.caller(form.command), snapshot).await.map(drop);
    answer(&commands, viewer, &wants, snapshot, outcome, Said::SnapshotWithdrawn).await
}

async fn write(
    commands: &Commands,
    viewer: &Viewer,
    snapshot: SnapshotId,
    Form { command, fields }: &Form<SnapshotTexts>,
) -> Result<(), CommandError> {
    let (name, note) = (forms::name("name", &fields.name)?, forms::text("note", &fields.note)?);
    commands.snapshots.rename(viewer.caller(*command), snapshot, name, note).await.map(drop)
}

async fn answer(
    commands: &Commands,
    viewer: Viewer,
    wants: &Wants,
    snapshot: SnapshotId,
    outcome: Result<(), CommandError>,
    said: Said,
) -> Result<Response, WebError> {
    let Err(error) = outcome else { return Ok(wants.saved(&format!("/snapshots/{snapshot}"), said)) };
    let errors = Errors::of(error)?;
    let mut page = SnapshotPage::load(commands, viewer, snapshot).await?;
    page.errors = errors.clone();
    wants.refuse(&errors, &page.head(), &page)
}
