//! Looking before changing.

use axum::{Json, extract::State};
use commands::Commands;
use domain::{Action, ImageSetId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Change, Chosen, filter::Filter, images::ImageFilter, which};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
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
    post,
    path = "/api/v1/image-sets/{image_set}/bulk-change-previews",
    operation_id = "preview_bulk_change",
    tag = "bulk changes",
    params(("image_set" = Uuid, Path)),
    request_body = NewPreview,
    responses((status = OK, description = "What would be changed", body = BulkChangePreview)),
)]
pub async fn post(
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
