//! EXIF orientations are applied once, and CMYK has its colours.

use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, ImageFormat,
    codecs::{png::PngEncoder, webp::WebPEncoder},
};

use super::{super::*, files::*};

/// How a camera that was held so stores the upright image.
fn stored(upright: &DynamicImage, orientation: u8) -> DynamicImage {
    match orientation {
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate90().fliph(),
        6 => upright.rotate270(),
        7 => upright.rotate270().fliph(),
        8 => upright.rotate90(),
        _ => upright.clone(),
    }
}

fn rendered(file: &[u8]) -> DynamicImage {
    let made = renditions(file, &ImageLimits::default()).unwrap();
    let screen = match made.screen {
        Screen::Rendered(screen) => screen,
        Screen::Original => file.to_vec().into(),
    };
    image::load_from_memory(&screen).unwrap()
}

/// Whether the colours stand in their quarters, from the top left.
fn is_upright(image: &DynamicImage) -> bool {
    let image = image.to_rgb8();
    let (right, bottom) = (image.width() * 3 / 4, image.height() * 3 / 4);
    let (left, top) = (image.width() / 4, image.height() / 4);
    let near = |x, y, color: [u8; 3]| image[(x, y)].0.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 40);
    near(left, top, [230, 20, 20])
        && near(right, top, [20, 200, 20])
        && near(left, bottom, [20, 20, 230])
        && near(right, bottom, [250, 250, 250])
}

#[test]
fn all_eight_orientations_are_shown_upright() {
    let upright = quarters(64, 32);
    for orientation in 1..=8 {
        let jpeg = encode(&stored(&upright, orientation), ImageFormat::Jpeg);
        let file = with_orientation(&jpeg, orientation);
        let picture = inspect(&file, &ImageLimits::default()).unwrap();
        assert_eq!((picture.width, picture.height, picture.orientation), (64, 32, orientation));
        assert!(is_upright(&rendered(&file)), "orientation {orientation}");
    }
}

fn write(mut encoder: impl ImageEncoder, image: &DynamicImage, orientation: u8) {
    encoder.set_exif_metadata(exif(orientation)).unwrap();
    encoder.write_image(image.as_bytes(), image.width(), image.height(), ExtendedColorType::Rgb8).unwrap();
}

#[test]
fn a_png_and_a_webp_may_carry_an_orientation() {
    for orientation in 1..=8 {
        let image = stored(&quarters(64, 32), orientation);
        let (mut png, mut webp) = (Vec::new(), Vec::new());
        write(PngEncoder::new(&mut png), &image, orientation);
        write(WebPEncoder::new_lossless(&mut webp), &image, orientation);
        for file in [png, webp] {
            let picture = inspect(&file, &ImageLimits::default()).unwrap();
            assert_eq!((picture.width, picture.height, picture.orientation), (64, 32, orientation));
            assert!(is_upright(&rendered(&file)), "{} {orientation}", picture.media_type);
        }
    }
}

#[test]
fn a_nonsensical_orientation_is_none() {
    let jpeg = encode(&quarters(64, 32), ImageFormat::Jpeg);
    for orientation in [0, 9, 255] {
        let picture = inspect(&with_orientation(&jpeg, orientation), &ImageLimits::default()).unwrap();
        assert_eq!((picture.width, picture.height, picture.orientation), (64, 32, 1));
    }
    let garbage = with_segment(&jpeg, 0xe1, b"Exif\0\0MM\0*\xff\xff\xff\xff");
    assert!(inspect(&garbage, &ImageLimits::default()).is_ok());
}

#[test]
fn four_inks_become_their_colours() {
    // Adobe stores what is left of the light: 255 is no ink.
    let cases = [
        ("CMYK red", four_component_jpeg([255, 0, 0, 255], 0), [255, 0, 0]),
        ("CMYK dark green", four_component_jpeg([0, 255, 0, 128], 0), [0, 128, 0]),
        ("CMYK white", four_component_jpeg([255, 255, 255, 255], 0), [255, 255, 255]),
        ("YCCK red", four_component_jpeg([179, 171, 1, 255], 2), [255, 0, 0]),
        ("YCCK black", four_component_jpeg([0, 128, 128, 0], 2), [0, 0, 0]),
        ("YCCK grey", four_component_jpeg([127, 128, 128, 255], 2), [128, 128, 128]),
    ];
    for (what, file, expected) in cases {
        assert!(matches!(renditions(&file, &ImageLimits::default()).unwrap().screen, Screen::Rendered(_)));
        let pixel = rendered(&file).to_rgb8()[(8, 8)].0;
        let near = pixel.iter().zip(expected).all(|(a, b)| a.abs_diff(b) <= 4);
        assert!(near, "{what}: {pixel:?}");
    }
}
