//! A bulk change: how far it is, what it changed, what it left alone.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{
    CommandError, Commands,
    bulk_change::{BulkAction, ItemRefusal, Ordered, Report, What},
    jobs::JobState,
};
use domain::{AccountId, CorrelationId, ImageSetId};
use projections::{Begun, image_sets::SetLine};
use uuid::Uuid;

use super::{
    query::order,
    subjects::{SHOWN, Subjects},
};
use crate::{
    WebError,
    annotations::{LabelCard, Types, cards},
    extract::Path,
    filters::{self, counted, sentence},
    history::{Day, Words, by_day},
    page::{Head, Wants},
    viewer::Viewer,
};

/// Facts that are told; the history of the set has them all.
const TOLD: i64 = 50;

#[derive(Template)]
#[template(path = "bulk_changes/show.html")]
struct Page {
    set: SetLine,
    ordered: Ordered,
    title: String,
    by: (String, String),
    own: bool,
    /// Whether the viewer may end the job.
    cancels: bool,
    /// What waits to be changed.
    waiting: Option<Subjects>,
    refused: Vec<Refused>,
    days: Vec<Day>,
    current: Option<i64>,
}

/// A label, or an image, that stayed as it is.
pub struct Refused {
    pub card: Option<LabelCard>,
    /// What the image is called, unless it is a label.
    pub image: Option<String>,
    pub subject: Uuid,
    pub reason: String,
    pub by: Option<(String, String)>,
    pub other: Option<Uuid>,
}

impl Page {
    async fn load(commands: &Commands, viewer: &Viewer, ordered: Ordered) -> Result<Self, CommandError> {
        let views = commands.views();
        let set = views.image_set(ordered.image_set).await?.ok_or(CommandError::NOT_FOUND)?;
        let by_client = matches!(ordered.what, What::Upload { .. });
        let (of, begun) = (CorrelationId::new(ordered.id), Begun { by: ordered.by, by_client });
        let facts = views.log().of_correlation(of, begun, 0, TOLD).await?;
        let refusals = ordered.report.as_ref().map_or(&[][..], |report| &report.refusals);
        let waiting = match (&ordered.what, ordered.job.state.is_over()) {
            (What::Change { subjects, .. }, false) => {
                Some(Subjects::load(commands, ordered.image_set, subjects, viewer.account).await?)
            }
            _ => None,
        };
        Ok(Self {
            title: title(&ordered.what, &Types::load(views).await?),
            by: Words::of_people(commands, vec![ordered.by]).await?.person(ordered.by),
            own: ordered.by == viewer.account,
            cancels: commands.cancellations.may_cancel(viewer.account, ordered.id).await?,
            waiting,
            refused: refused(commands, ordered.image_set, refusals, viewer.account).await?,
            days: by_day(&facts, &Words::load(commands, &facts, viewer.account).await?),
            current: None,
            set,
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

    /// What was done to those that did not stay as they were.
    const fn done_to_them(&self) -> &'static str {
        match self.ordered.what {
            What::Undo { .. } => "put back",
            What::LabelImport { .. } => "imported",
            What::Change { action: BulkAction::NotInImage { .. }, .. } => "marked",
            What::Change { .. } => "changed",
            What::Import { .. } | What::Upload { .. } => "added",
            What::Past => "done",
        }
    }

    fn unlisted(&self) -> i64 {
        let refused = self.report().map_or(0, Report::refused);
        i64::try_from(refused).unwrap_or(i64::MAX) - i64::try_from(self.refused.len()).unwrap_or_default()
    }
}

pub fn title(what: &What, types: &Types) -> String {
    match what {
        What::Change { action, subjects } => order(*action, subjects.len(), types),
        What::Undo { .. } => "Undo of a change".to_owned(),
        What::LabelImport { file } => format!("Import of labels from {file}"),
        What::Import { name } => format!("Import of {name}"),
        What::Upload { images } => {
            format!("Upload of {}", counted(i64::try_from(*images).unwrap_or(i64::MAX), "image"))
        }
        What::Past => "A bulk change, or an undo".to_owned(),
    }
}

/// The first of them, with their pictures.
pub async fn refused(
    commands: &Commands,
    set: ImageSetId,
    refusals: &[ItemRefusal],
    seen_by: AccountId,
) -> Result<Vec<Refused>, CommandError> {
    let refusals = &refusals[..refusals.len().min(2 * SHOWN)];
    let ids: Vec<_> = refusals.iter().map(|refusal| refusal.subject).collect();
    let mut shown: HashMap<_, _> =
        cards(commands, set, &ids, seen_by).await?.into_iter().map(|card| (card.id, card)).collect();
    let mut images: HashMap<_, _> = commands
        .views()
        .images_by_id(&ids)
        .await?
        .into_iter()
        .map(|image| (image.image, image.name))
        .collect();
    let people: Vec<AccountId> = refusals.iter().filter_map(|refusal| refusal.by).collect();
    let words = Words::of_people(commands, people).await?;
    let told = |refusal: &ItemRefusal| Refused {
        card: shown.remove(&refusal.subject),
        image: images.remove(&refusal.subject),
        subject: refusal.subject,
        reason: sentence(&refusal.reason),
        by: refusal.by.map(|by| words.person(by)),
        other: refusal.other,
    };
    Ok(refusals.iter().map(told).collect())
}

/// `GET /bulk-changes/{bulk_change}`: how far it is, and what became of it.
pub async fn page(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<Uuid>,
) -> Result<Response, WebError> {
    let ordered = commands.bulk_changes.find(viewer.account, id).await?;
    let page = Page::load(&commands, &viewer, ordered).await?;
    let set = format!("/image-sets/{}", page.set.image_set);
    let head = Head::new(&page.title)
        .under("/image-sets", "Image sets")
        .under(&set, &page.set.name)
        .under(format!("{set}/annotations"), "Labels");
    wants.show(&head, &page)
}
