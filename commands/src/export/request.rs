//! What is to be exported, fixed before the job begins.

use domain::{
    AccountId, Action, ExportFormatId, Fact, ImageSetId, SnapshotId, TeamId, TransferId, export_format,
    formats::BuiltIn,
    snapshot::{Selection, Taken},
    transfer::{Command, Format, Request},
};

use projections::labelling::Cut;
use serde::Serialize;

use super::{ExportJob, Exports, quota::team_of_member};
use crate::{Caller, CommandError, ids, jobs::Order, seen_votes::SeenVotes, snapshot::tidy};

/// Of what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum ExportOf {
    Snapshot(SnapshotId),
    /// A set as it was at a log position; `None`: as it is.
    Set {
        set: ImageSetId,
        position: Option<i64>,
        selection: Selection,
    },
}

impl Exports {
    /// Orders an export. The job that writes it has the same id. Of `yolo` the labels decide which format that is.
    ///
    /// Job first: its payload is the whole request, so that nothing that is in the log waits for ever.
    pub async fn request(
        &self,
        caller: Caller,
        of: ExportOf,
        format: Format,
    ) -> Result<TransferId, CommandError> {
        let caller = caller.asking(&("export", &of, format));
        let (request, team) = self.settle(caller.account, of, format).await?;
        self.order(caller, request, team).await
    }

    /// For a request that says all, by somebody who may.
    pub(super) async fn order(
        &self,
        caller: Caller,
        request: Request,
        team: Option<TeamId>,
    ) -> Result<TransferId, CommandError> {
        let transfer = TransferId::new(ids::derive(caller.command, b"export"));
        if self.orders.executor.was_claimed(caller, transfer.uuid()).await? {
            return Ok(transfer);
        }
        self.has_room(caller.account, team).await?;
        let set = request.image_set;
        let order = Order { id: transfer.uuid(), owner: Some(caller.account), object: Some(set.uuid()) };
        let job = ExportJob {
            request: request.clone(),
            command: caller.command,
            asked: caller.asked,
            via: caller.via,
        };
        self.orders.enqueue(order, &job).await?;
        self.transfers.record(caller, transfer, set, Command::RequestExport(request)).await?;
        Ok(transfer)
    }

    async fn settle(
        &self,
        by: AccountId,
        of: ExportOf,
        format: Format,
    ) -> Result<(Request, Option<TeamId>), CommandError> {
        let (standing, position, selection, snapshot) = match of {
            ExportOf::Snapshot(id) => {
                let line = self.views.snapshot(id).await?.ok_or(CommandError::NOT_FOUND)?;
                let standing = self.permissions.on_set(by, line.taken.image_set, Action::Export).await?;
                SeenVotes::may_see_selected(&standing, &line.taken.selection)?;
                let taken = self.usable(id).await?;
                (standing, taken.position, taken.selection, Some(id))
            }
            ExportOf::Set { set, position, selection } => {
                let standing = self.permissions.on_set(by, set, Action::Export).await?;
                (standing, self.past(position).await?, tidy(selection)?, None)
            }
        };
        let image_set = standing.image_set;
        let format = match format {
            Format::BuiltIn(BuiltIn::Yolo) => {
                let labels = self.views.yolo_proposal(Cut::of(image_set, position, &selection)).await?;
                BuiltIn::Yolo.settled(labels).into()
            }
            definite => definite,
        };
        let format_revision = match format {
            Format::Template(id) => Some(self.format_revision(by, id, position).await?),
            Format::BuiltIn(_) => None,
        };
        let request = Request { image_set, position, selection, snapshot, format, format_revision };
        SeenVotes::may_request(&standing, &request)?;
        Ok((request, team_of_member(&standing)))
    }

    /// What a snapshot is of, unless it was withdrawn.
    pub(super) async fn usable(&self, id: SnapshotId) -> Result<Taken, CommandError> {
        let line = self.views.snapshot(id).await?.ok_or(CommandError::NOT_FOUND)?;
        if line.withdrawn {
            return Err(CommandError::conflict("withdrawn", "this snapshot was withdrawn"));
        }
        Ok(line.taken.0)
    }

    async fn past(&self, position: Option<i64>) -> Result<i64, CommandError> {
        let head = self.views.log().head().await?;
        match position {
            None => Ok(head),
            Some(position) if (1..=head).contains(&position) => Ok(position),
            Some(_) => {
                Err(CommandError::invalid("position", format!("the log has the positions 1 to {head}")))
            }
        }
    }

    /// The format as it was then; one that is younger, as it was first: later revisions change neither.
    async fn format_revision(
        &self,
        by: AccountId,
        id: ExportFormatId,
        position: i64,
    ) -> Result<i64, CommandError> {
        self.views.export_format(id, by).await?.ok_or(CommandError::NOT_FOUND)?;
        let facts = self.views.log().of_stream(id.uuid(), i64::MAX).await?;
        let revisions = facts.iter().filter(|recorded| {
            use export_format::Event::{ExportFormatDefined, ExportFormatRevised};
            matches!(
                recorded.fact,
                Fact::ExportFormat(_, ExportFormatDefined { .. } | ExportFormatRevised { .. })
            )
        });
        let positions: Vec<i64> = revisions.map(|recorded| recorded.position).collect();
        let then = positions.iter().rfind(|revision| **revision <= position);
        then.or(positions.first()).copied().ok_or(CommandError::NOT_FOUND)
    }
}
