//! Inviting, appointing, dismissing and expelling members.

use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, Receipt};
use domain::{AccountId, TeamId};
use serde::Deserialize;

use super::{name::answer, page::TeamPage};
use crate::{
    WebError,
    extract::{Form, Path},
    forms::Errors,
    page::Wants,
    said::Said,
    viewer::Viewer,
};

#[derive(Deserialize)]
pub struct Invitation {
    #[serde(default)]
    invited: String,
}

/// `POST /teams/{team}/members`: invites whoever has exactly this name.
pub async fn invite(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(team): Path<TeamId>,
    form: Form<Invitation>,
) -> Result<Response, WebError> {
    let Err(error) = invited(&commands, &viewer, team, &form).await else {
        return Ok(wants.saved(&format!("/teams/{team}"), Said::Invited));
    };
    let errors = Errors::of(error)?;
    let mut page = TeamPage::load(&commands, viewer, team).await?;
    (page.errors, page.invited) = (errors.clone(), form.fields.invited);
    wants.refuse(&errors, &page.head(), &page)
}

async fn invited(
    commands: &Commands,
    viewer: &Viewer,
    team: TeamId,
    form: &Form<Invitation>,
) -> Result<Receipt, CommandError> {
    let invited =
        commands.teams.invite_by_name(viewer.caller(form.command), team, &form.fields.invited).await;
    invited.map_err(at_the_name)
}

/// What stands against an invitation is a matter of the name.
fn at_the_name(error: CommandError) -> CommandError {
    match error {
        CommandError::Refused(refused) => {
            CommandError::Refused(commands::Refused { field: Some("invited"), ..refused })
        }
        other => other,
    }
}

/// `POST /teams/{team}/members/{account}/appointment`
pub async fn appoint(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path((team, account)): Path<(TeamId, AccountId)>,
    form: Form,
) -> Result<Response, WebError> {
    let appointed = commands.teams.appoint_admin(viewer.caller(form.command), team, account).await;
    answer(&commands, viewer, &wants, team, appointed, Said::Appointed).await
}

/// `POST /teams/{team}/members/{account}/dismissal`
pub async fn dismiss(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path((team, account)): Path<(TeamId, AccountId)>,
    form: Form,
) -> Result<Response, WebError> {
    let dismissed = commands.teams.dismiss_admin(viewer.caller(form.command), team, account).await;
    answer(&commands, viewer, &wants, team, dismissed, Said::Dismissed).await
}

/// `POST /teams/{team}/members/{account}/expulsion`
pub async fn expel(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path((team, account)): Path<(TeamId, AccountId)>,
    form: Form,
) -> Result<Response, WebError> {
    let expelled = commands.teams.expel(viewer.caller(form.command), team, account).await;
    answer(&commands, viewer, &wants, team, expelled, Said::Expelled).await
}
