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

fn written(set: LabelledSet, images: &[LabelledImage]) -> (Value, Report) {
    let mut writer = Coco::new(set);
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    (serde_json::from_str(files.text(FILE).unwrap()).unwrap(), writer.report().clone())
}

/// Of a set that uses the label's type and no other.
fn annotations_of(label: Label) -> Value {
    let mut set = samples::set(&samples::TYPES);
    set.types.iter_mut().for_each(|kind| kind.used = kind.id == label.annotation_type);
    let (mut file, _) = written(set, &[samples::image(1, "a.jpg", vec![label])]);
    file["annotations"].take()
}

fn counted<const N: usize>(losses: [(&str, u64); N]) -> std::collections::BTreeMap<String, u64> {
    losses.map(|(loss, count)| (loss.to_owned(), count)).into()
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
fn a_box_has_its_corner_and_size_and_is_segmented_by_its_corners() {
    let label = samples::label(ShapeKind::BoundingBox, &[[10.4, 20.25], [20.9, 30.75]]);
    assert_eq!(
        annotations_of(label),
        json!([{"id": 1, "image_id": 1, "category_id": 1, "bbox": [10.4, 20.25, 10.5, 10.5], "area": 121,
            "iscrowd": 0, "segmentation": [[10.4, 20.25, 20.9, 20.25, 20.9, 30.75, 10.4, 30.75]],
            "attributes": {"blurred": false, "concealed": false}}])
    );
}

#[test]
fn a_point_is_a_keypoint() {
    let label = Label { concealed: true, ..samples::label(ShapeKind::Point, &[[12.5, 30.0]]) };
    assert_eq!(
        annotations_of(label),
        json!([{"id": 1, "image_id": 1, "category_id": 2, "bbox": [12, 30, 1, 1], "area": 1, "iscrowd": 0,
            "segmentation": [[12, 30, 13, 30, 13, 31, 12, 31]], "keypoints": [12.5, 30, 2], "num_keypoints": 1,
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
fn a_line_is_two_keypoints_and_its_box_is_never_without_a_size() {
    let label = samples::label(ShapeKind::Line, &[[10.0, 480.0], [200.5, 480.0]]);
    assert_eq!(
        annotations_of(label),
        json!([{"id": 1, "image_id": 1, "category_id": 4, "bbox": [10, 479, 190.5, 1], "area": 191, "iscrowd": 0,
            "segmentation": [[10, 479, 200.5, 479, 200.5, 480, 10, 480]],
            "keypoints": [10, 480, 2, 200.5, 480, 2], "num_keypoints": 2,
            "attributes": {"blurred": false, "concealed": false}}])
    );
    let (text, _) = coco(&[]);
    let category =
        r#"{"id":4,"name":"line","supercategory":"","keypoints":["start","end"],"skeleton":[[1,2]]}"#;
    assert!(text.contains(category), "{text}");
}

#[test]
fn multi_lines_are_keypoints_where_their_type_says_how_many() {
    let rope = samples::label(ShapeKind::MultiLine, &[[1.0, 1.0], [2.0, 5.0], [9.0, 3.0]]);
    let images = [samples::image(1, "a.jpg", vec![rope])];
    let mut set = samples::set(&samples::TYPES);
    let (file, report) = written(set.clone(), &images);
    assert!(file["categories"].as_array().unwrap().iter().all(|category| category["name"] != "rope"));
    assert_eq!((&file["annotations"], report.left_out()), (&json!([]), counted([("node_count", 1)])));

    set.types[4].node_count = Some(3);
    let (file, report) = written(set, &images);
    assert_eq!(
        file["categories"][4],
        json!({"id": 5, "name": "rope", "supercategory": "", "keypoints": ["1", "2", "3"], "skeleton": [[1, 2], [2, 3]]})
    );
    let row = &file["annotations"][0];
    assert_eq!((&row["keypoints"], &row["num_keypoints"]), (&json!([1, 1, 2, 2, 5, 2, 9, 3, 2]), &json!(3)));
    assert_eq!((&row["bbox"], report.is_empty()), (&json!([1, 1, 8, 4]), true));
}

#[test]
fn a_row_without_keypoints_says_so_only_beside_others() {
    let ball = samples::label(ShapeKind::BoundingBox, &[[10.0, 20.0], [20.0, 30.0]]);
    assert_eq!(annotations_of(ball.clone())[0].get("num_keypoints"), None);
    let (file, _) = written(samples::set(&samples::TYPES), &[samples::image(1, "a.jpg", vec![ball])]);
    assert_eq!(file["annotations"][0]["num_keypoints"], 0);
}

#[test]
fn numbers_are_those_of_the_site_whatever_is_used() {
    let ball = samples::label(ShapeKind::BoundingBox, &[[10.0, 20.0], [20.0, 30.0]]);
    let field = samples::label(ShapeKind::Polygon, &[[0.0, 0.0], [64.0, 10.0], [32.0, 48.0]]);
    let images = [samples::image(1, "a.jpg", vec![field, ball])];
    let mut set = samples::set(&samples::TYPES);
    let (all, report) = written(set.clone(), &images);
    assert_eq!(report.left_out(), counted([("box_as_polygon", 1)]));
    set.types.iter_mut().for_each(|kind| kind.used = false);
    let (none, report) = written(set, &images);
    assert_eq!(all["categories"], none["categories"]);
    assert!(report.is_empty(), "a set without polygons has boxes only: {report:?}");
    let ids: Vec<_> = none["annotations"].as_array().unwrap().iter().map(|row| &row["category_id"]).collect();
    assert_eq!(ids, [3, 1]);
}

#[test]
fn a_bow_tie_has_the_area_that_it_covers() {
    let label =
        samples::label(ShapeKind::Polygon, &[[10.0, 10.0], [110.0, 110.0], [110.0, 10.0], [10.0, 110.0]]);
    assert_eq!(annotations_of(label)[0]["area"], 5000);
}

#[test]
fn polygons_without_an_area_are_counted_and_thin_ones_are_told_apart() {
    let polygon = |nodes: &[[f64; 2]]| samples::label(ShapeKind::Polygon, nodes);
    let flat = polygon(&[[10.0, 50.0], [100.0, 50.0], [200.0, 50.0]]);
    let diagonal = polygon(&[[10.0, 10.0], [50.0, 50.0], [90.0, 90.0]]);
    let thin = polygon(&[[10.0, 50.0], [100.0, 50.01], [200.0, 50.0]]);
    let image = samples::image(1, "a.jpg", vec![flat, diagonal, thin]);
    let (file, report) = written(samples::set(&samples::TYPES), &[image]);
    assert_eq!(report.left_out(), counted([("no_area", 2), ("no_pixel", 1)]));
    assert_eq!(file["annotations"].as_array().unwrap().len(), 1);
    assert_eq!(file["annotations"][0]["area"], 0);
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
    assert_eq!(ids, [1, 2, 3, 4, 5, 6]);
    let lost = [("box_as_polygon", 3), ("file_name", 1), ("node_count", 1), ("not_in_image", 1)];
    assert_eq!(report.left_out(), counted(lost));
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
    let kept = "6807b274561c254bae067a1116e5439588d86aebca86b357e4dbd9818450bddf";
    assert_eq!(crate::formats::tests::digest(BuiltIn::Coco), kept);
}
