//! What a bulk change would change, before it is ordered.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, bulk_change::Preview};
use domain::{ImageSetId, Timestamp};
use projections::image_sets::SetLine;

use super::{
    query::{BulkChangeQuery, consequence, order},
    subjects::{SHOWN, Subjects},
};
use crate::{
    WebError,
    annotations::Types,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "bulk_changes/preview.html")]
pub struct PreviewPage {
    set: SetLine,
    now: Timestamp,
    asked: BulkChangeQuery,
    title: String,
    preview: Preview,
    consequence: &'static str,
    shown: Subjects,
    /// Why it was not done.
    pub problem: Option<String>,
}

impl PreviewPage {
    pub async fn load(
        commands: &Commands,
        viewer: &Viewer,
        set: ImageSetId,
        asked: BulkChangeQuery,
    ) -> Result<Self, CommandError> {
        let BulkChangeQuery { which, action, .. } = &asked;
        let caller = viewer.caller(commands::ids::mint(viewer.now).into());
        let preview = commands.bulk_changes.preview(caller, set, which, *action).await?;
        Ok(Self {
            set: commands.views().image_set(set).await?.ok_or(CommandError::NOT_FOUND)?,
            now: viewer.now,
            title: order(*action, preview.subjects.len(), &Types::load(commands.views()).await?),
            consequence: consequence(*action),
            shown: Subjects::load(commands, set, &preview.subjects, viewer.account).await?,
            asked,
            preview,
            problem: None,
        })
    }

    pub fn head(&self) -> Head {
        let set = format!("/image-sets/{}", self.set.image_set);
        let head = Head::new(&self.title).under("/image-sets", "Image sets").under(&set, &self.set.name);
        let (list, title) = &self.asked.list;
        head.under(list, *title)
    }

    fn more(&self) -> i64 {
        i64::try_from(self.preview.subjects.len().saturating_sub(SHOWN)).unwrap_or(i64::MAX)
    }

    fn unchanged(&self) -> i64 {
        i64::try_from(self.preview.unchanged).unwrap_or(i64::MAX)
    }
}

/// `GET /image-sets/{image_set}/bulk-changes/new`: what would be changed, before it is.
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(set): Path<ImageSetId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    commands.permissions.on_set(viewer.account, set, domain::Action::Govern).await?;
    let page =
        PreviewPage::load(&commands, &viewer, set, BulkChangeQuery::of(set, viewer.account, &pairs)?).await?;
    wants.show(&page.head(), &page)
}
