//! What is refused, and as what; what looks odd and is accepted.

use bytes::Bytes;
use image::{DynamicImage, ImageFormat};

use super::{super::*, files::*};

/// Saved by another encoder: ten scans, two of them per colour.
const PROGRESSIVE: &[u8] = include_bytes!("progressive.jpg");

fn code(bytes: &[u8]) -> &'static str {
    inspect(bytes, &ImageLimits::default()).map_or_else(Into::into, |_| "fine")
}

fn baseline() -> Vec<u8> {
    encode(&quarters(96, 64), ImageFormat::Jpeg)
}

#[test]
fn what_is_not_an_image_of_ours_is_refused_by_its_name() {
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    let html_with_magic = b"\x89PNG\r\n\x1a\n<html><script>alert(1)</script>".as_slice();
    let cases: [(&str, Vec<u8>, &str); 18] = [
        ("0 bytes", vec![], "empty"),
        ("text named .jpg", b"I am a holiday photo".to_vec(), "unsupported"),
        ("a GIF", gif.to_vec(), "unsupported"),
        ("an SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "unsupported"),
        ("an SVG with a declaration", b"\xef\xbb\xbf <?xml version='1.0'?><svg/>".to_vec(), "unsupported"),
        ("an HTML page", b"<!DOCTYPE html><p>hello".to_vec(), "unsupported"),
        ("a HEIC photo", b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), "unsupported"),
        ("HTML behind a PNG signature", html_with_magic.to_vec(), "damaged"),
        ("a JPEG signature alone", vec![0xff, 0xd8, 0xff], "damaged"),
        ("a JPEG start and end", vec![0xff, 0xd8, 0xff, 0xd9], "damaged"),
        ("a JPEG segment of impossible length", vec![0xff, 0xd8, 0xff, 0xe0, 0, 0, 1], "damaged"),
        ("a PNG signature alone", b"\x89PNG\r\n\x1a\n".to_vec(), "damaged"),
        ("a WebP signature alone", b"RIFF\x04\0\0\0WEBP".to_vec(), "damaged"),
        ("a 65,535 x 65,535 PNG header", png_header(65_535, 65_535), "too_many_pixels"),
        ("a 65,535 x 65,535 JPEG header", jpeg_header(65_535, 65_535), "too_many_pixels"),
        ("a 20,000 x 20,000 one-bit PNG", one_bit_png(20_000, 20_000), "too_many_pixels"),
        ("a PNG without pixels", png_header(0, 7), "damaged"),
        ("a JPEG without pixels", jpeg_header(0, 7), "damaged"),
    ];
    for (what, bytes, expected) in cases {
        assert_eq!(code(&bytes), expected, "{what}");
    }
}

#[test]
fn every_refusal_is_a_sentence_that_names_the_remedy_or_the_reason() {
    let refused = |bytes: &[u8]| inspect(bytes, &ImageLimits::default()).unwrap_err().to_string();
    assert_eq!(refused(b"GIF89a"), "this is a GIF image; JPEG, PNG and WebP images can be used");
    assert_eq!(refused(&baseline()[..200]), "the image is damaged: the JPEG file is cut off");
    let limits = ImageLimits { file: 1 << 20, ..ImageLimits::default() };
    let large = inspect(&vec![0; (1 << 20) + 1], &limits).unwrap_err();
    assert_eq!(large.to_string(), "the file has 2 MiB; at most 1 MiB can be used");
}

#[test]
fn a_file_cut_off_anywhere_is_damaged() {
    let image = quarters(96, 64);
    let thumbnail = [b"Exif\0\0".as_slice(), &baseline()].concat();
    let files = [
        ("baseline JPEG", baseline()),
        ("progressive JPEG", PROGRESSIVE.to_vec()),
        ("JPEG with a whole JPEG in its metadata", with_segment(&baseline(), 0xe1, &thumbnail)),
        ("PNG", encode(&image, ImageFormat::Png)),
        ("WebP", encode(&image, ImageFormat::WebP)),
    ];
    for (what, file) in files {
        assert_eq!(code(&file), "fine", "{what}");
        for length in (12..file.len() - 1).step_by(7).chain([file.len() - 1]) {
            assert_eq!(code(&file[..length]), "damaged", "{what} cut to {length} of {}", file.len());
        }
    }
}

#[test]
fn bytes_after_the_end_do_no_harm() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let file =
            [encode(&quarters(40, 30), format), b"<script>alert(1)</script>\xff\xd8\xff".to_vec()].concat();
        let picture = inspect(&file, &ImageLimits::default()).unwrap();
        assert_eq!((picture.width, picture.height, picture.bytes), (40, 30, file.len() as u64));
        assert_eq!(picture.digest, Digest::of(&file));
    }
}

#[test]
fn a_flipped_byte_in_a_png_is_damage() {
    let mut file = encode(&quarters(96, 64), ImageFormat::Png);
    let middle = file.len() / 2;
    file[middle] ^= 0x40;
    assert_eq!(code(&file), "damaged");
}

#[test]
fn animations_are_unsupported() {
    let png = encode(&quarters(8, 8), ImageFormat::Png);
    let apng = [&png[..33], &png_chunk(*b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0]), &png[33..]].concat();
    assert_eq!(code(&apng), "unsupported");
}

#[test]
fn a_flood_of_scans_is_refused() {
    let file = baseline();
    let scan = file.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap();
    let scans = file[scan..file.len() - 2].repeat(101);
    assert_eq!(code(&[&file[..scan], &scans, &[0xff, 0xd9]].concat()), "damaged");
}

#[test]
fn unusual_pixels_are_accepted() {
    let image = quarters(40, 30);
    let cases = [
        ("grey JPEG", encode(&image.to_luma8().into(), ImageFormat::Jpeg)),
        ("grey PNG", encode(&image.to_luma8().into(), ImageFormat::Png)),
        ("16-bit PNG", encode(&image.to_rgb16().into(), ImageFormat::Png)),
        ("16-bit PNG with alpha", encode(&image.to_rgba16().into(), ImageFormat::Png)),
        ("one-bit PNG", one_bit_png(40, 30)),
        ("WebP with alpha", encode(&image.to_rgba8().into(), ImageFormat::WebP)),
    ];
    for (what, file) in cases {
        let picture = inspect(&file, &ImageLimits::default()).expect(what);
        assert_eq!((picture.width, picture.height, picture.orientation), (40, 30, 1), "{what}");
        renditions(&file, &ImageLimits::default()).expect(what);
    }
}

#[test]
fn an_image_may_be_exactly_as_large_as_the_product_says() {
    let fits = |width, height| ImageLimits::default().check_size(width, height).is_ok();
    assert!(fits(16_384, 1) && fits(1, 16_384) && fits(10_000, 10_000) && fits(16_384, 6_103));
    for (width, height) in [(16_385, 1), (1, 16_385), (10_000, 10_001), (16_384, 6_104)] {
        assert!(!fits(width, height), "{width} x {height}");
    }
}

#[test]
fn the_decoders_memory_is_limited_too() {
    let file = encode(&quarters(400, 300), ImageFormat::Png);
    let limits = ImageLimits { memory: 400 * 300 * 3 - 1, ..ImageLimits::default() };
    assert_eq!(<&str>::from(inspect(&file, &limits).unwrap_err()), "too_much_memory");
    // A progressive JPEG needs two bytes for every coefficient besides its pixels.
    let limits = ImageLimits { memory: 96 * 64 * 3 + 1, ..ImageLimits::default() };
    assert_eq!(<&str>::from(inspect(PROGRESSIVE, &limits).unwrap_err()), "too_much_memory");
}

/// Only the beginning of a progressive JPEG with a component for each factor: `0x21` is sampled twice as finely across.
fn progressive_header(width: u16, height: u16, factors: &[u8]) -> Vec<u8> {
    let [w1, w0] = width.to_be_bytes();
    let [h1, h0] = height.to_be_bytes();
    let count = u8::try_from(factors.len()).unwrap();
    let components: Vec<u8> = (1..).zip(factors).flat_map(|(id, factor)| [id, *factor, 0]).collect();
    [&[0xff, 0xd8, 0xff, 0xc2, 0, 8 + 3 * count, 8, h1, h0, w1, w0, count][..], &components].concat()
}

#[test]
fn what_fits_into_memory_depends_on_the_kind_of_file_and_is_told_with_its_number() {
    let limits = ImageLimits::default();
    let needed = |file: &[u8]| decode::memory(file, &limits).map_err(|error| error.to_string());
    // Colours at full, half and quarter resolution.
    for (factors, each) in [([0x11, 0x11, 0x11], 9), ([0x21, 0x11, 0x11], 7), ([0x22, 0x11, 0x11], 6)] {
        let found = needed(&progressive_header(9_600, 6_400, &factors)).unwrap();
        assert_eq!(found, 9_600 * 6_400 * each, "{factors:x?}");
        assert!(needed(&progressive_header(10_000, 10_000, &factors)).is_ok(), "{factors:x?}");
    }
    assert!(needed(&png_header_of(10_000, 10_000, 16, 6)).is_ok());

    let inks = progressive_header(9_999, 10_000, &[0x11; 4]);
    let told = "the image has 9999 x 10000 pixels and is a progressive JPEG, of which at most 97.6 Mpx can be decoded \
                here; save it as a baseline (not progressive) JPEG";
    assert_eq!(needed(&inks), Err(told.to_owned()));
    let large = "the image has 20000 x 10000 pixels; at most 16384 a side and 100 Mpx in all can be used";
    assert_eq!(needed(&jpeg_header(20_000, 10_000)), Err(large.to_owned()));
}

#[tokio::test]
async fn bad_files_leave_the_studio_working() {
    let processor = ImageProcessor::default();
    let good = Bytes::from(baseline());
    let bad = (0..8).map(|cut| processor.inspect(good.slice(..50 + cut)));
    assert!(futures::future::join_all(bad).await.iter().all(Result::is_err));
    let twins =
        futures::future::join_all((0..8).map(|_| processor.judge(good.clone(), Digest::of(&good)))).await;
    assert!(twins.iter().all(|twin| twin.as_ref().unwrap().0.digest == Digest::of(&good)));
}

#[test]
fn the_format_is_what_decodes() {
    for (format, media_type) in [
        (ImageFormat::Jpeg, MediaType::Jpeg),
        (ImageFormat::Png, MediaType::Png),
        (ImageFormat::WebP, MediaType::WebP),
    ] {
        let file = encode(&DynamicImage::new_rgb8(3, 5), format);
        assert_eq!(inspect(&file, &ImageLimits::default()).unwrap().media_type, media_type);
        assert_eq!(MediaType::parse(media_type.as_str()), Some(media_type));
    }
}
