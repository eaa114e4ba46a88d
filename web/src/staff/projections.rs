//! How far the views are, for staff.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use domain::SiteAction;
use projections::following::{Following, Status};

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
    commands.permit_on_site(viewer.account, SiteAction::WatchLog).await?;
    let head = commands.views().log().head().await?;
    let views = Following::new(commands.pool().clone()).status().await?;
    wants.show(&Head::new("Projections"), &Page { head, views })
}
