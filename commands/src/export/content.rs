//! What an export is made of, as its request says.

use domain::{
    export_format::{ExportFormat, FormatDefinition},
    formats::LabelledSet,
    snapshot::{Event, Snapshot},
    transfer::{Format, Request},
};

use super::{Exports, trouble::Trouble};

impl Exports {
    /// A snapshot is checked whenever it is read.
    pub(super) async fn check(&self, request: &Request) -> Result<(), Trouble> {
        let Some(snapshot) = request.snapshot else { return Ok(()) };
        let checked = self.snapshots.check(snapshot).await?;
        if checked.is_intact() {
            return Ok(());
        }
        tracing::error!(%snapshot, expected = %checked.expected, found = %checked.found.digest, "a snapshot has changed");
        Err(Trouble::Never(
            "the snapshot's content does not have its digest any more; the log must be verified".to_owned(),
        ))
    }

    pub(super) async fn set(&self, request: &Request) -> Result<LabelledSet, Trouble> {
        let views = &self.views;
        let set = views.labelled_set(request).await?;
        let set = set.ok_or_else(|| Trouble::Never("the image set was not there yet".to_owned()))?;
        let Some(id) = request.snapshot else { return Ok(set) };
        // Under the name it was taken with: a new name must not change old exports.
        let facts = views.log().events::<Snapshot>(id.uuid(), i64::MAX).await?;
        let name = facts.into_iter().find_map(|fact| match fact.event {
            Event::SnapshotTaken(taken) => Some(taken.name.to_string()),
            Event::SnapshotRenamed { .. } | Event::SnapshotWithdrawn {} => None,
        });
        Ok(LabelledSet { snapshot: name, ..set })
    }

    pub(super) async fn definition(&self, request: &Request) -> Result<Option<FormatDefinition>, Trouble> {
        let (Format::Template(id), Some(revision)) = (request.format, request.format_revision) else {
            return Ok(None);
        };
        let folded = self.views.log().fold::<ExportFormat>(id.uuid(), revision).await?;
        Ok(folded.state.parts().map(|(_, _, definition, _, _)| definition.clone()))
    }
}
