//! Files made for the tests, down to single bytes where no encoder would write them.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use flate2::{Compression, Crc, write::ZlibEncoder};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Four quarters: red, green, blue, white, from the top left.
pub fn quarters(width: u32, height: u32) -> DynamicImage {
    let pixel = |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgb([230, 20, 20]),
        (false, true) => Rgb([20, 200, 20]),
        (true, false) => Rgb([20, 20, 230]),
        (false, false) => Rgb([250, 250, 250]),
    };
    RgbImage::from_fn(width, height, pixel).into()
}

pub fn encode(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    image.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// A TIFF block with nothing but an orientation.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.extend([orientation, 0, 0, 0, 0, 0, 0]);
    tiff
}

/// Puts a segment right after the start of a JPEG file.
pub fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

pub fn with_orientation(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    with_segment(jpeg, 0xe1, &[b"Exif\0\0", exif(orientation).as_slice()].concat())
}

pub fn png_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(data);
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length, &kind, data, &crc.sum().to_be_bytes()].concat()
}

/// A one-bit PNG of any size; all black, so 20,000 x 20,000 pixels are 49 kB.
pub fn one_bit_png(width: u32, height: u32) -> Vec<u8> {
    let mut zlib = ZlibEncoder::new(Vec::new(), Compression::best());
    let row = vec![0; width.div_ceil(8) as usize + 1];
    for _ in 0..height {
        zlib.write_all(&row).unwrap();
    }
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        png_chunk(*b"IHDR", &header),
        png_chunk(*b"IDAT", &zlib.finish().unwrap()),
        png_chunk(*b"IEND", &[]),
    ]
    .concat()
}

/// Only the beginning of a PNG.
pub fn png_header(width: u32, height: u32) -> Vec<u8> {
    png_header_of(width, height, 8, 2)
}

/// `depth`: bits a channel; `colour`: 2 is three channels, 6 is four.
pub fn png_header_of(width: u32, height: u32, depth: u8, colour: u8) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[depth, colour, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), png_chunk(*b"IHDR", &header)].concat()
}

/// Only the beginning of a JPEG.
pub fn jpeg_header(width: u16, height: u16) -> Vec<u8> {
    let [w1, w0] = width.to_be_bytes();
    let [h1, h0] = height.to_be_bytes();
    vec![0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, h1, h0, w1, w0, 1, 1, 0x11, 0]
}

/// A 16 x 16 JPEG of one colour in four components. `transform` is Adobe's: 0 CMYK, 2 YCCK.
///
/// The tables are as small as they can be: quantisation by 8 makes the first coefficient the sample
/// minus 128; nine four-bit codes tell how long a difference is; one bit ends each block.
pub fn four_component_jpeg(samples: [u8; 4], transform: u8) -> Vec<u8> {
    let mut file = vec![0xff, 0xd8];
    let mut segment = |marker: u8, content: &[u8]| {
        file.extend([0xff, marker, 0, u8::try_from(content.len() + 2).unwrap()]);
        file.extend(content);
    };
    segment(0xee, &[b"Adobe\0\x64\0\0\0\0", &[transform][..]].concat());
    segment(0xdb, &[&[0][..], &[8; 64]].concat());
    segment(0xc0, &[8, 0, 16, 0, 16, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0]);
    segment(0xc4, &[0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8]);
    segment(0xc4, &[0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    segment(0xda, &[4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0]);
    file.extend(blocks(samples));
    file.extend([0xff, 0xd9]);
    file
}

fn blocks(samples: [u8; 4]) -> Vec<u8> {
    let mut bits = String::new();
    for block in 0..4 {
        for sample in samples {
            let difference = if block == 0 { i32::from(sample) - 128 } else { 0 };
            let length = 32 - difference.unsigned_abs().leading_zeros();
            let code = if difference < 0 { difference + (1 << length) - 1 } else { difference };
            write!(bits, "{length:04b}").unwrap();
            if length > 0 {
                write!(bits, "{code:0width$b}", width = length as usize).unwrap();
            }
            bits.push('0');
        }
    }
    while !bits.len().is_multiple_of(8) {
        bits.push('1');
    }
    let byte = |at: usize| u8::from_str_radix(&bits[at..at + 8], 2).unwrap();
    let escaped = |byte: u8| if byte == 0xff { vec![0xff, 0] } else { vec![byte] };
    (0..bits.len()).step_by(8).flat_map(|at| escaped(byte(at))).collect()
}
