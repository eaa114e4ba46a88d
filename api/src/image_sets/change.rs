//! A set's texts, priority, main type, openness and lock.

use axum::extract::State;
use commands::Commands;
use domain::{Action, ImageSetId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Priority;
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    image_sets::change::steps::Steps,
    optional::present,
    positioned::{Done, done},
    route::LISTED,
};

mod steps;

/// One change: exactly one of these.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageSetChange {
    #[serde(default, deserialize_with = "present")]
    name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    texts: Option<Texts>,
    #[serde(default, deserialize_with = "present")]
    priority: Option<Priority>,
    /// `null`: none.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Uuid>)]
    #[expect(clippy::option_option, reason = "left out, none, or one")]
    main_annotation_type: Option<Option<Uuid>>,
    #[serde(default, deserialize_with = "present")]
    openness: Option<Openness>,
    /// Whether images can be added and removed no more.
    #[serde(default, deserialize_with = "present")]
    locked: Option<bool>,
    /// Whether votes are hidden from whoever has not voted.
    #[serde(default, deserialize_with = "present")]
    blind: Option<bool>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    location: String,
    description: String,
}

/// How far a set is open.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Openness {
    Private,
    Public,
    Collaborative,
}

/// Change an image set, one thing at a time.
#[utoipa::path(patch, path = LISTED, responses((status = NO_CONTENT, description = "It is changed")))]
#[instrument(name = "api.image_sets.change", skip_all, fields(image_set = %set))]
pub async fn change(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    Body(change): Body<ImageSetChange>,
) -> Result<Done, Problem> {
    // What is hidden stays so, however wrong the change is.
    commands.permissions.on_set(client.account, set, Action::Read).await?;
    let steps = change.steps()?;
    // Several steps are one command.
    let caller = client.caller(&commands).asking(&steps);
    let Steps { first, then } = steps;
    let receipt = commands.sets.change(caller, set, first).await?;
    match then {
        None => Ok(done(receipt)),
        Some(then) => Ok(done(commands.sets.change(caller.part(b"then"), set, then).await?)),
    }
}
