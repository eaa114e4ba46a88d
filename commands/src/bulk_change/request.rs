//! What is meant, settled: first to show it, then to have it done.

use std::collections::HashMap;

use domain::{Action, AnnotationId, Class, Digest, ImageSetId};
use projections::annotations::Target;
use uuid::Uuid;

use super::{BulkChange, Deed, Which};
use crate::{Caller, CommandError, Commands, Refused, ids, jobs::Order};

/// What one job takes on: the list is stored with it.
const MOST: usize = 250_000;
const MOST_CHOSEN: usize = 1_000;

/// What a bulk change would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Label by label, at the revision that counts.
    pub labels: Vec<(AnnotationId, u32)>,
    /// So many are so already and are left alone.
    pub unchanged: usize,
    /// Stands for exactly these labels and this change.
    pub fingerprint: Digest,
}

/// What was shown to whoever asks, so that nothing else is done.
pub type Seen = Digest;

impl Commands {
    /// Shows what a bulk change would change; changes nothing.
    pub async fn preview_bulk_change(
        &self,
        caller: Caller,
        set: ImageSetId,
        which: &Which,
        deed: Deed,
    ) -> Result<Preview, CommandError> {
        self.permit(caller.account, set, Action::Govern).await?;
        self.check(deed).await?;
        let (labels, unchanged) = self.settle(set, which, deed).await?;
        Ok(Preview { fingerprint: fingerprint(set, deed, &labels), labels, unchanged })
    }

    /// Orders a bulk change; the job that does it is answered. It changes what was seen, or nothing.
    pub async fn request_bulk_change(
        &self,
        caller: Caller,
        set: ImageSetId,
        which: &Which,
        deed: Deed,
        seen: Seen,
    ) -> Result<Uuid, CommandError> {
        let id = ids::derive(caller.command, b"bulk_change");
        if let Some(known) = self.jobs().find(id).await? {
            return if known.owner == Some(caller.account) { Ok(id) } else { Err(CommandError::NOT_FOUND) };
        }
        let preview = self.preview_bulk_change(caller, set, which, deed).await?;
        if preview.labels.is_empty() {
            return Err(CommandError::conflict("nothing_to_change", "there is no label to change"));
        }
        if preview.fingerprint != seen {
            return Err(CommandError::conflict(
                "selection_changed",
                "other labels are meant now than when you looked: look again",
            ));
        }
        let job = BulkChange { image_set: set, deed, labels: preview.labels, command: caller.command };
        let order = Order { id, owner: Some(caller.account), object: Some(set.uuid()) };
        self.order(order, &job).await?;
        Ok(id)
    }

    async fn check(&self, deed: Deed) -> Result<(), CommandError> {
        match deed {
            Deed::Retype { annotation_type } if !self.spec(annotation_type).await?.active => {
                Err(CommandError::invalid("annotation_type", "this annotation type is not active"))
            }
            Deed::Mark { blurred: None, concealed: None } => {
                Err(CommandError::invalid("blurred", "say which mark is to be set or taken away"))
            }
            _ => Ok(()),
        }
    }

    async fn settle(
        &self,
        set: ImageSetId,
        which: &Which,
        deed: Deed,
    ) -> Result<(Vec<(AnnotationId, u32)>, usize), CommandError> {
        let (found, gone) = match which {
            Which::Filter(filter) if filter.is_empty() => {
                return Err(CommandError::Refused(Refused {
                    class: Class::Invalid,
                    code: "no_filter",
                    field: Some("filter"),
                    subject: None,
                    message: "name a filter, or choose labels: all labels of a set are not changed at once"
                        .to_owned(),
                }));
            }
            Which::Filter(filter) => {
                let limit = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
                (self.views().targets(set, filter, limit).await?, vec![])
            }
            Which::Chosen(chosen) => self.chosen(set, chosen).await?,
        };
        if found.len() > MOST {
            return Err(CommandError::invalid(
                "filter",
                format!("at most {MOST} labels can be changed at once: narrow the filter"),
            ));
        }
        let all = found.len();
        let mut labels: Vec<_> = found.into_iter().filter(|label| !deed.is_done(label)).map(at).collect();
        let unchanged = all - labels.len();
        labels.extend(gone);
        Ok((labels, unchanged))
    }

    /// At the revisions that were seen. What is gone by now is kept, for the job to say so; what never was in the set
    /// is as unknown as what never was.
    async fn chosen(
        &self,
        set: ImageSetId,
        chosen: &[(AnnotationId, u32)],
    ) -> Result<(Vec<Target>, Vec<(AnnotationId, u32)>), CommandError> {
        if chosen.is_empty() {
            return Err(CommandError::invalid("annotations", "choose at least one label"));
        }
        if chosen.len() > MOST_CHOSEN {
            return Err(CommandError::invalid(
                "annotations",
                format!("at most {MOST_CHOSEN} labels can be chosen one by one: use a filter"),
            ));
        }
        let mut seen: HashMap<Uuid, u32> =
            chosen.iter().map(|(id, revision)| (id.uuid(), *revision)).collect();
        let ids: Vec<_> = seen.keys().copied().collect();
        if self.views().drawn_in(set, &ids).await? < ids.len() {
            return Err(CommandError::invalid("annotations", "there is no such label in this image set"));
        }
        let mut found = self.views().chosen_targets(set, &ids).await?;
        for label in &mut found {
            let revision = seen.remove(&label.annotation).unwrap_or_default();
            label.revision = revision.cast_signed();
        }
        let mut gone: Vec<_> =
            seen.into_iter().map(|(id, revision)| (AnnotationId::new(id), revision)).collect();
        gone.sort_unstable();
        Ok((found, gone))
    }
}

fn at(label: Target) -> (AnnotationId, u32) {
    (AnnotationId::new(label.annotation), label.revision.cast_unsigned())
}

fn fingerprint(set: ImageSetId, deed: Deed, labels: &[(AnnotationId, u32)]) -> Digest {
    let mut sorted = labels.to_vec();
    sorted.sort_unstable();
    Digest::of(serde_json::json!([set, deed, sorted]).to_string().as_bytes())
}
