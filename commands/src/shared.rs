//! What several services are made of.

use std::sync::Arc;

use projections::{Reading, Views};
use sqlx::PgPool;

use crate::{
    Settings, blobs::Blobs, clock::Clock, desk::Desk, execute::Executor, jobs::JobOrders,
    permit::Permissions, pictures::ImageProcessor, session_cache::SessionCache,
};

/// Each service takes from it what it needs, and nothing else.
pub(crate) struct Shared {
    pub pool: PgPool,
    pub reading: Reading,
    pub views: Views,
    pub clock: Arc<dyn Clock>,
    pub desk: Desk,
    pub sessions: Arc<SessionCache>,
    pub executor: Executor,
    pub permissions: Permissions,
    pub orders: JobOrders,
    pub blobs: Blobs,
    pub processor: ImageProcessor,
    pub settings: Settings,
}
