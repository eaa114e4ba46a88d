use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, bulk_change::Preview};
use domain::{ImageSetId, Timestamp};
use projections::image_sets::SetLine;

use super::asked::{Asked, consequence, order};
use crate::{
    WebError,
    annotations::{Card, Types, cards},
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

/// Labels that are shown; the others are counted.
pub const SHOWN: usize = 24;

#[derive(Template)]
#[template(path = "bulk_changes/preview.html")]
pub struct PreviewPage {
    set: SetLine,
    now: Timestamp,
    asked: Asked,
    title: String,
    preview: Preview,
    consequence: &'static str,
    cards: Vec<Card>,
    /// Why it was not done.
    pub problem: Option<String>,
}

impl PreviewPage {
    pub async fn load(
        commands: &Commands,
        viewer: &Viewer,
        set: ImageSetId,
        asked: Asked,
    ) -> Result<Self, CommandError> {
        let Asked { which, deed, .. } = &asked;
        let caller = viewer.caller(commands::ids::mint(viewer.now).into());
        let preview = commands.preview_bulk_change(caller, set, which, *deed).await?;
        let shown: Vec<_> = preview.labels.iter().take(SHOWN).map(|(label, _)| label.uuid()).collect();
        Ok(Self {
            set: commands.views().image_set(set).await?.ok_or(CommandError::NOT_FOUND)?,
            now: viewer.now,
            title: order(*deed, preview.labels.len(), &Types::load(commands.views()).await?),
            consequence: consequence(*deed),
            cards: cards(commands, set, &shown).await?,
            asked,
            preview,
            problem: None,
        })
    }

    pub fn head(&self) -> Head {
        let set = format!("/image-sets/{}", self.set.image_set);
        let head = Head::new(&self.title).under("/image-sets", "Image sets").under(&set, &self.set.name);
        head.under(format!("{set}/annotations?{}", self.asked.list), "Labels")
    }

    fn more(&self) -> i64 {
        i64::try_from(self.preview.labels.len().saturating_sub(SHOWN)).unwrap_or(i64::MAX)
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
    commands.permit(viewer.account, set, domain::Action::Govern).await?;
    let page = PreviewPage::load(&commands, &viewer, set, Asked::of(&pairs)?).await?;
    wants.show(&page.head(), &page)
}
