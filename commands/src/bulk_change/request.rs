//! What is meant, settled: first to show it, then to have it done.

use domain::{Action, Digest, ImageSetId};
use uuid::Uuid;

use super::{BulkAction, BulkChange, BulkChanges, Subject, Which};
use crate::{Caller, CommandError, ids, jobs::Order};

/// What a bulk change would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// One by one; labels at the revision that counts.
    pub subjects: Vec<Subject>,
    /// So many are so already and are left alone.
    pub unchanged: usize,
    /// Stands for exactly these and this change.
    pub fingerprint: Digest,
}

/// What was shown to whoever asks, so that nothing else is done.
pub type PreviewDigest = Digest;

impl BulkChanges {
    /// Shows what a bulk change would change; changes nothing.
    pub async fn preview(
        &self,
        caller: Caller,
        set: ImageSetId,
        which: &Which,
        action: BulkAction,
    ) -> Result<Preview, CommandError> {
        self.permissions.on_set(caller.account, set, Action::Govern).await?;
        self.check(action).await?;
        let (subjects, unchanged) = self.settle(set, which, action).await?;
        Ok(Preview { fingerprint: fingerprint(set, action, &subjects), subjects, unchanged })
    }

    /// Orders a bulk change; the job that does it is answered. It changes what was seen, or nothing.
    pub async fn request(
        &self,
        caller: Caller,
        set: ImageSetId,
        which: &Which,
        action: BulkAction,
        seen: PreviewDigest,
    ) -> Result<Uuid, CommandError> {
        let id = ids::derive(caller.command, b"bulk_change");
        // What was seen stands for which labels are meant.
        let caller = caller.asking(&("bulk change", set, action, seen));
        if self.orders.was_placed(caller, id).await? {
            return Ok(id);
        }
        let preview = self.preview(caller, set, which, action).await?;
        if preview.subjects.is_empty() {
            return Err(CommandError::conflict("nothing_to_change", "there is nothing to change"));
        }
        if preview.fingerprint != seen {
            return Err(CommandError::conflict(
                "selection_changed",
                "other labels or images are meant now than when you looked: look again",
            ));
        }
        let job = BulkChange { image_set: set, action, subjects: preview.subjects, command: caller.command };
        let order = Order { id, owner: Some(caller.account), object: Some(set.uuid()) };
        self.orders.place(caller, order, &job).await?;
        Ok(id)
    }

    async fn check(&self, action: BulkAction) -> Result<(), CommandError> {
        match action {
            BulkAction::Retype { annotation_type } | BulkAction::NotInImage { annotation_type }
                if !self.types.spec(annotation_type).await?.active =>
            {
                Err(CommandError::invalid("annotation_type", "this annotation type is not active"))
            }
            BulkAction::Mark { blurred: None, concealed: None } => {
                Err(CommandError::invalid("blurred", "say which mark is to be set or taken away"))
            }
            _ => Ok(()),
        }
    }
}

fn fingerprint(set: ImageSetId, action: BulkAction, subjects: &[Subject]) -> Digest {
    let mut sorted = subjects.to_vec();
    sorted.sort_unstable();
    Digest::of(serde_json::json!([set, action, sorted]).to_string().as_bytes())
}
