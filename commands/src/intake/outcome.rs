//! What became of one file.

use domain::ImageId;
use serde::{Deserialize, Serialize};

use crate::{archive::Refusal, pictures::PictureError};

/// One file, as whoever uploaded it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    pub name: String,
    pub outcome: Outcome,
    /// A sentence.
    pub detail: String,
    /// The new image, or the one that has the same bytes already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageId>,
}

/// Stable for programs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    Added,
    /// The set has an image with the same bytes.
    Duplicate,
    Damaged,
    Unsupported,
    TooLarge,
    TooManyPixels,
    Empty,
    Directory,
    BadName,
    Link,
    Encrypted,
    NestedArchive,
    Bomb,
}

impl Outcome {
    pub fn code(self) -> &'static str {
        self.into()
    }
}

impl Uploaded {
    pub(super) fn added(name: String, image: ImageId) -> Self {
        Self { name, outcome: Outcome::Added, detail: "the image was added".to_owned(), image: Some(image) }
    }

    pub(super) fn duplicate(name: String, image: Option<ImageId>) -> Self {
        let detail = "the image set has this image already".to_owned();
        Self { name, outcome: Outcome::Duplicate, detail, image }
    }

    pub(super) fn refused(name: String, outcome: Outcome, why: &impl ToString) -> Self {
        Self { name, outcome, detail: why.to_string(), image: None }
    }
}

impl From<&PictureError> for Outcome {
    fn from(error: &PictureError) -> Self {
        match error {
            PictureError::Empty => Self::Empty,
            PictureError::Unsupported(_) => Self::Unsupported,
            PictureError::Damaged(_) => Self::Damaged,
            PictureError::TooLarge { .. } => Self::TooLarge,
            PictureError::TooManyPixels { .. } => Self::TooManyPixels,
        }
    }
}

impl From<Refusal> for Outcome {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Directory => Self::Directory,
            Refusal::BadName => Self::BadName,
            Refusal::Link => Self::Link,
            Refusal::Encrypted => Self::Encrypted,
            Refusal::Nested => Self::NestedArchive,
            Refusal::TooLarge(_) => Self::TooLarge,
            Refusal::Bomb(_) => Self::Bomb,
            Refusal::Unsupported => Self::Unsupported,
            Refusal::Damaged => Self::Damaged,
        }
    }
}
