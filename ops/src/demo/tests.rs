//! The pictures are what their labels say they are.

use std::{collections::BTreeSet, io::Cursor};

use domain::Frame;
use image::{DynamicImage, ImageDecoder, ImageReader, metadata::Orientation};
use serde_json::Value;

use super::scenes::{SCENES, scenes};

#[test]
fn every_label_lies_in_its_picture_as_it_is_shown() {
    let mut kinds = BTreeSet::new();
    let mut lying = 0;
    for scene in scenes().unwrap() {
        let mut decoder =
            ImageReader::new(Cursor::new(scene.jpeg)).with_guessed_format().unwrap().into_decoder().unwrap();
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
fn there_are_twenty_four_pictures_of_two_megabytes() {
    let scenes = scenes().unwrap();
    assert_eq!(scenes.iter().map(|scene| &scene.name).collect::<BTreeSet<_>>().len(), 24);
    assert!(scenes.iter().map(|scene| scene.jpeg.len()).sum::<usize>() < 2 << 20);
}

/// What no label needs yet is no less true: metres seen through the camera are the pixels that stand beside them.
#[test]
fn every_joint_and_circle_lies_where_its_camera_sees_it() {
    let mut seen = 0;
    for picture in serde_json::from_str::<Vec<Value>>(SCENES).unwrap() {
        let joints = picture["robots"].as_array().unwrap().iter();
        let joints = joints.flat_map(|robot| robot["joints"].as_object().unwrap().values());
        let joints = joints.map(|joint| (&joint["at"], &joint["pixel"]));
        let balls = picture["balls"].as_array().unwrap().iter();
        let balls = balls.map(|ball| (&ball["at"], &ball["circle"]["center"]));
        for (at, pixel) in joints.chain(balls).filter(|(_, pixel)| !pixel.is_null()) {
            let [u, v] = projected(&picture["camera"], at);
            let off = (u - number(&pixel[0])).hypot(v - number(&pixel[1]));
            assert!(off < 0.2, "{}: {at} is not at {pixel} but at {u}, {v}", picture["file"]);
            seen += 1;
        }
    }
    assert!(seen > 500, "{seen}");
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

fn projected(camera: &Value, at: &Value) -> [f64; 2] {
    let way = [0, 1, 2].map(|axis| number(&at[axis]) - number(&camera["eye"][axis]));
    let along = |axis: &str| (0..3).map(|i| way[i] * number(&camera[axis][i])).sum::<f64>();
    let scale = number(&camera["focal"]) / along("forward");
    [
        number(&camera["middle"][0]) + scale * along("right"),
        number(&camera["middle"][1]) - scale * along("up"),
    ]
}
