//! From bytes to upright pixels, under limits.

use std::io::Cursor;

use domain::Digest;
use image::{
    DynamicImage, ImageDecoder, ImageError,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};

use super::{ImageLimits, MediaType, Picture, PictureError, jpeg, png, sniff, webp};

/// An image with its pixels the right way up.
pub(super) struct Decoded {
    pub picture: Picture,
    pub image: DynamicImage,
    /// The colour profile, if it belongs to the pixels as they are now.
    pub profile: Option<Vec<u8>>,
    /// Whether a browser shows the file itself in the colours and position of `image`.
    pub shows_as_is: bool,
}

/// Decodes the whole file and says what it is.
pub fn inspect(bytes: &[u8], limits: &ImageLimits) -> Result<Picture, PictureError> {
    decode(bytes, limits).map(|decoded| decoded.picture)
}

pub(super) fn decode(bytes: &[u8], limits: &ImageLimits) -> Result<Decoded, PictureError> {
    limits.check_file(bytes.len())?;
    let media_type = sniff::media_type(bytes)?;
    match media_type {
        MediaType::Jpeg => decode_jpeg(bytes, limits),
        MediaType::Png => {
            let header = png::header(bytes)?;
            check(limits, header.width, header.height, header.memory())?;
            png::walk(bytes)?;
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits.for_decoder());
            pixels(decoder.map_err(|error| refusal(&error))?, bytes, media_type, limits)
        }
        MediaType::WebP => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
            let (width, height) = decoder.dimensions();
            check(limits, width, height, decoder.total_bytes())?;
            webp::walk(bytes)?;
            pixels(decoder, bytes, media_type, limits)
        }
    }
}

fn decode_jpeg(bytes: &[u8], limits: &ImageLimits) -> Result<Decoded, PictureError> {
    let header = jpeg::walk(bytes, |found| check(limits, found.width, found.height, found.memory()))?;
    let decoder = JpegDecoder::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
    let found = pixels(decoder, bytes, MediaType::Jpeg, limits)?;
    if header.components < 4 {
        return Ok(found);
    }
    // The profile is about inks, and browsers do not agree on inks.
    Ok(Decoded { profile: None, shows_as_is: false, ..found })
}

fn check(limits: &ImageLimits, width: u32, height: u32, memory: u64) -> Result<(), PictureError> {
    limits.check_size(width, height)?;
    if memory > limits.memory {
        return Err(PictureError::TooManyPixels { width, height });
    }
    Ok(())
}

fn pixels(
    mut decoder: impl ImageDecoder,
    bytes: &[u8],
    media_type: MediaType,
    limits: &ImageLimits,
) -> Result<Decoded, PictureError> {
    decoder.set_limits(limits.for_decoder()).map_err(|error| refusal(&error))?;
    // An unreadable EXIF block or profile does not make the picture unusable.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    image.apply_orientation(orientation);
    let picture = Picture {
        media_type,
        width: image.width(),
        height: image.height(),
        orientation: orientation.to_exif(),
        digest: Digest::of(bytes),
        bytes: bytes.len() as u64,
    };
    let shows_as_is = orientation == Orientation::NoTransforms;
    Ok(Decoded { picture, image, profile, shows_as_is })
}

fn refusal(error: &ImageError) -> PictureError {
    match error {
        ImageError::Limits(_) => PictureError::Damaged("decoding it needs more memory than its size allows"),
        ImageError::Unsupported(_) => PictureError::Unsupported("this kind of image cannot be decoded"),
        _ => PictureError::Damaged("it cannot be decoded"),
    }
}
