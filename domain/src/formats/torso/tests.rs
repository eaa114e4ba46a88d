//! TORSO-21: labels and images without, *not in image*, names that YAML would read otherwise.

use super::*;
use crate::formats::{BuiltIn, Files, samples, tests::digest, write};

fn torso(set: LabelledSet, images: &[LabelledImage]) -> (String, Report) {
    let mut writer = Torso::new(set);
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    (files.text("annotations.yaml").unwrap().to_owned(), writer.report().clone())
}

#[test]
fn an_image_says_its_labels_and_its_size() {
    let (text, report) = torso(samples::set(&samples::TYPES), &samples::images());
    let first = "images:\n  \"a.jpg\":\n    annotations:\n    \
                 - {blurred: false, concealed: false, in_image: true, type: \"ball\", vector: [[300, 50], [400, 170]]}\n    \
                 - {blurred: false, concealed: false, in_image: true, type: \"crossing\", vector: [[12.5, 30]]}\n    \
                 - {blurred: false, concealed: false, in_image: true, type: \"line\", vector: [[10, 20], [5, 60]]}\n    \
                 height: 480\n";
    assert!(text.starts_with(first), "{text}");
    assert!(text.contains("  \"b.jpg\":\n    annotations: []\n    height: 480\n"), "{text}");
    assert!(text.contains("    - {in_image: false, type: \"ball\"}\n"), "{text}");
    assert_eq!(report.left_out(), [("file_name".to_owned(), 1)].into());
}

#[test]
fn a_set_without_images_has_none() {
    assert_eq!(torso(samples::set(&samples::TYPES), &[]).0, "images: {}\n");
}

#[test]
fn the_bytes_stay() {
    assert_eq!(digest(BuiltIn::Torso), "e48e9a3edeffc24ff80a05eac739895185befdf912e5527f5430f936563e5716");
}
