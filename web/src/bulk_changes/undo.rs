//! Undoing a bulk change: looked at first, then ordered.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, bulk_change::ItemRefusal, undo::LeftAlone};
use domain::{AnnotationId, CorrelationId, Timestamp};
use projections::{image_sets::SetLine, images::ImageLine};
use uuid::Uuid;

use super::{
    put_back::{summary, words},
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
    /// What is done, and to how many.
    summary: Vec<String>,
    cards: Vec<(LabelCard, String)>,
    images: Vec<(ImageLine, String)>,
    left: i64,
    refused: Vec<Refused>,
}

impl Page {
    async fn load(commands: &Commands, viewer: &Viewer, id: Uuid) -> Result<Self, CommandError> {
        let ordered = commands.bulk_changes.find(viewer.account, id).await?;
        let plan = commands.undos.plan(viewer.account, CorrelationId::new(id)).await?;
        let types = Types::load(commands.views()).await?;
        let shown: HashMap<Uuid, String> = plan
            .undone
            .iter()
            .take(SHOWN)
            .map(|back| (back.annotation.map_or(back.image.uuid(), AnnotationId::uuid), words(back, &types)))
            .collect();
        let ids: Vec<_> = shown.keys().copied().collect();
        let said = |id: &Uuid| shown.get(id).cloned().unwrap_or_default();
        let cards = cards(commands, ordered.image_set, &ids, viewer.account).await?;
        let images = commands.views().images_by_id(&ids).await?;
        let left: Vec<_> = plan.left.iter().take(2 * SHOWN).map(told).collect();
        let count = |all: usize| i64::try_from(all).unwrap_or(i64::MAX);
        Ok(Self {
            id,
            set: commands.views().image_set(ordered.image_set).await?.ok_or(CommandError::NOT_FOUND)?,
            now: viewer.now,
            of: title(&ordered.what, &types),
            undone: count(plan.undone.len()),
            more: count(plan.undone.len().saturating_sub(SHOWN)),
            summary: summary(&plan.undone),
            cards: cards.into_iter().map(|card| (card.clone(), said(&card.id))).collect(),
            images: images.into_iter().map(|image| (image.clone(), said(&image.image))).collect(),
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
