//! The smaller pictures that pages show.
//!
//! JPEG, because the WebP encoder at hand is lossless only: of a 1600 px photo it makes ten times
//! the bytes. Renditions are upright, flattened, and carry no metadata but the colour profile.

use bytes::Bytes;
use domain::Digest;
use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};
use image::{DynamicImage, GrayImage, RgbImage, Rgba, imageops};
use jpeg_encoder::{ColorType, Encoder};

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

fn shrink(image: DynamicImage, side: u32) -> DynamicImage {
    let longer = image.width().max(image.height());
    if longer <= side {
        return image;
    }
    let fitted = |length: u32| {
        let length = (u64::from(length) * u64::from(side) + u64::from(longer) / 2) / u64::from(longer);
        u32::try_from(length).unwrap_or(side).max(1)
    };
    let fit = (fitted(image.width()), fitted(image.height()));
    match &image {
        DynamicImage::ImageRgb8(pixels) => {
            let small = resized(pixels, image.width(), image.height(), PixelType::U8x3, fit);
            RgbImage::from_raw(fit.0, fit.1, small).expect("three bytes a pixel").into()
        }
        DynamicImage::ImageLuma8(pixels) => {
            let small = resized(pixels, image.width(), image.height(), PixelType::U8, fit);
            GrayImage::from_raw(fit.0, fit.1, small).expect("a byte a pixel").into()
        }
        _ => shrink_slowly(image, side),
    }
}

fn resized(pixels: &[u8], width: u32, height: u32, kind: PixelType, size: (u32, u32)) -> Vec<u8> {
    let image = ImageRef::new(width, height, pixels, kind).expect("as many pixels as the image has");
    let mut small = Image::new(size.0, size.1, kind);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
    Resizer::new().resize(&image, &mut small, &options).expect("both are of one kind");
    small.into_vec()
}

/// Of more than eight bits, or with transparency. Coarse averaging first, the fine filter only over the last halving:
/// nearly as good, much faster, and without a floating-point copy of the whole image.
fn shrink_slowly(image: DynamicImage, side: u32) -> DynamicImage {
    let longer = image.width().max(image.height());
    let coarse = if longer > side * 4 { image.thumbnail(side * 2, side * 2) } else { image };
    coarse.resize(side, side, imageops::FilterType::CatmullRom)
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
    let mut encoder = Encoder::new(&mut file, QUALITY);
    if let Some(profile) = profile {
        // A profile that cannot be carried costs a shade, not the picture.
        let _ = encoder.add_icc_profile(&profile);
    }
    let colour = if image.color().has_color() { ColorType::Rgb } else { ColorType::Luma };
    let side = |length: u32| u16::try_from(length).expect("at most 1600 px a side");
    encoder
        .encode(image.as_bytes(), side(image.width()), side(image.height()), colour)
        .expect("eight-bit pixels fit into a JPEG file in memory");
    file.into()
}
