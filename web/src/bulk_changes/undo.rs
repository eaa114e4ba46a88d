//! Undoing a bulk change: looked at first, then ordered.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, bulk_change::ItemRefusal, undo::LeftAlone};
use domain::{AnnotationId, CorrelationId, Timestamp};
use projections::image_sets::SetLine;
use uuid::Uuid;

use super::{
    show::{Refused, refused, title},
    subjects::SHOWN,
};
use crate::{
    WebError,
    annotations::{LabelCard, Types, cards},
    extract::{Form, Path},
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "bulk_changes/undo.html")]
struct Page {
    id: Uuid,
    set: SetLine,
    now: Timestamp,
    /// What is to be undone.
    of: String,
    undone: i64,
    more: i64,
    cards: Vec<LabelCard>,
    left: i64,
    refused: Vec<Refused>,
}

impl Page {
    async fn load(commands: &Commands, viewer: &Viewer, id: Uuid) -> Result<Self, CommandError> {
        let ordered = commands.bulk_changes.find(viewer.account, id).await?;
        let plan = commands.undos.plan(viewer.account, CorrelationId::new(id)).await?;
        let labels = plan.undone.iter().filter_map(|(_, label)| label.map(AnnotationId::uuid));
        let left: Vec<_> = plan.left.iter().take(2 * SHOWN).map(told).collect();
        let count = |all: usize| i64::try_from(all).unwrap_or(i64::MAX);
        Ok(Self {
            id,
            set: commands.views().image_set(ordered.image_set).await?.ok_or(CommandError::NOT_FOUND)?,
            now: viewer.now,
            of: title(&ordered.what, &Types::load(commands.views()).await?),
            undone: count(plan.undone.len()),
            more: count(plan.undone.len().saturating_sub(SHOWN)),
            cards: cards(
                commands,
                ordered.image_set,
                &labels.take(SHOWN).collect::<Vec<_>>(),
                viewer.account,
            )
            .await?,
            left: count(plan.left.len()),
            refused: refused(commands, ordered.image_set, &left, viewer.account).await?,
        })
    }
}

fn told(left: &LeftAlone) -> ItemRefusal {
    ItemRefusal {
        subject: left.annotation.map_or(left.image.uuid(), AnnotationId::uuid),
        code: left.why.code().to_owned(),
        reason: left.why.to_string(),
        by: Some(left.why.by()),
        other: None,
    }
}

/// `GET /bulk-changes/{bulk_change}/undo`: what would be put back, before it is.
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<Uuid>,
) -> Result<Response, WebError> {
    let page = Page::load(&commands, &viewer, id).await?;
    let set = format!("/image-sets/{}", page.set.image_set);
    let head = Head::new("Undo")
        .under("/image-sets", "Image sets")
        .under(&set, &page.set.name)
        .under(format!("{set}/annotations"), "Labels")
        .under(format!("/bulk-changes/{id}"), &page.of);
    wants.show(&head, &page)
}

/// `POST /bulk-changes/{bulk_change}/undo`
pub async fn post(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(id): Path<Uuid>,
    form: Form,
) -> Result<Response, WebError> {
    commands.bulk_changes.find(viewer.account, id).await?;
    let job = commands.undos.request(viewer.caller(form.command), CorrelationId::new(id)).await?;
    Ok(wants.go(&format!("/bulk-changes/{job}")))
}
