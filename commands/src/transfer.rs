//! Imports and exports in the log: each is begun once and ended once.

use domain::{
    ImageSetId, TransferId,
    transfer::{Command, Transfer},
};
use projections::Views;
use sqlx::PgPool;

use crate::{Caller, CommandError, Receipt, execute::Executor, shared::Shared, store::StreamScope};

/// Writes down in the log what became of imports and exports.
#[derive(Clone)]
pub struct Transfers {
    pub(crate) executor: Executor,
    pub(crate) views: Views,
    pub(crate) pool: PgPool,
}

impl Transfers {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self { executor: shared.executor.clone(), views: shared.views.clone(), pool: shared.pool.clone() }
    }

    /// Asked by jobs on behalf of whoever ordered them: permission was asked when they did.
    pub(crate) async fn record(
        &self,
        caller: Caller,
        transfer: TransferId,
        set: ImageSetId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        let standing = self.views.standing_to_set(set, caller.account).await?;
        let team = standing.and_then(|standing| standing.team);
        let scope = StreamScope { image_set: Some(set), team };
        self.executor.execute::<Transfer>(caller, transfer.uuid(), scope, command).await
    }
}
