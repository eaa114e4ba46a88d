//! Images as files: what they are, whether they are whole, and the smaller pictures made of them.
//!
//! Nothing here trusts a name or a declared type: the format is what decodes. Sizes are read and
//! judged before a pixel is decoded, and at most two images are decoded at the same time.

mod decode;
mod error;
mod jpeg;
mod limits;
mod name;
mod png;
mod renditions;
mod sniff;
mod studio;
mod webp;

pub use decode::inspect;
pub use error::PictureError;
pub use limits::Limits;
pub use name::clean_name;
pub(crate) use name::is_hidden;
pub use renditions::{Renditions, Screen, renditions};
pub use studio::Studio;

use domain::Digest;

#[cfg(test)]
mod tests;

/// The formats people may upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    Jpeg,
    Png,
    WebP,
}

impl MediaType {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    /// The usual ending of a file's name, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }

    /// From what [`Self::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png, Self::WebP].into_iter().find(|media_type| media_type.as_str() == text)
    }
}

impl std::fmt::Display for MediaType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What is known of an image that was decoded to its last pixel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    pub media_type: MediaType,
    /// As displayed, after the EXIF orientation.
    pub width: u32,
    /// As displayed, after the EXIF orientation.
    pub height: u32,
    /// The EXIF orientation, 1 to 8; 1 is upright.
    pub orientation: u8,
    /// Of the file's bytes as they came.
    pub digest: Digest,
    /// Of the file as it came.
    pub bytes: u64,
}
