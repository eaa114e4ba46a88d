//! The finished file.

use std::collections::BTreeMap;

use domain::{
    Digest, ImageSetId, TransferId,
    transfer::{Removal, Transfer},
};

use super::Exports;
use crate::CommandError;

/// A file to be downloaded. Its bytes lie in the storage under the digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Whoever downloads it needs the right to export this set.
    pub image_set: ImageSetId,
    pub name: String,
    pub media_type: &'static str,
    pub digest: Digest,
    pub bytes: u64,
    /// What the format could not carry, and how often; see `domain::formats::Loss`.
    pub left_out: BTreeMap<String, u64>,
}

impl Exports {
    pub async fn file(&self, transfer: TransferId) -> Result<ExportFile, CommandError> {
        let line = self.views.transfer(transfer).await?.ok_or(CommandError::NOT_FOUND)?;
        match line.state.0 {
            Transfer::Exported { request, file_name: name, digest, bytes, left_out, .. } => {
                let media_type = request.format.packaging().media_type;
                Ok(ExportFile { image_set: request.image_set, name, media_type, digest, bytes, left_out })
            }
            Transfer::Deleted { why: Removal::Deleted, .. } => {
                Err(CommandError::gone("export_deleted", "this export was deleted; it can be made again"))
            }
            Transfer::Deleted { why: Removal::Expired, .. } => {
                let why = "this export was kept for as long as exports are; it can be made again";
                Err(CommandError::gone("export_expired", why))
            }
            Transfer::Exporting { .. } => {
                Err(CommandError::conflict("not_finished", "this export is not finished yet"))
            }
            Transfer::Failed { reason, .. } => Err(CommandError::conflict("failed", reason)),
            Transfer::Unknown
            | Transfer::Importing { .. }
            | Transfer::Imported { .. }
            | Transfer::ImportFailed { .. } => Err(CommandError::NOT_FOUND),
        }
    }
}
