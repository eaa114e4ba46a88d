//! Which images are for training, and which for validation, in formats that ask for both.

use super::LabelledImage;

/// What an image is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Part {
    Train,
    Val,
}

impl Part {
    pub(super) const ALL: [Self; 2] = [Self::Train, Self::Val];

    /// About one image in five is for validation. The content decides, so an image keeps its part when others
    /// come and go, and the same picture is never in both.
    pub(super) fn of(image: &LabelledImage) -> Self {
        if image.digest.bytes()[31].is_multiple_of(5) { Self::Val } else { Self::Train }
    }

    pub(super) fn folder(self) -> &'static str {
        self.into()
    }
}
