//! An export as the API shows it.

use std::collections::BTreeMap;

use axum::{Json, http::StatusCode};
use chrono::{DateTime, Utc};
use commands::Commands;
use domain::{
    SnapshotId, TransferId,
    transfer::{Removal, Request, Transfer},
};
use projections::transfers::TransferLine;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::format::Format;
use crate::{Problem, selection::Selection};

/// An export and how far it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Export {
    export: Uuid,
    image_set: Uuid,
    /// `exporting`, `exported`, `failed`; `deleted` by somebody, or `expired`.
    state: &'static str,
    format: Format,
    /// Facts up to and including this log position count.
    position: i64,
    selection: Selection,
    snapshot: Option<Uuid>,
    requested_by: Uuid,
    requested_at: DateTime<Utc>,
    finished_at: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<ExportedFile>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// The bytes: the same for ever.
#[derive(Debug, Serialize, ToSchema)]
pub struct ExportedFile {
    name: String,
    /// SHA-256, in hexadecimal.
    digest: String,
    bytes: u64,
    /// What the format could not carry, and how often.
    left_out: BTreeMap<String, u64>,
    /// Where it is, as long as it is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    /// Since when it is kept no more. The same export asked for again has the same bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_at: Option<DateTime<Utc>>,
}

/// An export that was asked for. The job that writes it has the same id.
#[derive(Debug, Serialize, ToSchema)]
pub struct RequestedExport {
    export: Uuid,
    job: Uuid,
    /// As it will be written.
    format: Format,
}

pub(super) async fn requested(
    id: TransferId,
    commands: &Commands,
) -> Result<(StatusCode, Json<RequestedExport>), Problem> {
    let line = commands.views().transfer(id).await?.ok_or_else(Problem::not_found)?;
    let format = Export::of(line).ok_or_else(Problem::not_found)?.format;
    let (export, job) = (id.uuid(), id.uuid());
    Ok((StatusCode::ACCEPTED, Json(RequestedExport { export, job, format })))
}

impl Export {
    /// `None`: it is an import.
    pub(super) fn of(line: TransferLine) -> Option<Self> {
        let id = line.transfer;
        let (state, request, file, reason) = match line.state.0 {
            Transfer::Exporting { request, .. } => ("exporting", request, None, None),
            Transfer::Failed { request, reason, .. } => ("failed", request, None, Some(reason)),
            Transfer::Deleted { request, file_name: name, digest, bytes, left_out, why, deleted, .. } => {
                let state = match why {
                    Removal::Deleted => "deleted",
                    Removal::Expired => "expired",
                };
                let digest = digest.to_string();
                let file =
                    ExportedFile { name, digest, bytes, left_out, link: None, deleted_at: Some(deleted.at) };
                (state, request, Some(file), None)
            }
            Transfer::Exported { request, file_name: name, digest, bytes, left_out, .. } => {
                let (digest, address) = (digest.to_string(), format!("/api/v1/exports/{id}/file"));
                (
                    "exported",
                    request,
                    Some(ExportedFile {
                        name,
                        digest,
                        bytes,
                        left_out,
                        link: Some(address),
                        deleted_at: None,
                    }),
                    None,
                )
            }
            Transfer::Unknown
            | Transfer::Importing { .. }
            | Transfer::Imported { .. }
            | Transfer::ImportFailed { .. } => return None,
        };
        let Request { image_set, position, selection, snapshot, format, .. } = *request;
        Some(Self {
            export: id,
            image_set: image_set.uuid(),
            state,
            format: Format(format),
            position,
            selection: selection.into(),
            snapshot: snapshot.map(SnapshotId::uuid),
            requested_by: line.requested_by,
            requested_at: line.started_at,
            finished_at: line.finished_at,
            file,
            reason,
        })
    }
}
