//! Images as files: what they are, whether they are whole, and the smaller pictures made of them.
//!
//! Nothing here trusts a name or a declared type: the format is what decodes. Sizes are read and
//! judged before a pixel is decoded, and all decoders together hold so much memory and no more.

mod decode;
mod error;
mod jpeg;
mod limits;
mod name;
mod png;
mod renditions;
mod sniff;
mod processor;
mod webp;

pub use decode::inspect;
pub use error::PictureError;
pub use limits::ImageLimits;
pub use name::{FileCalled, archive_name, clean};
pub use processor::ImageProcessor;
pub use renditions::{Renditions, Screen, renditions};

use domain::{Digest, MediaType};

#[cfg(test)]
mod tests;

/// What is known of an image that is whole.
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
