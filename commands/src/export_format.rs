//! Teams' own export formats.

use domain::{
    AccountId, ExportFormatId, TeamAction, TeamId,
    export_format::{Command, ExportFormat, FormatDefinition},
};

use projections::Views;

use crate::{
    Caller, CommandError, Receipt, execute::Executor, ids, permit::Permissions, shared::Shared,
    store::StreamScope,
};

/// Defines and changes the export formats of teams.
#[derive(Clone)]
pub struct ExportFormats {
    executor: Executor,
    permissions: Permissions,
    views: Views,
}

impl ExportFormats {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            executor: shared.executor.clone(),
            permissions: shared.permissions.clone(),
            views: shared.views.clone(),
        }
    }

    pub async fn define(
        &self,
        caller: Caller,
        team: TeamId,
        definition: FormatDefinition,
    ) -> Result<ExportFormatId, CommandError> {
        self.permissions.in_team(caller.account, team, TeamAction::Create).await?;
        let id = ExportFormatId::new(ids::derive(caller.command, b"export_format"));
        self.execute(caller, id, team, Command::Define { team, definition }).await?;
        Ok(id)
    }

    /// Revises, shares, unshares or deletes a format: one's own, or any as an admin of its team.
    pub async fn change(
        &self,
        caller: Caller,
        id: ExportFormatId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        match self.permit_change(caller.account, id).await {
            Ok(team) => self.execute(caller, id, team, command).await,
            Err(denied) => {
                self.executor.same_again::<ExportFormat>(caller, id.uuid(), &command, denied).await
            }
        }
    }

    async fn permit_change(&self, by: AccountId, id: ExportFormatId) -> Result<TeamId, CommandError> {
        let line = self.views.export_format(id, by).await?.ok_or(CommandError::NOT_FOUND)?;
        let (action, team) =
            (TeamAction::ChangeFormat { own: line.author == by.uuid() }, TeamId::new(line.team));
        self.permissions.in_team(by, team, action).await?;
        Ok(team)
    }

    async fn execute(
        &self,
        caller: Caller,
        id: ExportFormatId,
        team: TeamId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        let scope = StreamScope { image_set: None, team: Some(team) };
        self.executor.execute::<ExportFormat>(caller, id.uuid(), scope, command).await
    }
}
