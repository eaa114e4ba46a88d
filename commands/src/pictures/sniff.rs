//! Which decoder a file asks for, by its first bytes.

use super::{MediaType, PictureError};

/// Beginnings of files people upload by mistake, and what to call them.
const OTHERS: [(&[u8], &str); 14] = [
    (b"GIF8", "this is a GIF image"),
    (b"BM", "this is a BMP image"),
    (b"II*\0", "this is a TIFF or camera raw image"),
    (b"MM\0*", "this is a TIFF or camera raw image"),
    (b"8BPS", "this is a Photoshop document"),
    (b"%PDF", "this is a PDF document"),
    (b"PK\x03\x04", "this is a zip archive"),
    (b"\0\0\0\x0cJXL ", "this is a JPEG XL image"),
    (b"\xff\x0a", "this is a JPEG XL image"),
    (b"\0\0\0\x0cjP", "this is a JPEG 2000 image"),
    (b"<svg", "this is an SVG drawing"),
    (b"<?xml", "this is an XML or SVG document"),
    (b"<!doctype html", "this is an HTML page"),
    (b"<html", "this is an HTML page"),
];

pub fn media_type(bytes: &[u8]) -> Result<MediaType, PictureError> {
    if bytes.starts_with(&[0xff, 0xd8, 0xff]) {
        Ok(MediaType::Jpeg)
    } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        Ok(MediaType::Png)
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Ok(MediaType::WebP)
    } else {
        Err(PictureError::Unsupported(describe(bytes)))
    }
}

fn describe(bytes: &[u8]) -> &'static str {
    if let Some(brand) = bytes.get(4..12).filter(|brand| brand.starts_with(b"ftyp")) {
        return match &brand[4..] {
            b"avif" | b"avis" => "this is an AVIF image",
            b"heic" | b"heix" | b"mif1" | b"hevc" => "this is a HEIC image",
            _ => "this is a video",
        };
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins =
        |start: &[u8]| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    match OTHERS.iter().find(|(start, _)| begins(start)) {
        Some((_, words)) => words,
        None => "this is not an image",
    }
}
