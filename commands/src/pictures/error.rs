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
    #[error("the image has {width} x {height} pixels; at most {side} a side and {} Mpx in all can be used", megapixels(*pixels))]
    TooManyPixels { width: u32, height: u32, side: u32, pixels: u64 },
    /// The size is within bounds, but this kind of file needs more memory for each pixel than others.
    #[error(
        "the image has {width} x {height} pixels and is {kind}, of which at most {} Mpx can be decoded here; {}",
        megapixels(*most), kind.remedy()
    )]
    TooMuchMemory { width: u32, height: u32, kind: Kind, most: u64 },
}

/// Kinds of files by the memory that decoding takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display)]
pub enum Kind {
    #[strum(to_string = "a JPEG")]
    Jpeg,
    #[strum(to_string = "a progressive JPEG")]
    ProgressiveJpeg,
    #[strum(to_string = "a PNG")]
    Png,
    #[strum(to_string = "a PNG of 16 bits a channel")]
    DeepPng,
    #[strum(to_string = "a WebP")]
    WebP,
}

impl Kind {
    const fn remedy(self) -> &'static str {
        match self {
            Self::ProgressiveJpeg => "save it as a baseline (not progressive) JPEG",
            Self::DeepPng => "save it with 8 bits a channel",
            Self::Jpeg | Self::Png | Self::WebP => "make it smaller",
        }
    }
}

/// Millions, with one decimal where it says something.
fn megapixels(pixels: u64) -> String {
    let tenths = pixels / 100_000;
    if tenths.is_multiple_of(10) {
        format!("{}", tenths / 10)
    } else {
        format!("{}.{}", tenths / 10, tenths % 10)
    }
}
