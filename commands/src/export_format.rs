//! Teams' own export formats.

use domain::{
    AccountId, ExportFormatId, TeamAction, TeamId,
    export_format::{Command, ExportFormat, FormatDefinition},
};

use crate::{Caller, CommandError, Commands, Receipt, ids, store::StreamScope};

impl Commands {
    pub async fn define_export_format(
        &self,
        caller: Caller,
        team: TeamId,
        definition: FormatDefinition,
    ) -> Result<ExportFormatId, CommandError> {
        self.permit_in_team(caller.account, team, TeamAction::Create).await?;
        let id = ExportFormatId::new(ids::derive(caller.command, b"export_format"));
        self.on_export_format(caller, id, team, Command::Define { team, definition }).await?;
        Ok(id)
    }

    /// Revises, shares, unshares or deletes a format: one's own, or any as an admin of its team.
    pub async fn change_export_format(
        &self,
        caller: Caller,
        id: ExportFormatId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        match self.permit_to_change_format(caller.account, id).await {
            Ok(team) => self.on_export_format(caller, id, team, command).await,
            Err(denied) => self.same_again(caller, id.uuid(), denied).await,
        }
    }

    async fn permit_to_change_format(
        &self,
        by: AccountId,
        id: ExportFormatId,
    ) -> Result<TeamId, CommandError> {
        let line = self.views.export_format(id, by).await?.ok_or(CommandError::NOT_FOUND)?;
        let (action, team) =
            (TeamAction::ChangeFormat { own: line.author == by.uuid() }, TeamId::new(line.team));
        self.permit_in_team(by, team, action).await?;
        Ok(team)
    }

    async fn on_export_format(
        &self,
        caller: Caller,
        id: ExportFormatId,
        team: TeamId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        let scope = StreamScope { image_set: None, team: Some(team) };
        self.execute::<ExportFormat>(caller, id.uuid(), scope, command).await
    }
}
