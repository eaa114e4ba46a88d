//! The picture as a JPEG file, as a camera would write it.

use image::{ImageEncoder, RgbImage, codecs::jpeg::JpegEncoder, imageops::rotate270};

const QUALITY: u8 = 88;

/// An EXIF block that says nothing but "turn me a quarter clockwise".
const ON_ITS_SIDE: &[u8] =
    b"\xff\xe1\x00\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";

/// `lying`: stored a quarter turned, with the orientation that puts it right.
pub fn jpeg([width, height]: [u32; 2], pixels: Vec<u8>, lying: bool) -> Vec<u8> {
    let upright = RgbImage::from_raw(width, height, pixels).expect("three bytes for every pixel");
    let stored = if lying { rotate270(&upright) } else { upright };
    let mut file = Vec::new();
    JpegEncoder::new_with_quality(&mut file, QUALITY)
        .write_image(&stored, stored.width(), stored.height(), image::ExtendedColorType::Rgb8)
        .expect("a picture of this size fits into a JPEG file in memory");
    if lying {
        file.splice(2..2, ON_ITS_SIDE.iter().copied());
    }
    file
}
