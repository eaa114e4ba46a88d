//! How far the views are, for staff.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use domain::SiteAction;
use projections::following::Status;

use crate::{
    WebError, filters,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "staff/projections.html")]
struct Page {
    head: i64,
    views: Vec<Status>,
}

/// `GET /staff/projections`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    commands.permissions.on_site(viewer.account, SiteAction::WatchLog).await?;
    let head = commands.views().log().head().await?;
    let views = commands.following().status().await?;
    wants.show(&Head::new("Projections"), &Page { head, views })
}
