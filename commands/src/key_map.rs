//! Which keys somebody labels with.

use domain::AccountId;
use sqlx::PgPool;

use crate::desk::key_maps::{self, KeyMap};
use crate::shared::Shared;

/// Keeps everybody's keys.
#[derive(Clone)]
pub struct KeyMaps {
    pool: PgPool,
}

impl KeyMaps {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self { pool: shared.pool.clone() }
    }

    /// Whoever chose nothing has the default.
    pub async fn find(&self, account: AccountId) -> sqlx::Result<KeyMap> {
        key_maps::find(&self.pool, account).await
    }

    pub async fn keep(&self, account: AccountId, map: &KeyMap) -> sqlx::Result<()> {
        key_maps::keep(&self.pool, account, map).await
    }
}
