//! Labels going out: asked for, written down by a job, kept for some time, and the same for ever.

mod again;
mod content;
mod file;
mod job;
mod name;
mod quota;
mod removal;
mod request;
mod spool;
mod trouble;
mod write;

use std::sync::Arc;

use projections::Views;
use sqlx::PgPool;

use self::quota::Quotas;
use crate::{
    blobs::Blobs, clock::Clock, jobs::JobOrders, permit::Permissions, shared::Shared, snapshot::Snapshots,
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
    pool: PgPool,
    clock: Arc<dyn Clock>,
    quotas: Quotas,
    /// After which a file is not kept any more.
    kept_days: u32,
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
            pool: shared.pool.clone(),
            clock: shared.clock.clone(),
            quotas: Quotas::from(&shared.settings.limits),
            kept_days: shared.settings.limits.kept_export_days,
        }
    }
}

pub use self::{
    file::ExportFile,
    job::{ExportJob, register},
    request::ExportOf,
};
