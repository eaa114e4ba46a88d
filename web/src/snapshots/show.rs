//! A snapshot, its content in figures, and its exports.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{Commands, Permissions, SeenVotes};
use domain::{Action, ImageSetId, SnapshotId};
use projections::{image_sets::SetLine, snapshots::SnapshotLine, standing::Standing};

use super::{list::SOME, selected::words};
use crate::{
    WebError,
    annotations::Types,
    exports::{ExportLine, Formats, choices, exports_of},
    extract::Path,
    filters,
    forms::Errors,
    history::Words,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "snapshots/show.html")]
pub struct SnapshotPage {
    viewer: Viewer,
    pub line: SnapshotLine,
    set: SetLine,
    standing: Standing,
    /// The selection as one reads it.
    selected: String,
    by: (String, String),
    /// What it can be compared with.
    others: Vec<SnapshotLine>,
    formats: Formats,
    exports: Vec<ExportLine>,
    pub errors: Errors,
}

impl SnapshotPage {
    pub async fn load(commands: &Commands, viewer: Viewer, id: SnapshotId) -> Result<Self, WebError> {
        let views = commands.views();
        let line = views.snapshot(id).await?.ok_or(WebError::NotFound)?;
        let set = ImageSetId::new(line.image_set);
        let standing = commands.permissions.on_set(viewer.account, set, Action::Read).await?;
        SeenVotes::may_see_selected(&standing, &line.taken.selection)?;
        let mut others = views.snapshots(set, None, SOME).await?.entries;
        others.retain(|other| {
            other.snapshot != line.snapshot && SeenVotes::knows_selected(&standing, &other.taken.selection)
        });
        let people = Words::of_people(commands, vec![line.taken_by.into()]).await?;
        Ok(Self {
            set: views.image_set(set).await?.ok_or(WebError::NotFound)?,
            others,
            selected: words(&line.taken.selection, &Types::load(views).await?),
            by: people.person(line.taken_by.into()),
            formats: choices(
                commands,
                (viewer.account, &standing),
                views.yolo_proposal(&line.taken.0).await?,
            )
            .await?,
            exports: exports_of(commands, (viewer.account, &standing), Some(id)).await?,
            errors: Errors::default(),
            viewer,
            line,
            standing,
        })
    }

    pub fn head(&self) -> Head {
        let set = format!("/image-sets/{}", self.set.image_set);
        let snapshots = format!("{set}/snapshots");
        Head::new(self.line.taken.name.as_str())
            .under("/image-sets", "Image sets")
            .under(set, &self.set.name)
            .under(snapshots, "Snapshots and exports")
    }

    /// Votes are a part of what its digest is of.
    fn hides_votes(&self) -> bool {
        SeenVotes::hides(&self.standing)
    }

    fn may(&self, action: Action) -> bool {
        Permissions::allows(&self.standing, action)
    }
}

/// `GET /snapshots/{snapshot}`
pub async fn show(
    viewer: Viewer,
    Path(snapshot): Path<SnapshotId>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let page = SnapshotPage::load(&commands, viewer, snapshot).await?;
    wants.show(&page.head(), &page)
}
