//! Looking what a bulk change would change, and having it done.

use axum::{Json, extract::State, http::StatusCode};
use commands::Commands;
use domain::{Action, Digest, ImageSetId};
use serde::{Deserialize, Serialize};
use tracing::instrument;
use utoipa::ToSchema;

use super::{Change, Chosen, OrderedBulkChange, filter::Filter, images::ImageFilter, ordered, which};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
    route::LISTED,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPreview {
    change: Change,
    /// At most 1,000 labels, chosen one by one.
    annotations: Option<Vec<Chosen>>,
    filter: Option<Filter>,
    /// For `not_in_image`, and for nothing else.
    images: Option<ImageFilter>,
}

/// What a bulk change would change.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkChangePreview {
    /// Labels that would be changed, or drawn: one on each image.
    annotations: usize,
    /// So many are so already.
    unchanged: usize,
    /// Stands for exactly these labels, or images, and this change; the bulk change must name it.
    seen: String,
}

/// Look what a bulk change would change. Nothing is changed.
#[utoipa::path(
    post, path = LISTED,
    responses((status = OK, description = "What would be changed", body = BulkChangePreview)),
)]
pub async fn preview(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    Body(NewPreview { change, annotations, filter, images }): Body<NewPreview>,
) -> Result<Json<BulkChangePreview>, Problem> {
    commands.permissions.on_set(client.account, set, Action::Govern).await?;
    let (caller, which) = (client.caller(&commands), which(annotations, filter, images)?);
    let preview = commands.bulk_changes.preview(caller, set, &which, change.into()).await?;
    Ok(Json(BulkChangePreview {
        annotations: preview.subjects.len(),
        unchanged: preview.unchanged,
        seen: preview.fingerprint.to_string(),
    }))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBulkChange {
    change: Change,
    /// At most 1,000 labels, chosen one by one.
    annotations: Option<Vec<Chosen>>,
    filter: Option<Filter>,
    /// For `not_in_image`, and for nothing else.
    images: Option<ImageFilter>,
    /// From the preview. If others are meant by now, nothing is changed.
    seen: String,
}

/// Change many labels at once, or mark many images as being without a thing, as a job.
#[utoipa::path(
    post, path = LISTED,
    responses((status = ACCEPTED, description = "A job does it", body = OrderedBulkChange)),
)]
#[instrument(name = "api.bulk_changes.order", skip_all, fields(image_set = %set))]
pub async fn order(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
    Body(NewBulkChange { change, annotations, filter, images, seen }): Body<NewBulkChange>,
) -> Result<(StatusCode, Json<OrderedBulkChange>), Problem> {
    commands.permissions.on_set(client.account, set, Action::Govern).await?;
    let which = which(annotations, filter, images)?;
    let seen: Digest =
        seen.parse().map_err(|_| Problem::invalid("seen", "seen must be that of a preview"))?;
    let caller = client.caller(&commands);
    Ok(ordered(commands.bulk_changes.request(caller, set, &which, change.into(), seen).await?))
}
