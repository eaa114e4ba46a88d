//! A type's name, flags, and whether labels can be drawn of it.

use axum::extract::State;
use commands::{Caller, Commands, Receipt};
use domain::{AnnotationTypeId, SiteAction};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    optional::{one_change, present},
    page::name,
    positioned::{Done, done},
    route::LISTED,
};

/// One change: a name, both flags, or whether the type is active.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnnotationTypeChange {
    #[serde(default, deserialize_with = "present")]
    name: Option<String>,
    #[serde(default, deserialize_with = "present")]
    flags: Option<Flags>,
    #[serde(default, deserialize_with = "present")]
    active: Option<bool>,
}

/// What labels of a type may say of themselves.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Flags {
    allows_blurred: bool,
    allows_concealed: bool,
}

/// Change an annotation type, one thing at a time. Takes staff.
#[utoipa::path(patch, path = LISTED, responses((status = NO_CONTENT, description = "It is changed")))]
#[instrument(name = "api.annotation_types.change", skip_all, fields(annotation_type = %id))]
pub async fn change(
    client: Client,
    Path(id): Path<AnnotationTypeId>,
    State(commands): State<Commands>,
    Body(change): Body<AnnotationTypeChange>,
) -> Result<Done, Problem> {
    // Whoever may not is told so whatever the change is.
    commands.permissions.on_site(client.account, SiteAction::DefineAnnotationTypes).await?;
    Ok(done(change.carry_out(&commands, client.caller(&commands), id).await?))
}

impl AnnotationTypeChange {
    async fn carry_out(
        self,
        commands: &Commands,
        caller: Caller,
        id: AnnotationTypeId,
    ) -> Result<Receipt, Problem> {
        one_change([self.name.is_some(), self.flags.is_some(), self.active.is_some()])?;
        Ok(match (self.name, self.flags, self.active) {
            (Some(given), ..) => commands.annotation_types.rename(caller, id, name("name", &given)?).await?,
            (_, Some(Flags { allows_blurred, allows_concealed }), _) => {
                commands.annotation_types.change(caller, id, allows_blurred, allows_concealed).await?
            }
            (_, _, Some(true)) => commands.annotation_types.activate(caller, id).await?,
            (..) => commands.annotation_types.deactivate(caller, id).await?,
        })
    }
}
