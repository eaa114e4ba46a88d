//! An import of labels: how far it is, and what became of the lines.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{
    CommandError, Commands,
    jobs::JobState,
    label_import::{OrderedImport, Report},
};
use projections::image_sets::SetLine;
use uuid::Uuid;

use super::problems::Problems;
use crate::{
    WebError,
    extract::Path,
    filters,
    history::Words,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "label_imports/show.html")]
struct Page {
    set: SetLine,
    ordered: OrderedImport,
    by: (String, String),
    own: bool,
    cancels: bool,
    problems: Option<Problems>,
}

impl Page {
    async fn load(
        commands: &Commands,
        viewer: &Viewer,
        ordered: OrderedImport,
    ) -> Result<Self, CommandError> {
        let problems = match &ordered.report {
            Some(report) => Some(Problems::load(commands, report).await?),
            None => None,
        };
        Ok(Self {
            set: commands.views().image_set(ordered.image_set).await?.ok_or(CommandError::NOT_FOUND)?,
            by: Words::of_people(commands, vec![ordered.by]).await?.person(ordered.by),
            own: ordered.by == viewer.account,
            cancels: commands.cancellations.may_cancel(viewer.account, ordered.id).await?,
            problems,
            ordered,
        })
    }

    fn report(&self) -> Option<&Report> {
        self.ordered.report.as_ref()
    }

    fn is_over(&self) -> bool {
        self.ordered.job.state.is_over()
    }

    fn has_failed(&self) -> bool {
        matches!(self.ordered.job.state, JobState::Failed | JobState::Cancelled)
    }
}

/// `GET /label-imports/{label_import}`
pub async fn page(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<Uuid>,
) -> Result<Response, WebError> {
    let ordered = commands.label_imports.find(viewer.account, id).await?;
    let page = Page::load(&commands, &viewer, ordered).await?;
    let set = format!("/image-sets/{}", page.set.image_set);
    let head = Head::new(format!("Import of {}", page.ordered.what.file.name))
        .under("/image-sets", "Image sets")
        .under(&set, &page.set.name)
        .under(format!("{set}/annotations"), "Labels");
    wants.show(&head, &page)
}
