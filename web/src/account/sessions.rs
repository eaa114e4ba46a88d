//! Ending sessions of one's own.

use axum::{extract::State, response::Response};
use commands::Commands;
use uuid::Uuid;

use crate::{WebError, extract::Path, page::Wants, said::Said, viewer::Viewer};

/// `POST /account/sessions/{session}/end`
pub async fn end(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(session): Path<Uuid>,
) -> Result<Response, WebError> {
    commands.sessions.end(viewer.account, session).await?;
    Ok(wants.saved("/account", Said::SignedOut))
}

/// `POST /account/sessions/end`: all but this one.
pub async fn end_others(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    commands.sessions.end_others(viewer.account, viewer.session).await?;
    Ok(wants.saved("/account", Said::OthersSignedOut))
}
