//! Datumaro: classes by number, every shape, the empty image.

use serde_json::{Value, json};

use super::*;
use crate::formats::{BuiltIn, Files, samples, tests::digest, write};

#[test]
fn every_shape_has_its_kind_and_its_class_number() {
    let mut writer = Datumaro::new(samples::set(&samples::TYPES));
    let mut files = Files::default();
    write(&mut writer, samples::images, &mut files).unwrap();
    let file: Value = serde_json::from_str(files.text("annotations/default.json").unwrap()).unwrap();

    let classes = file["categories"]["label"]["labels"].as_array().unwrap();
    assert_eq!(
        classes.iter().map(|class| class["name"].as_str().unwrap()).collect::<Vec<_>>(),
        samples::TYPES.map(|(name, _)| name)
    );
    let items = file["items"].as_array().unwrap();
    assert_eq!((items.len(), &items[1]["annotations"]), (4, &json!([])));
    assert_eq!(items[0]["image"], json!({"path": "a.jpg", "size": [480, 640]}));
    let ball = &items[0]["annotations"][0];
    assert_eq!(
        (&ball["type"], &ball["label_id"], &ball["bbox"]),
        (&json!("bbox"), &json!(0), &json!([300, 50, 100, 120]))
    );
    let small = &items[2]["annotations"][1];
    assert_eq!(small["attributes"], json!({"blurred": true, "occluded": false}));
    let kinds: Vec<_> = items
        .iter()
        .flat_map(|item| item["annotations"].as_array().unwrap())
        .map(|row| &row["type"])
        .collect();
    assert_eq!(kinds, ["bbox", "points", "polyline", "polygon", "bbox", "polyline", "bbox"]);

    let lost = [("file_name", 1), ("not_in_image", 1)].map(|(loss, count)| (loss.to_owned(), count));
    assert_eq!(writer.report().left_out(), lost.into());
}

#[test]
fn the_bytes_stay() {
    assert_eq!(digest(BuiltIn::Datumaro), "fa10c7e41e9f00c6209a248885cba83cbd68a207b05f134efb56759e386a5c04");
}
