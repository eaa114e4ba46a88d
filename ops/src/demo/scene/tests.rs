//! The pictures are what their labels say they are.

use std::{collections::BTreeSet, io::Cursor};

use domain::Frame;
use image::{DynamicImage, ImageDecoder, ImageReader, metadata::Orientation};

use super::scenes;

#[test]
fn every_label_lies_in_its_picture_as_it_is_shown() {
    let mut kinds = BTreeSet::new();
    let mut lying = 0;
    for scene in scenes() {
        let mut decoder =
            ImageReader::new(Cursor::new(&scene.jpeg)).with_guessed_format().unwrap().into_decoder().unwrap();
        let orientation = decoder.orientation().unwrap();
        lying += usize::from(orientation == Orientation::Rotate90);
        let mut shown = DynamicImage::from_decoder(decoder).unwrap();
        shown.apply_orientation(orientation);
        let frame = Frame { width: shown.width(), height: shown.height() };
        for label in &scene.labels {
            assert!(frame.holds(&label.shape), "{}: {label:?}", scene.name);
            kinds.insert(label.kind);
        }
        assert!(scene.labels.iter().any(|label| label.kind == "ball" || label.kind == "line"));
    }
    assert_eq!(kinds, BTreeSet::from(["ball", "crossing", "goalpost", "line", "robot"]));
    assert_eq!(lying, 1);
}

#[test]
fn every_start_draws_the_same_pictures() {
    let twice = [0, 1].map(|_| scenes().take(3).map(|scene| (scene.jpeg, scene.labels)).collect::<Vec<_>>());
    assert_eq!(twice[0], twice[1]);
    assert_eq!(scenes().map(|scene| scene.name).collect::<BTreeSet<_>>().len(), 24);
}
