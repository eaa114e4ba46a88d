//! Snapshots: a position and a selection, and the digest of what they hold.

use domain::{
    Action, Digest, ImageSetId, Name, SnapshotId, Text,
    snapshot::{Command, Selection, Snapshot, Taken},
};
use projections::{
    Views,
    labelling::{Content, Cut},
    proof::{ProofError, Tiles},
    snapshots::SnapshotLine,
};

use crate::{
    Caller, CommandError, Receipt, execute::Executor, ids, permit::Permissions, seen_votes::SeenVotes,
    shared::Shared, store::StreamScope,
};

/// A selection is stored with every snapshot and export that it is of.
const MOST_TYPES: usize = 1_000;
const MOST_IMAGES: usize = 10_000;

/// Whether a snapshot still holds what it held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    pub expected: Digest,
    pub found: Content,
}

impl Checked {
    pub fn is_intact(&self) -> bool {
        self.expected == self.found.digest
    }
}

/// Takes snapshots and checks them.
#[derive(Clone)]
pub struct Snapshots {
    executor: Executor,
    permissions: Permissions,
    views: Views,
    tiles: Tiles,
}

impl Snapshots {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self {
            executor: shared.executor.clone(),
            permissions: shared.permissions.clone(),
            views: shared.views.clone(),
            tiles: Tiles::new(shared.pool.clone()),
        }
    }

    /// Names what the set holds at this moment. It never changes.
    pub async fn take(
        &self,
        caller: Caller,
        set: ImageSetId,
        name: Name,
        note: Text,
        selection: Selection,
    ) -> Result<SnapshotId, CommandError> {
        let standing = self.permissions.on_set(caller.account, set, Action::TakeSnapshot).await?;
        SeenVotes::may_select(&standing, &selection)?;
        let selection = tidy(selection)?;
        let caller = caller.asking(&("take snapshot", set, &name, &note, &selection));
        let position = self.views.log().head().await?;
        let cut = Cut::of(set, position, &selection);
        let Content { digest, images, annotations } = self.views.content(cut).await?;
        let root = self.root_at(position).await?;
        let taken =
            Taken { image_set: set, name, note, position, selection, digest, root, images, annotations };
        let id = SnapshotId::new(ids::derive(caller.command, b"snapshot"));
        let scope = StreamScope { image_set: Some(set), team: standing.team };
        self.executor.execute::<Snapshot>(caller, id.uuid(), scope, Command::Take(taken)).await?;
        Ok(id)
    }

    pub async fn rename(
        &self,
        caller: Caller,
        id: SnapshotId,
        name: Name,
        note: Text,
    ) -> Result<Receipt, CommandError> {
        self.change(caller, id, Command::Rename { name, note }).await
    }

    /// Takes it off the list; what was exported from it stays what it is.
    pub async fn withdraw(&self, caller: Caller, id: SnapshotId) -> Result<Receipt, CommandError> {
        self.change(caller, id, Command::Withdraw).await
    }

    /// Computes a snapshot's content anew and compares.
    pub async fn check(&self, id: SnapshotId) -> Result<Checked, CommandError> {
        let SnapshotLine { taken, .. } = self.views.snapshot(id).await?.ok_or(CommandError::NOT_FOUND)?;
        let found = self.views.content(&taken.0).await?;
        Ok(Checked { expected: taken.digest, found })
    }

    async fn change(
        &self,
        caller: Caller,
        id: SnapshotId,
        command: Command,
    ) -> Result<Receipt, CommandError> {
        let line = self.views.snapshot(id).await?.ok_or(CommandError::NOT_FOUND)?;
        let set = line.taken.image_set;
        let standing = self.permissions.on_set(caller.account, set, Action::TakeSnapshot).await?;
        let scope = StreamScope { image_set: Some(set), team: standing.team };
        self.executor.execute::<Snapshot>(caller, id.uuid(), scope, command).await
    }

    /// Root of the Merkle tree over the log as it was at a position.
    async fn root_at(&self, position: i64) -> Result<Digest, CommandError> {
        self.tiles.catch_up(position).await.map_err(broken)?;
        self.tiles.root_at(position).await.map_err(broken)
    }
}

fn broken(error: ProofError) -> CommandError {
    match error {
        ProofError::Database(error) => error.into(),
        error => CommandError::Broken(error.to_string()),
    }
}

/// The same selection, however it was put together.
pub(crate) fn tidy(mut selection: Selection) -> Result<Selection, CommandError> {
    selection.annotation_types.sort_unstable();
    selection.annotation_types.dedup();
    selection.images.sort_unstable();
    selection.images.dedup();
    if selection.annotation_types.len() > MOST_TYPES {
        return Err(CommandError::invalid(
            "selection",
            format!("at most {MOST_TYPES} annotation types can be selected"),
        ));
    }
    if selection.images.len() > MOST_IMAGES {
        return Err(CommandError::invalid(
            "selection",
            format!("at most {MOST_IMAGES} images can be selected"),
        ));
    }
    Ok(selection)
}
