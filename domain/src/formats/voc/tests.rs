//! Pascal VOC: whole pixels in both conventions, lists, and what it cannot carry.

use super::*;
use crate::formats::{BuiltIn, Files, samples, tests::digest, write};

fn voc(new: fn(LabelledSet) -> Voc, images: &[LabelledImage]) -> (Files, Report) {
    let mut writer = new(samples::set(&samples::TYPES));
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    (files, writer.report().clone())
}

fn box_of(new: fn(LabelledSet) -> Voc, nodes: &[[f64; 2]]) -> (Option<String>, Report) {
    let label = samples::label(ShapeKind::BoundingBox, nodes);
    let (files, report) = voc(new, &[samples::image(1, "a.jpg", vec![label])]);
    let line = files.text("Annotations/a.xml").unwrap().lines().find(|line| line.starts_with("<bndbox>"));
    (line.map(str::to_owned), report)
}

/// As in the table of `formats.md`: 10, 20 to 40, 35.
#[test]
fn the_devkit_counts_from_one_and_others_from_zero() {
    let nodes = [[10.0, 20.0], [40.0, 35.0]];
    let (devkit, report) = box_of(Voc::devkit, &nodes);
    assert_eq!(
        devkit.as_deref(),
        Some("<bndbox><xmin>11</xmin><ymin>21</ymin><xmax>40</xmax><ymax>35</ymax></bndbox>")
    );
    assert!(report.is_empty());
    let (zero, _) = box_of(Voc::zero, &nodes);
    assert_eq!(
        zero.as_deref(),
        Some("<bndbox><xmin>10</xmin><ymin>20</ymin><xmax>40</xmax><ymax>35</ymax></bndbox>")
    );
}

#[test]
fn a_box_covers_every_pixel_that_it_touches_and_says_that_it_was_rounded() {
    let (line, report) = box_of(Voc::devkit, &[[10.4, 20.9], [20.1, 639.0]]);
    assert_eq!(
        line.as_deref(),
        Some("<bndbox><xmin>11</xmin><ymin>21</ymin><xmax>21</xmax><ymax>480</ymax></bndbox>")
    );
    assert_eq!(report.left_out(), [("rounded".to_owned(), 1)].into());
    let (line, report) = box_of(Voc::devkit, &[[-9.0, 1.0], [0.0, 9.0]]);
    assert_eq!((line, report.get(Loss::Outside)), (None, 1));
}

#[test]
fn every_image_has_its_file_and_stands_in_one_list() {
    let (files, report) = voc(Voc::devkit, &samples::images());
    let annotated = files.iter().filter(|(path, _)| path.starts_with("Annotations/")).count();
    let listed = ["train", "val"]
        .map(|part| files.text(&format!("ImageSets/Main/{part}.txt")).unwrap().lines().count());
    assert_eq!((annotated, listed.iter().sum::<usize>()), (4, 4));
    let lost = [
        ("file_name", 1),
        ("line", 1),
        ("marks", 1),
        ("multi_line", 1),
        ("not_in_image", 1),
        ("point", 1),
        ("polygon_as_box", 1),
        ("rounded", 2),
    ];
    assert_eq!(report.left_out(), lost.map(|(loss, count)| (loss.to_owned(), count)).into());
}

#[test]
fn the_bytes_stay() {
    assert_eq!(digest(BuiltIn::Voc), "cf647e414317580ed0154b661be60c75762db4adb00872c2b5800b0bea4c261d");
    assert_eq!(digest(BuiltIn::VocZero), "db025affb507aa66b199af0775d44ae1a2b2de9eca71a1e7a5be56b3b38ee3c0");
}
