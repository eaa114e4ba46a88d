//! LabelMe: every shape, the empty image, and what it cannot carry.

use serde_json::{Value, json};

use super::*;
use crate::formats::{BuiltIn, Files, samples, tests::digest, write};

#[test]
fn every_image_has_its_file_with_every_shape() {
    let mut writer = Labelme::new(samples::set(&samples::TYPES));
    let mut files = Files::default();
    write(&mut writer, samples::images, &mut files).unwrap();
    let paths: Vec<_> = files.iter().map(|(path, _)| path.to_owned()).collect();
    assert_eq!(paths.len(), 4);
    let file = |path: &str| serde_json::from_str::<Value>(files.text(path).unwrap()).unwrap();

    let first = file("a.json");
    assert_eq!(first["imagePath"], "a.jpg");
    assert_eq!((&first["imageWidth"], &first["imageHeight"]), (&json!(640), &json!(480)));
    assert!(first.as_object().unwrap().contains_key("imageData"));
    let kinds: Vec<_> = first["shapes"].as_array().unwrap().iter().map(|row| &row["shape_type"]).collect();
    assert_eq!(kinds, ["rectangle", "point", "line"]);
    assert_eq!(first["shapes"][1]["points"], json!([[12.5, 30]]));

    assert_eq!(file("b.json")["shapes"], json!([]));
    let third = file("c.json");
    let kinds: Vec<_> = third["shapes"].as_array().unwrap().iter().map(|row| &row["shape_type"]).collect();
    assert_eq!(kinds, ["polygon", "rectangle", "linestrip"]);
    assert_eq!(third["shapes"][1]["flags"], json!({"blurred": true, "concealed": false}));

    let lost = [("file_name", 1), ("not_in_image", 1)].map(|(loss, count)| (loss.to_owned(), count));
    assert_eq!(writer.report().left_out(), lost.into());
}

#[test]
fn the_bytes_stay() {
    assert_eq!(digest(BuiltIn::Labelme), "445e267c212d650020f62681be8ea361d36b316156592e459f93e47616a63c31");
}
