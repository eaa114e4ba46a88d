//! What one of the commands of a bulk change is about.

use domain::{AnnotationId, ImageId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A label that is changed, or an image on which one is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Subject {
    /// At the revision that was seen.
    Label(AnnotationId, u32),
    /// On which nothing was said of the type.
    Image(ImageId),
}

impl Subject {
    pub const fn uuid(self) -> Uuid {
        match self {
            Self::Label(label, _) => label.uuid(),
            Self::Image(image) => image.uuid(),
        }
    }

    pub const fn label(self) -> Option<AnnotationId> {
        match self {
            Self::Label(label, _) => Some(label),
            Self::Image(_) => None,
        }
    }

    pub const fn image(self) -> Option<ImageId> {
        match self {
            Self::Label(..) => None,
            Self::Image(image) => Some(image),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::CommandId;
    use serde_json::{from_value, json};
    use uuid::Uuid;

    use super::*;
    use crate::bulk_change::{BulkAction, BulkChange};

    const ID: Uuid = Uuid::from_u128(7);

    #[test]
    fn a_job_that_was_stored_before_images_could_be_meant_is_read() {
        let stored = json!({"image_set": ID, "action": {"do": "delete"}, "labels": [[ID, 2]], "command": ID});
        let job = BulkChange {
            image_set: ID.into(),
            action: BulkAction::Delete,
            subjects: vec![Subject::Label(ID.into(), 2)],
            command: CommandId::new(ID),
        };
        assert_eq!(from_value::<BulkChange>(stored).unwrap(), job);
    }

    #[test]
    fn images_and_labels_are_told_apart() {
        for subject in [Subject::Label(ID.into(), 1), Subject::Image(ID.into())] {
            assert_eq!(from_value::<Subject>(json!(subject)).unwrap(), subject);
        }
    }
}
