//! Ordering a bulk change that was looked at.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use commands::{CommandError, Commands};
use domain::{Action, ImageSetId};

use super::{preview::PreviewPage, query::BulkChangeQuery};
use crate::{
    WebError,
    extract::{Form, Path},
    filters::sentence,
    page::Wants,
    viewer::Viewer,
};

/// `POST /image-sets/{image_set}/bulk-changes`: does what was looked at. If others are meant by now, they are shown
/// instead.
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    form: Form<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    commands.permissions.on_set(viewer.account, set, Action::Govern).await?;
    let asked = BulkChangeQuery::of(set, viewer.account, &form.fields)?;
    let seen = form.fields.iter().find(|(name, _)| name == "seen").and_then(|(_, seen)| seen.parse().ok());
    let seen =
        seen.ok_or_else(|| CommandError::invalid("seen", "look at what is meant before you change it"))?;
    let caller = viewer.caller(form.command);
    match commands.bulk_changes.request(caller, set, &asked.which, asked.action, seen).await {
        Ok(job) => Ok(wants.go(&format!("/bulk-changes/{job}"))),
        Err(CommandError::Refused(refused)) if refused.code == "selection_changed" => {
            let mut page = PreviewPage::load(&commands, &viewer, set, asked).await?;
            page.problem = Some(sentence(&refused.message));
            Ok((StatusCode::CONFLICT, wants.show(&page.head(), &page)?).into_response())
        }
        Err(error) => Err(error.into()),
    }
}
