//! COCO: the JSON, and what it cannot carry.

use serde_json::{Value, json};

use super::*;
use crate::{
    ShapeKind,
    formats::{BuiltIn, Files, samples, write},
};

fn coco(images: &[LabelledImage]) -> (String, Report) {
    let mut writer = Coco::new(samples::set(&samples::TYPES));
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    (files.text(FILE).unwrap().to_owned(), writer.report().clone())
}

fn annotations_of(label: Label) -> Value {
    let (text, _) = coco(&[samples::image(1, "a.jpg", vec![label])]);
    serde_json::from_str::<Value>(&text).unwrap()["annotations"].take()
}

#[test]
fn a_set_without_images_is_a_whole_file() {
    let mut writer = Coco::new(samples::set(&[("ball", ShapeKind::BoundingBox)]));
    let mut files = Files::default();
    write(&mut writer, Vec::new, &mut files).unwrap();
    assert_eq!(
        files.text(FILE).unwrap(),
        r#"{"info":{"description":"final","version":"log position 42","contributor":"Bit-Bots","image_set":"00000000-0000-0000-0000-000000000001","log_position":42},
"licenses":[],
"categories":[
{"id":1,"name":"ball","supercategory":""}],
"images":[],
"annotations":[]}
"#
    );
}

#[test]
fn an_image_that_came_in_a_folder_says_where_it_lay() {
    let image = samples::image(1, "0001.jpg", vec![]);
    let (text, _) = coco(&[LabelledImage { path: "cam1/0001.jpg".to_owned(), ..image.clone() }, image]);
    let file: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(file["images"][0]["source_path"], "cam1/0001.jpg");
    assert!(file["images"][1].get("source_path").is_none());
}

#[test]
fn a_box_has_its_corner_size_and_area() {
    let label = samples::label(ShapeKind::BoundingBox, &[[10.4, 20.25], [20.9, 30.75]]);
    assert_eq!(
        annotations_of(label),
        json!([{"id": 1, "image_id": 1, "category_id": 1, "bbox": [10.4, 20.25, 10.5, 10.5], "area": 110.25,
            "iscrowd": 0, "segmentation": [], "attributes": {"blurred": false, "concealed": false}}])
    );
}

#[test]
fn a_point_is_a_keypoint() {
    let label = Label { concealed: true, ..samples::label(ShapeKind::Point, &[[12.5, 30.0]]) };
    assert_eq!(
        annotations_of(label),
        json!([{"id": 1, "image_id": 1, "category_id": 2, "bbox": [12.5, 30, 0, 0], "area": 0, "iscrowd": 0,
            "segmentation": [], "keypoints": [12.5, 30, 2], "num_keypoints": 1,
            "attributes": {"blurred": false, "concealed": true}}])
    );
    let (text, _) = coco(&[]);
    assert!(
        text.contains(
            r#"{"id":2,"name":"crossing","supercategory":"","keypoints":["crossing"],"skeleton":[]}"#
        )
    );
}

#[test]
fn a_polygon_has_its_own_area() {
    let label = samples::label(ShapeKind::Polygon, &[[1.0, 1.0], [1.0, 4.0], [5.0, 4.0]]);
    assert_eq!(
        annotations_of(label),
        json!([{"id": 1, "image_id": 1, "category_id": 3, "bbox": [1, 1, 4, 3], "area": 6, "iscrowd": 0,
            "segmentation": [[1, 1, 1, 4, 5, 4]], "attributes": {"blurred": false, "concealed": false}}])
    );
}

#[test]
fn images_without_labels_stay_and_losses_are_told() {
    let (text, report) = coco(&samples::images());
    let file: Value = serde_json::from_str(&text).unwrap();
    let images = file["images"].as_array().unwrap();
    assert_eq!(images.len(), 4);
    assert_eq!(images[1]["file_name"], "b.jpg");
    assert_eq!(images[3]["file_name"], "c-00000000-0000-0000-0000-000000000004.jpg");
    let ids: Vec<_> = file["annotations"].as_array().unwrap().iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    let lost = [("file_name", 1), ("line", 1), ("multi_line", 1), ("not_in_image", 1)];
    assert_eq!(report.left_out(), lost.map(|(loss, count)| (loss.to_owned(), count)).into());
}

#[test]
fn a_source_that_changed_between_passes_is_an_error() {
    let mut writer = Coco::new(samples::set(&samples::TYPES));
    let mut files = Files::default();
    writer.begin(&mut files).unwrap();
    writer.image(0, &samples::image(1, "a.jpg", vec![]), &mut files).unwrap();
    writer.end_pass(0, &mut files).unwrap();
    assert!(writer.end_pass(1, &mut files).is_err());
}

#[test]
fn the_bytes_of_exports_are_kept_for_ever() {
    let kept = "1c1652da123f5b88858bbc57155346643a6125c0361931d7939fd987ea4756ad";
    assert_eq!(crate::formats::tests::digest(BuiltIn::Coco), kept);
}
