//! Why a file is not taken as an image, in words for the person who uploaded it.

/// Refusal of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(test, derive(strum::IntoStaticStr), strum(serialize_all = "snake_case"))]
pub enum PictureError {
    #[error("the file is empty")]
    Empty,
    #[error("{0}; JPEG, PNG and WebP images can be used")]
    Unsupported(&'static str),
    #[error("the image is damaged: {0}")]
    Damaged(&'static str),
    #[error("the file has {} MiB; at most {} MiB can be used", bytes.div_ceil(1 << 20), limit >> 20)]
    TooLarge { bytes: u64, limit: u64 },
    #[error("the image has {width} x {height} pixels, which is more than can be decoded here")]
    TooManyPixels { width: u32, height: u32 },
}
