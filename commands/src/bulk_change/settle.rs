//! What exactly is meant, as things stand.

use std::collections::HashMap;

use domain::{
    AnnotationId, AnnotationTypeId, Class, ImageId, ImageSetId,
    filter::{ImageCondition, ImageFilter},
};
use projections::{annotations::Target, images::ImagePlace};
use uuid::Uuid;

use super::{BulkAction, BulkChanges, Subject, Which};
use crate::{CommandError, Refused};

/// What one job takes on: the list is stored with it.
const MOST: usize = 250_000;
/// Most labels that are chosen one by one.
pub const MOST_CHOSEN: usize = 1_000;

/// What is to be changed, and how many of those that are meant are so already.
type Settled = (Vec<Subject>, usize);

impl BulkChanges {
    pub(super) async fn settle(
        &self,
        set: ImageSetId,
        which: &Which,
        action: BulkAction,
    ) -> Result<Settled, CommandError> {
        match (which, action) {
            (Which::Images(filter), BulkAction::NotInImage { annotation_type }) => {
                Ok((self.without(set, filter, annotation_type).await?, 0))
            }
            (_, BulkAction::NotInImage { .. }) => Err(mismatch()),
            _ => self.labels(set, which, action).await,
        }
    }

    /// Images of which nobody has said where the thing is, nor that it is not there.
    async fn without(
        &self,
        set: ImageSetId,
        filter: &ImageFilter,
        annotation_type: AnnotationTypeId,
    ) -> Result<Vec<Subject>, CommandError> {
        let filter = filter.clone().and(ImageCondition::without(annotation_type));
        let found = self.views.waiting(set, &filter, &ImagePlace::default(), limit()).await?;
        at_most(found.len(), "images")?;
        Ok(found.into_iter().map(|place| Subject::Image(ImageId::new(place.image))).collect())
    }

    async fn labels(
        &self,
        set: ImageSetId,
        which: &Which,
        action: BulkAction,
    ) -> Result<Settled, CommandError> {
        let (found, gone) = match which {
            Which::Filter(filter) if filter.finds_all() => {
                return Err(CommandError::Refused(Refused {
                    class: Class::Invalid,
                    code: "no_filter",
                    field: Some("filter"),
                    subject: None,
                    message: "name a filter, or choose labels: all labels of a set are not changed at once"
                        .to_owned(),
                }));
            }
            Which::Filter(filter) => (self.views.targets(set, filter, limit()).await?, vec![]),
            Which::Chosen(chosen) => self.chosen(set, chosen).await?,
            Which::Images(_) => return Err(mismatch()),
        };
        at_most(found.len(), "labels")?;
        let all = found.len();
        let mut labels: Vec<_> = found.into_iter().filter(|label| !action.is_done(label)).map(at).collect();
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
    ) -> Result<(Vec<Target>, Vec<Subject>), CommandError> {
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
        if self.views.drawn_in(set, &ids).await? < ids.len() {
            return Err(CommandError::invalid("annotations", "there is no such label in this image set"));
        }
        let mut found = self.views.chosen_targets(set, &ids).await?;
        for label in &mut found {
            let revision = seen.remove(&label.annotation).unwrap_or_default();
            label.revision = revision.cast_signed();
        }
        let mut gone: Vec<_> =
            seen.into_iter().map(|(id, revision)| Subject::Label(AnnotationId::new(id), revision)).collect();
        gone.sort_unstable();
        Ok((found, gone))
    }
}

/// Of all deeds one is done to images, and that one to nothing else.
pub(super) fn mismatch() -> CommandError {
    CommandError::invalid("change", "only that something is not in the image can be said of images")
}

fn at_most(found: usize, what: &str) -> Result<(), CommandError> {
    if found > MOST {
        let message = format!("at most {MOST} {what} can be changed at once: narrow the filter");
        return Err(CommandError::invalid("filter", message));
    }
    Ok(())
}

/// One more than is allowed, to see that there are more.
fn limit() -> i64 {
    i64::try_from(MOST + 1).unwrap_or(i64::MAX)
}

fn at(label: Target) -> Subject {
    Subject::Label(AnnotationId::new(label.annotation), label.revision.cast_unsigned())
}
