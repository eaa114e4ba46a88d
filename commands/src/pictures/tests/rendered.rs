//! Thumbnails and screen renditions.

use bytes::Bytes;
use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};

use super::{super::*, files::*};

fn size(file: &Bytes) -> (u32, u32) {
    let picture = inspect(file, &ImageLimits::default()).unwrap();
    assert_eq!(picture.media_type, MediaType::Jpeg);
    (picture.width, picture.height)
}

fn made(file: &[u8]) -> ((u32, u32), Option<(u32, u32)>) {
    let made = renditions(file, &ImageLimits::default()).unwrap();
    let screen = match &made.screen {
        Screen::Original => None,
        Screen::Rendered(screen) => Some(size(screen)),
    };
    (size(&made.thumbnail), screen)
}

#[test]
fn the_longer_side_is_bounded_and_nothing_is_enlarged() {
    let jpeg = |width, height| encode(&quarters(width, height), ImageFormat::Jpeg);
    let cases = [
        (jpeg(40, 30), (40, 30), None),
        (jpeg(640, 480), (256, 192), None),
        (jpeg(1600, 1200), (256, 192), None),
        (jpeg(1601, 800), (256, 128), Some((1600, 800))),
        (jpeg(300, 2400), (32, 256), Some((200, 1600))),
        (jpeg(3, 9000), (1, 256), Some((1, 1600))),
        (with_orientation(&jpeg(640, 480), 6), (192, 256), Some((480, 640))),
    ];
    for (file, thumbnail, screen) in cases {
        assert_eq!(made(&file), (thumbnail, screen));
    }
}

#[test]
fn a_small_image_of_many_bytes_is_not_shown_as_it_came() {
    let noise = RgbaImage::from_fn(1200, 900, |x, y| {
        let mixed = (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).rotate_left(x % 31);
        Rgba(mixed.to_be_bytes())
    });
    let file = encode(&noise.into(), ImageFormat::Png);
    assert_eq!(made(&file), ((256, 192), Some((1200, 900))));
}

#[test]
fn what_is_transparent_shows_neutral_grey() {
    let image = RgbaImage::from_pixel(2000, 20, Rgba([255, 0, 0, 0]));
    let file = encode(&DynamicImage::from(image), ImageFormat::Png);
    let thumbnail = renditions(&file, &ImageLimits::default()).unwrap().thumbnail;
    let pixel = image::load_from_memory(&thumbnail).unwrap().to_rgb8()[(100, 1)].0;
    assert!(pixel.iter().all(|channel| channel.abs_diff(128) < 3), "{pixel:?}");
}

#[test]
fn grey_stays_grey_and_metadata_stays_behind() {
    let grey = quarters(2000, 1000).to_luma8();
    let file = with_orientation(&encode(&grey.into(), ImageFormat::Jpeg), 3);
    let thumbnail = renditions(&file, &ImageLimits::default()).unwrap().thumbnail;
    assert!(!image::load_from_memory(&thumbnail).unwrap().color().has_color());
    assert!(!thumbnail.windows(4).any(|bytes| bytes == b"Exif"));
}
