//! The snapshots and exports of a set.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{Commands, Permissions, SeenVotes};
use domain::{Action, AnnotationTypeId, ImageSetId};
use projections::{image_sets::SetLine, snapshots::SnapshotLine, standing::Standing};

use super::selected::Fields;
use crate::{
    WebError,
    annotations::{TypeChoice, Types},
    exports::{ExportLine, Formats, choices, exports_of},
    extract::Path,
    filters,
    forms::Errors,
    history::Words,
    page::{Head, Wants},
    viewer::Viewer,
};

/// The newest snapshots are listed; all of them by the API.
pub(super) const SOME: i64 = 500;

/// Snapshots and exports of a set, with the forms for new ones.
#[derive(Template)]
#[template(path = "snapshots/list.html")]
pub struct SnapshotsPage {
    viewer: Viewer,
    pub set: SetLine,
    standing: Standing,
    snapshots: Vec<SnapshotLine>,
    words: Words,
    types: Vec<TypeChoice>,
    formats: Formats,
    exports: Vec<ExportLine>,
    /// What was typed, when it was refused.
    pub typed: Option<Fields>,
    pub errors: Errors,
}

impl SnapshotsPage {
    pub async fn load(commands: &Commands, viewer: Viewer, id: ImageSetId) -> Result<Self, WebError> {
        let standing = commands.permissions.on_set(viewer.account, id, Action::Read).await?;
        let views = commands.views();
        let set = views.image_set(id).await?.ok_or(WebError::NotFound)?;
        let mut snapshots = views.snapshots(id, None, SOME).await?.entries;
        snapshots.retain(|line| SeenVotes::knows_selected(&standing, &line.taken.selection));
        let people = snapshots.iter().map(|line| line.taken_by.into());
        Ok(Self {
            words: Words::of_people(commands, people.collect()).await?,
            types: Types::load(views).await?.choices(None, &[]),
            formats: choices(commands, (viewer.account, &standing), views.yolo_proposal_of_set(id).await?)
                .await?,
            exports: exports_of(commands, (viewer.account, &standing), None).await?,
            errors: Errors::default(),
            typed: None,
            viewer,
            set,
            standing,
            snapshots,
        })
    }

    pub fn head(&self) -> Head {
        let set = format!("/image-sets/{}", self.set.image_set);
        Head::new("Snapshots and exports").under("/image-sets", "Image sets").under(set, &self.set.name)
    }

    fn hides_votes(&self) -> bool {
        SeenVotes::hides(&self.standing)
    }

    fn may(&self, action: Action) -> bool {
        Permissions::allows(&self.standing, action)
    }

    fn taker(&self, line: &SnapshotLine) -> String {
        self.words.name(line.taken_by.into())
    }

    fn text(&self, field: &str) -> &str {
        self.typed.as_ref().and_then(|typed| typed.get(field)).map_or("", String::as_str)
    }

    fn is_chosen(&self, id: &AnnotationTypeId) -> bool {
        self.typed.as_ref().is_some_and(|typed| typed.contains_key(&format!("type-{id}")))
    }

    /// Marked labels are in unless somebody said otherwise.
    fn includes(&self, field: &str) -> bool {
        self.typed.as_ref().is_none_or(|typed| typed.contains_key(field))
    }
}

/// `GET /image-sets/{image_set}/snapshots`
pub async fn show(
    viewer: Viewer,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let page = SnapshotsPage::load(&commands, viewer, set).await?;
    wants.show(&page.head(), &page)
}
