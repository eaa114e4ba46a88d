//! What became of one file.

use domain::{ImageId, image::ImagePath, visible};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    archive::{EntryRefusal, NamesRead},
    pictures::{FileCalled, PictureError},
};

/// One file, as whoever uploaded it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uploaded {
    /// With its folder, if it came in one.
    pub name: String,
    pub outcome: Outcome,
    /// A sentence.
    pub detail: String,
    /// Whether the image has a shorter name than the file.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub shortened: bool,
    /// The new image, or the one that has the same bytes already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<ImageId>,
    /// Of an archive: what unpacks it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<Uuid>,
}

/// Stable for programs.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    Added,
    /// An archive, of which a job will say more.
    Unpacking,
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
    /// The request, or the archive, was dealt with no further than this file.
    NotTaken,
}

impl Outcome {
    pub fn code(self) -> &'static str {
        self.into()
    }
}

impl Uploaded {
    pub(super) fn added(file: &FileCalled, image: ImageId) -> Self {
        let detail = if file.shortened {
            format!("the image was added; its name is too long and was cut in the middle: {}", file.name)
        } else {
            "the image was added".to_owned()
        };
        let name = file.shown().to_owned();
        Self { image: Some(image), shortened: file.shortened, ..Self::new(name, Outcome::Added, detail) }
    }

    /// Says how the file's name was read, where it did not say so itself.
    pub(super) fn read_as(mut self, read: Option<NamesRead>) -> Self {
        if let Some(NamesRead { encoding, guessed }) = read {
            let how = if guessed { ", which is a guess" } else { "" };
            self.detail = format!("{}; its name was read as {encoding}{how}", self.detail);
        }
        self
    }

    /// `of`: the image that has the same bytes, and where its file lay, or what it is called.
    pub(super) fn duplicate(file: &FileCalled, of: Option<(ImageId, String)>) -> Self {
        let name = file.shown().to_owned();
        let detail = match &of {
            Some((_, called)) => format!("the image set has this image already: {called}"),
            None => "the image set has this image already".to_owned(),
        };
        Self { image: of.map(|(image, _)| image), ..Self::new(name, Outcome::Duplicate, detail) }
    }

    /// `name`: as the client sent it.
    pub(super) fn refused(name: &str, outcome: Outcome, why: &impl ToString) -> Self {
        Self::new(shown(name), outcome, why.to_string())
    }

    pub(super) fn unpacking(name: String, job: Uuid) -> Self {
        Self { job: Some(job), ..Self::new(name, Outcome::Unpacking, "a job unpacks it") }
    }

    fn new(name: String, outcome: Outcome, detail: impl Into<String>) -> Self {
        Self { name, outcome, detail: detail.into(), shortened: false, image: None, job: None }
    }
}

/// What nobody has checked yet, fit to be told.
fn shown(name: &str) -> String {
    let mut name = visible(name);
    name.truncate(name.floor_char_boundary(ImagePath::MAX));
    name
}

impl From<&PictureError> for Outcome {
    fn from(error: &PictureError) -> Self {
        match error {
            PictureError::Empty => Self::Empty,
            PictureError::Unsupported(_) => Self::Unsupported,
            PictureError::Damaged(_) => Self::Damaged,
            PictureError::TooLarge { .. } => Self::TooLarge,
            PictureError::TooManyPixels { .. } | PictureError::TooMuchMemory { .. } => Self::TooManyPixels,
        }
    }
}

impl From<EntryRefusal> for Outcome {
    fn from(refusal: EntryRefusal) -> Self {
        match refusal {
            EntryRefusal::Directory => Self::Directory,
            EntryRefusal::BadName(_) | EntryRefusal::Unreadable(_) => Self::BadName,
            EntryRefusal::Link => Self::Link,
            EntryRefusal::Encrypted => Self::Encrypted,
            EntryRefusal::Nested => Self::NestedArchive,
            EntryRefusal::TooLarge(_) => Self::TooLarge,
            EntryRefusal::Bomb(_) => Self::Bomb,
            EntryRefusal::Unsupported => Self::Unsupported,
            EntryRefusal::Damaged => Self::Damaged,
        }
    }
}
