//! Who may see an image set and label in it.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{ImageSetId, image_set::Command};
use serde::Deserialize;

use super::settings::answer;
use crate::{
    WebError,
    extract::{Form, Path},
    page::Wants,
    said::Said,
    viewer::Viewer,
};

#[derive(Deserialize)]
pub struct Openness {
    #[serde(default)]
    openness: String,
}

/// `POST /image-sets/{image_set}/openness`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form<Openness>,
) -> Result<Response, WebError> {
    let opened = open(&commands, &viewer, set, &form).await;
    answer(&commands, viewer, &wants, set, opened, Said::Openness).await
}

/// The way from one to the other is at most two facts; those that hold already are none.
async fn open(
    commands: &Commands,
    viewer: &Viewer,
    set: ImageSetId,
    Form { command, fields }: &Form<Openness>,
) -> Result<(), CommandError> {
    let steps = match fields.openness.as_str() {
        "private" => vec![Command::Withdraw],
        "public" => vec![Command::CloseCollaboration, Command::Publish],
        "collaborative" => vec![Command::Publish, Command::OpenCollaboration],
        _ => return Err(CommandError::invalid("openness", "choose private, public or collaborative")),
    };
    for (step, key) in steps.into_iter().zip([b"first", b"other"]) {
        commands.sets.change(viewer.caller(*command).part(key), set, step).await?;
    }
    Ok(())
}

#[derive(Deserialize)]
pub struct Lock {
    #[serde(default)]
    locked: bool,
}

/// `POST /image-sets/{image_set}/lock`
pub async fn lock(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form<Lock>,
) -> Result<Response, WebError> {
    let (wanted, said) = if form.fields.locked {
        (Command::LockImages, Said::Locked)
    } else {
        (Command::UnlockImages, Said::Unlocked)
    };
    let done = commands.sets.change(viewer.caller(form.command), set, wanted).await;
    answer(&commands, viewer, &wants, set, done.map(drop), said).await
}

#[derive(Deserialize)]
pub struct Blindness {
    #[serde(default)]
    blind: bool,
}

/// `POST /image-sets/{image_set}/blindness`
pub async fn blind(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form<Blindness>,
) -> Result<Response, WebError> {
    let (wanted, said) = if form.fields.blind {
        (Command::BlindVerification, Said::Blind)
    } else {
        (Command::UnblindVerification, Said::NotBlind)
    };
    let done = commands.sets.change(viewer.caller(form.command), set, wanted).await;
    answer(&commands, viewer, &wants, set, done.map(drop), said).await
}
