//! Images, good ones and those that are none.

#[path = "../../../commands/src/pictures/tests/files.rs"]
mod files;

use image::ImageFormat;

use self::files::{
    encode, four_component_jpeg, jpeg_header, one_bit_png, png_header, quarters, with_orientation,
};

/// What it is, its name, its bytes, and the outcome.
pub type Row = (&'static str, &'static str, Vec<u8>, &'static str);

pub fn jpeg() -> Vec<u8> {
    encode(&quarters(96, 64), ImageFormat::Jpeg)
}

pub fn png(width: u32) -> Vec<u8> {
    encode(&quarters(width, 64), ImageFormat::Png)
}

/// As large as is taken: seconds of work.
pub fn largest() -> Vec<u8> {
    one_bit_png(10_000, 10_000)
}

pub fn bad() -> Vec<Row> {
    let (jpeg, png) = (jpeg(), png(96));
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let half = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    vec![
        ("0 bytes", "nothing.png", vec![], "empty"),
        ("text", "holiday.jpg", b"I am a holiday photo".to_vec(), "unsupported"),
        ("half a JPEG", "half.jpg", half(&jpeg), "damaged"),
        ("half a PNG", "half.png", half(&png), "damaged"),
        ("a JPEG without its end", "end.jpg", jpeg[..jpeg.len() - 40].to_vec(), "damaged"),
        ("a PNG header of 65,535 x 65,535", "huge.png", png_header(65_535, 65_535), "too_many_pixels"),
        ("a JPEG header of 65,535 x 65,535", "huge.jpg", jpeg_header(65_535, 65_535), "too_many_pixels"),
        ("a one-bit PNG of 20,000 x 20,000", "bomb.png", one_bit_png(20_000, 20_000), "too_many_pixels"),
        ("a GIF", "moving.gif", gif.to_vec(), "unsupported"),
        ("a GIF that says it is a PNG", "moving.png", gif.to_vec(), "unsupported"),
        (
            "an SVG",
            "script.svg",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>".to_vec(),
            "unsupported",
        ),
        ("an HTML page", "page.html", b"<!DOCTYPE html><script>alert(1)</script>".to_vec(), "unsupported"),
        ("HTML behind a PNG signature", "both.png", b"\x89PNG\r\n\x1a\n<html>".to_vec(), "damaged"),
    ]
}

/// Odd and accepted. The size of what is displayed stands for the outcome.
pub fn odd() -> Vec<(String, Vec<u8>, [u32; 2])> {
    let mut rows = vec![
        ("cmyk.jpg".to_owned(), four_component_jpeg([10, 200, 200, 255], 0), [16, 16]),
        ("ycck.jpg".to_owned(), four_component_jpeg([10, 200, 200, 255], 2), [16, 16]),
    ];
    for orientation in 1..=8 {
        let bytes = with_orientation(
            &encode(&quarters(96, 64 + u32::from(orientation)), ImageFormat::Jpeg),
            orientation,
        );
        let (width, height) = (96, 64 + u32::from(orientation));
        let shown = if orientation > 4 { [height, width] } else { [width, height] };
        rows.push((format!("turned{orientation}.jpg"), bytes, shown));
    }
    rows
}

/// Pictures of one colour each.
pub fn four_components() -> [(&'static str, Vec<u8>, [u8; 3]); 4] {
    [
        ("red.jpg", four_component_jpeg([255, 0, 0, 255], 0), [255, 0, 0]),
        ("green.jpg", four_component_jpeg([0, 255, 0, 128], 0), [0, 128, 0]),
        ("red ycck.jpg", four_component_jpeg([179, 171, 1, 255], 2), [255, 0, 0]),
        ("grey ycck.jpg", four_component_jpeg([127, 128, 128, 255], 2), [128, 128, 128]),
    ]
}

/// A small picture, another one for each number.
pub fn numbered(number: u16) -> Vec<u8> {
    let [high, low] = number.to_be_bytes();
    let mut file = std::io::Cursor::new(vec![]);
    let picture = image::RgbImage::from_pixel(8, 8, image::Rgb([high, low, 200]));
    picture.write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner()
}
