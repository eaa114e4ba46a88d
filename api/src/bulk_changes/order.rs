//! Having many labels changed, or drawn.

use axum::{Json, extract::State, http::StatusCode};
use commands::Commands;
use domain::{Action, Digest, ImageSetId};
use serde::Deserialize;
use tracing::instrument;
use utoipa::ToSchema;

use super::{Change, Chosen, OrderedBulkChange, filter::Filter, images::ImageFilter, ordered, which};
use crate::{
    Problem,
    client::Client,
    extract::{Body, Path},
};

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
    post,
    path = "/api/v1/image-sets/{image_set}/bulk-changes",
    operation_id = "order_bulk_change",
    tag = "bulk changes",
    params(("image_set" = Uuid, Path)),
    request_body = NewBulkChange,
    responses((status = ACCEPTED, description = "A job does it", body = OrderedBulkChange)),
)]
#[instrument(name = "api.bulk_changes.order", skip_all, fields(image_set = %set))]
pub async fn post(
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
