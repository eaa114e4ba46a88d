//! The smaller pictures that pages show.
//!
//! JPEG, because the WebP encoder at hand is lossless only: of a 1600 px photo it makes ten times
//! the bytes. Renditions are upright, flattened, and carry no metadata but the colour profile.

use bytes::Bytes;
use domain::Digest;
use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, Rgba, codecs::jpeg::JpegEncoder, imageops::FilterType,
};

use super::{
    ImageLimits, PictureError,
    decode::{Decoded, decode},
};

const THUMBNAIL_SIDE: u32 = 256;
const SCREEN_SIDE: u32 = 1600;
const QUALITY: u8 = 85;
/// A small image is shown as it came if its file is no burden either.
const AS_IS_BYTES: u64 = 2 << 20;
/// Larger profiles are printers' tables.
const PROFILE_BYTES: usize = 64 << 10;
/// What shows through transparent pixels; one of few colours that hides neither black nor white.
const BACKGROUND: u32 = 0x80;

/// Two JPEG files, or one if the original may be shown itself.
#[derive(Debug, Clone)]
pub struct Renditions {
    /// At most 256 px on its longer side.
    pub thumbnail: Bytes,
    pub screen: Screen,
}

/// What the labelling pages show.
#[derive(Debug, Clone)]
pub enum Screen {
    /// The file itself: upright, and at most 1600 px on its longer side.
    Original,
    /// A JPEG file of at most 1600 px on its longer side, never larger than the image.
    Rendered(Bytes),
}

/// Decodes and draws both.
pub fn renditions(bytes: &[u8], limits: &ImageLimits) -> Result<Renditions, PictureError> {
    Ok(render(decode(bytes, Digest::of(bytes), limits)?))
}

pub(super) fn render(decoded: Decoded) -> Renditions {
    let Decoded { picture, image, profile, shows_as_is } = decoded;
    let fits = picture.width.max(picture.height) <= SCREEN_SIDE;
    let as_is = shows_as_is && fits && picture.bytes <= AS_IS_BYTES;

    let screen = flatten(shrink(image, SCREEN_SIDE));
    let profile = profile.filter(|profile| profile.len() <= PROFILE_BYTES);
    Renditions {
        screen: if as_is { Screen::Original } else { Screen::Rendered(jpeg(&screen, profile.clone())) },
        thumbnail: jpeg(&shrink(screen, THUMBNAIL_SIDE), profile),
    }
}

/// Coarse averaging first, the fine filter only over the last halving: nearly as good, much faster,
/// and without a floating-point copy of the whole image.
fn shrink(image: DynamicImage, side: u32) -> DynamicImage {
    let longer = image.width().max(image.height());
    if longer <= side {
        return image;
    }
    let coarse = if longer > side * 4 { image.thumbnail(side * 2, side * 2) } else { image };
    coarse.resize(side, side, FilterType::CatmullRom)
}

/// Eight bits, no alpha; grey stays grey.
fn flatten(image: DynamicImage) -> DynamicImage {
    if !image.color().has_alpha() {
        let grey = !image.color().has_color();
        return if grey { image.into_luma8().into() } else { image.into_rgb8().into() };
    }
    let mut image = image.into_rgba8();
    for Rgba([red, green, blue, alpha]) in image.pixels_mut() {
        let opacity = u32::from(*alpha);
        for channel in [red, green, blue] {
            let mixed = (u32::from(*channel) * opacity + BACKGROUND * (255 - opacity)) / 255;
            *channel = u8::try_from(mixed).unwrap_or(u8::MAX);
        }
        *alpha = u8::MAX;
    }
    DynamicImage::from(image).into_rgb8().into()
}

fn jpeg(image: &DynamicImage, profile: Option<Vec<u8>>) -> Bytes {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, QUALITY);
    if let Some(profile) = profile {
        // A profile that cannot be carried costs a shade, not the picture.
        let _ = encoder.set_icc_profile(profile);
    }
    let grey = !image.color().has_color();
    let color = if grey { ExtendedColorType::L8 } else { ExtendedColorType::Rgb8 };
    encoder
        .write_image(image.as_bytes(), image.width(), image.height(), color)
        .expect("eight-bit pixels of at most 1600 px a side fit into a JPEG file in memory");
    file.into()
}
