//! An export whose file is not kept any more, made again.

use domain::{Action, TransferId};

use super::{Exports, quota::team_of_member};
use crate::{Caller, CommandError};

impl Exports {
    /// Orders the same export again: same set, position, selection, and revision of the format, hence the same bytes, unless
    /// the format writes down the id of the export.
    pub async fn again(&self, caller: Caller, id: TransferId) -> Result<TransferId, CommandError> {
        let caller = caller.asking(&("export again", id));
        let line = self.views.transfer(id).await?.ok_or(CommandError::NOT_FOUND)?;
        let request = line.state.request().ok_or(CommandError::NOT_FOUND)?.clone();
        let standing = self.permissions.on_set(caller.account, request.image_set, Action::Export).await?;
        if let Some(snapshot) = request.snapshot {
            self.usable(snapshot).await?;
        }
        self.order(caller, request, team_of_member(&standing)).await
    }
}
