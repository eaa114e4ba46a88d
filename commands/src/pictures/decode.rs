//! From bytes to upright pixels, under limits.

use std::io::Cursor;

use domain::Digest;
use image::{
    DynamicImage, ImageDecoder, ImageError,
    codecs::{jpeg::JpegDecoder, png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};

use super::{ImageLimits, MediaType, Picture, PictureError, error::Kind, jpeg, png, sniff, webp};

/// An image with its pixels the right way up.
pub(super) struct Decoded {
    pub picture: Picture,
    pub image: DynamicImage,
    /// The colour profile, if it belongs to the pixels as they are now.
    pub profile: Option<Vec<u8>>,
    /// Whether a browser shows the file itself in the colours and position of `image`.
    pub shows_as_is: bool,
}

/// Says what a file is, as `judge` does.
pub fn inspect(bytes: &[u8], limits: &ImageLimits) -> Result<Picture, PictureError> {
    judge(bytes, Digest::of(bytes), limits).map(|judged| judged.picture)
}

/// Bytes that decoding will take, by what the file says of itself at its beginning; refuses what is too large.
pub(super) fn memory(bytes: &[u8], limits: &ImageLimits) -> Result<u64, PictureError> {
    limits.check_file(bytes.len())?;
    let (size, kind, memory) = match sniff::media_type(bytes)? {
        MediaType::Jpeg => {
            let header = jpeg::header(bytes)?;
            let kind = if header.progressive { Kind::ProgressiveJpeg } else { Kind::Jpeg };
            ((header.width, header.height), kind, header.memory())
        }
        MediaType::Png => {
            let header = png::header(bytes)?;
            let kind = if header.deep { Kind::DeepPng } else { Kind::Png };
            ((header.width, header.height), kind, header.memory())
        }
        MediaType::WebP => {
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
            (decoder.dimensions(), Kind::WebP, decoder.total_bytes())
        }
    };
    limits.check_size(size.0, size.1)?;
    limits.check_memory(size, kind, memory)?;
    Ok(memory)
}

/// `digest`: that of the bytes.
pub(super) fn decode(bytes: &[u8], digest: Digest, limits: &ImageLimits) -> Result<Decoded, PictureError> {
    memory(bytes, limits)?;
    let media_type = sniff::media_type(bytes)?;
    let file = File { bytes, digest, media_type };
    match media_type {
        MediaType::Jpeg => decode_jpeg(file, limits),
        MediaType::Png => {
            png::walk(bytes)?;
            let decoder = PngDecoder::with_limits(Cursor::new(bytes), limits.for_decoder());
            pixels(decoder.map_err(|error| refusal(&error))?, file, limits)
        }
        MediaType::WebP => {
            webp::walk(bytes)?;
            let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(|error| refusal(&error))?;
            pixels(decoder, file, limits)
        }
    }
}

/// A file that is taken: what it is, and its pixels if that could not be said without them.
pub(super) struct Judged {
    pub picture: Picture,
    pub decoded: Option<Decoded>,
}

/// Says what a file is, and that it is whole. Only what stands before the pixels of a JPEG is decoded: they take ten times as
/// long as all the rest, no decoder finds damage in them, and that they end is seen without. `digest`: that of the bytes.
pub(super) fn judge(bytes: &[u8], digest: Digest, limits: &ImageLimits) -> Result<Judged, PictureError> {
    memory(bytes, limits)?;
    let media_type = sniff::media_type(bytes)?;
    if media_type == MediaType::Jpeg {
        let picture = judge_jpeg(File { bytes, digest, media_type })?;
        return Ok(Judged { picture, decoded: None });
    }
    let decoded = decode(bytes, digest, limits)?;
    Ok(Judged { picture: decoded.picture, decoded: Some(decoded) })
}

fn judge_jpeg(file: File<'_>) -> Result<Picture, PictureError> {
    let before_pixels = &file.bytes[..jpeg::walk(file.bytes)?.pixels];
    let mut decoder = JpegDecoder::new(Cursor::new(before_pixels)).map_err(|error| refusal(&error))?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    Ok(file.picture(upright(decoder.dimensions(), orientation), orientation))
}

/// The size as displayed.
fn upright((width, height): (u32, u32), orientation: Orientation) -> (u32, u32) {
    match orientation {
        Orientation::Rotate90
        | Orientation::Rotate270
        | Orientation::Rotate90FlipH
        | Orientation::Rotate270FlipH => (height, width),
        Orientation::NoTransforms
        | Orientation::Rotate180
        | Orientation::FlipHorizontal
        | Orientation::FlipVertical => (width, height),
    }
}

/// What is decoded.
#[derive(Clone, Copy)]
struct File<'a> {
    bytes: &'a [u8],
    digest: Digest,
    media_type: MediaType,
}

impl File<'_> {
    fn picture(&self, (width, height): (u32, u32), orientation: Orientation) -> Picture {
        let Self { bytes, digest, media_type } = *self;
        let (orientation, bytes) = (orientation.to_exif(), bytes.len() as u64);
        Picture { media_type, width, height, orientation, digest, bytes }
    }
}

fn decode_jpeg(file: File<'_>, limits: &ImageLimits) -> Result<Decoded, PictureError> {
    let header = jpeg::walk(file.bytes)?.header;
    let decoder = JpegDecoder::new(Cursor::new(file.bytes)).map_err(|error| refusal(&error))?;
    let found = pixels(decoder, file, limits)?;
    if header.components < 4 {
        return Ok(found);
    }
    // The profile is about inks, and browsers do not agree on inks.
    Ok(Decoded { profile: None, shows_as_is: false, ..found })
}

fn pixels(
    mut decoder: impl ImageDecoder,
    file: File<'_>,
    limits: &ImageLimits,
) -> Result<Decoded, PictureError> {
    decoder.set_limits(limits.for_decoder()).map_err(|error| refusal(&error))?;
    // An unreadable EXIF block or profile does not make the picture unusable.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().unwrap_or_default();
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| refusal(&error))?;
    image.apply_orientation(orientation);
    let picture = file.picture((image.width(), image.height()), orientation);
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
