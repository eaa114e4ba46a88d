//! Labels going out: asked for, written down by a job, kept, and the same for ever.

mod content;
mod file;
mod job;
mod name;
mod request;
mod spool;
mod trouble;
mod write;

use projections::Views;

use crate::{
    blobs::Blobs, jobs::JobOrders, permit::Permissions, shared::Shared, snapshot::Snapshots,
    transfer::Transfers,
};

/// Takes requests for exports and writes them.
#[derive(Clone)]
pub struct Exports {
    views: Views,
    permissions: Permissions,
    snapshots: Snapshots,
    transfers: Transfers,
    orders: JobOrders,
    blobs: Blobs,
    /// That one export may write.
    most_bytes: u64,
}

impl Exports {
    pub(crate) fn new(shared: &Shared, snapshots: &Snapshots, transfers: &Transfers) -> Self {
        Self {
            views: shared.views.clone(),
            permissions: shared.permissions.clone(),
            snapshots: snapshots.clone(),
            transfers: transfers.clone(),
            orders: shared.orders.clone(),
            blobs: shared.blobs.clone(),
            most_bytes: shared.settings.limits.export_bytes,
        }
    }
}

pub use self::{
    file::ExportFile,
    job::{ExportJob, register},
    request::ExportOf,
};
