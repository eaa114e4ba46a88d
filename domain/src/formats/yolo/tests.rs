//! YOLO: lines, classes, data.yaml, and what it cannot carry.

use super::*;
use crate::formats::{BuiltIn, Files, samples, write};

const BOXES: [(&str, ShapeKind); 2] = [("ball", ShapeKind::BoundingBox), ("crossing", ShapeKind::Point)];

type New = fn(LabelledSet) -> Yolo;

fn yolo(new: New, types: &[(&str, ShapeKind)], images: &[LabelledImage]) -> (Files, Report) {
    let mut writer = new(samples::set(types));
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    (files, writer.report().clone())
}

/// The rows of one image with these labels.
fn rows(new: New, types: &[(&str, ShapeKind)], labels: Vec<Label>) -> (String, Report) {
    let (files, report) = yolo(new, types, &[samples::image(1, "a.jpg", labels)]);
    let (_, bytes) = files.iter().last().unwrap();
    (String::from_utf8(bytes.to_vec()).unwrap(), report)
}

fn ball() -> Label {
    samples::label(ShapeKind::BoundingBox, &[[300.0, 50.0], [400.0, 170.0]])
}

fn field() -> Label {
    samples::label(ShapeKind::Polygon, &[[0.0, 0.0], [640.0, 120.0], [320.0, 480.0]])
}

#[test]
fn boxes_are_centre_and_size() {
    let (rows, report) = rows(Yolo::detect, &BOXES, vec![ball()]);
    assert_eq!(rows, "0 0.546875 0.229167 0.156250 0.250000\n");
    assert!(report.is_empty());
}

#[test]
fn whoever_segments_gets_polygons_and_of_boxes_their_corners() {
    let (rows, report) = rows(Yolo::segment, &samples::TYPES, vec![ball(), field()]);
    assert_eq!(
        rows,
        "0 0.468750 0.104167 0.625000 0.104167 0.625000 0.354167 0.468750 0.354167\n\
         2 0.000000 0.000000 1.000000 0.250000 0.500000 1.000000\n"
    );
    assert_eq!(report.left_out(), [("box_as_polygon".to_owned(), 1)].into());
}

#[test]
fn whoever_detects_gets_boxes_and_of_polygons_those_around_them() {
    let (rows, report) = rows(Yolo::detect, &samples::TYPES, vec![ball(), field()]);
    assert_eq!(rows, "0 0.546875 0.229167 0.156250 0.250000\n2 0.500000 0.500000 1.000000 1.000000\n");
    assert_eq!(report.left_out(), [("polygon_as_box".to_owned(), 1)].into());
}

/// As `cases/coco-zero-height` has it for COCO: the same labels are told of in every format.
#[test]
fn what_is_thinner_than_a_pixel_is_written_and_told_as_coco_does_it() {
    let sliver = || samples::label(ShapeKind::Polygon, &[[10., 50.], [100., 50.01], [200., 50.]]);
    let flat = || samples::label(ShapeKind::Polygon, &[[10., 50.], [100., 50.], [200., 50.]]);
    let thin = || vec![sliver(), flat()];
    let mut coco = crate::formats::coco::Coco::new(samples::set(&samples::TYPES));
    write(&mut coco, || [samples::image(1, "a.jpg", thin())].into_iter(), &mut Files::default()).unwrap();
    let report = coco.report();
    assert_eq!((report.get(Loss::NoPixel), report.get(Loss::NoArea)), (1, 1));

    for new in [Yolo::detect as New, Yolo::segment] {
        let (rows, report) = rows(new, &samples::TYPES, thin());
        assert_eq!(rows.lines().count(), 1, "{rows}");
        assert_eq!((report.get(Loss::NoPixel), report.get(Loss::NoArea)), (1, 1), "{report:?}");
    }
    let (_, report) = rows(Yolo::segment, &samples::TYPES, vec![field()]);
    assert_eq!(report.get(Loss::NoPixel), 0);
}

#[test]
fn before_there_was_a_choice_a_used_type_made_it() {
    assert_eq!(Yolo::undecided(samples::set(&samples::TYPES)).rows, RowForm::Polygons);
    assert_eq!(Yolo::undecided(samples::set(&BOXES)).rows, RowForm::Boxes);
    let mut set = samples::set(&samples::TYPES);
    set.types.iter_mut().for_each(|kind| kind.used = false);
    assert_eq!(Yolo::undecided(set).rows, RowForm::Boxes);
}

#[test]
fn polygons_without_an_area_are_counted_apart_from_what_lies_outside() {
    let polygon = |nodes: &[[f64; 2]]| samples::label(ShapeKind::Polygon, nodes);
    let flat = || polygon(&[[10.0, 50.0], [100.0, 50.0], [200.0, 50.0]]);
    let diagonal = || polygon(&[[10.0, 10.0], [50.0, 50.0], [90.0, 90.0]]);
    // Less than half a millionth of the height.
    let thin = || polygon(&[[10.0, 50.0], [100.0, 50.000_2], [200.0, 50.0]]);
    let outside = || polygon(&[[-10.0, 50.0], [-1.0, 90.0], [0.0, 70.0]]);
    for new in [Yolo::detect as New, Yolo::segment, Yolo::undecided] {
        let (rows, report) = rows(new, &samples::TYPES, vec![flat(), diagonal(), thin(), outside()]);
        assert_eq!(rows, "");
        let lost = [("no_area", 3), ("outside", 1)].map(|(loss, count)| (loss.to_owned(), count));
        assert_eq!(report.left_out(), lost.into());
    }
}

#[test]
fn what_reaches_outside_is_cut_and_what_lies_outside_is_left_out() {
    let across = samples::label(ShapeKind::BoundingBox, &[[-64.0, 0.0], [64.0, 600.0]]);
    let outside = samples::label(ShapeKind::BoundingBox, &[[700.0, 0.0], [800.0, 60.0]]);
    let (rows, report) = rows(Yolo::detect, &BOXES, vec![across, outside]);
    assert_eq!(rows, "0 0.050000 0.500000 0.100000 1.000000\n");
    assert_eq!(report.left_out(), [("outside".to_owned(), 1)].into());
}

#[test]
fn a_set_is_a_folder_that_says_what_it_is() {
    let (files, report) = yolo(Yolo::segment, &samples::TYPES, &samples::images());
    let paths: Vec<_> = files.iter().map(|(path, _)| path).collect();
    assert_eq!(
        paths,
        [
            "images.csv",
            "data.yaml",
            "README.txt",
            "labels/train/a.txt",
            "labels/train/b.txt",
            "labels/train/c.txt",
            "labels/train/c-00000000-0000-0000-0000-000000000004.txt",
        ]
    );
    assert_eq!(files.text("labels/train/b.txt"), Some(""));
    assert_eq!(
        files.text("data.yaml"),
        Some(
            "train: images/train\nval: images/train\nnames:\n  0: \"ball\"\n  1: \"crossing\"\n  2: \"field\"\n  \
             3: \"line\"\n  4: \"rope\"\n"
        )
    );
    let lost = [
        ("box_as_polygon", 3),
        ("file_name", 1),
        ("line", 1),
        ("marks", 1),
        ("multi_line", 1),
        ("not_in_image", 1),
        ("point", 1),
    ];
    assert_eq!(report.left_out(), lost.map(|(loss, count)| (loss.to_owned(), count)).into());
}

#[test]
fn every_image_is_listed_with_its_place() {
    let image = samples::image(1, "a, \"b\".jpg", vec![]);
    let (files, _) =
        yolo(Yolo::detect, &BOXES, &[LabelledImage { path: "=cam1/a, \"b\".jpg".to_owned(), ..image }]);
    let digest = crate::Digest::of(b"a, \"b\".jpg");
    let listed = files.text("images.csv").unwrap();
    let expected = format!(
        ",640,480,{digest},00000000-0000-0000-0000-000000000001,\"a, \"\"b\"\".jpg\",\"'=cam1/a, \"\"b\"\".jpg\"\n"
    );
    assert!(listed.starts_with("path,width,height,sha256,id,name,source_path\n\"images/"), "{listed}");
    assert!(listed.ends_with(&expected), "{listed}");
}

#[test]
fn one_image_in_five_is_for_validation_whatever_else_is_in_the_set() {
    let images: Vec<_> = (0..500).map(|n| samples::image(n, &format!("{n}.jpg"), vec![])).collect();
    let val = images.iter().filter(|image| Part::of(image) == Part::Val).count();
    assert!((70..130).contains(&val), "{val}");
    let (files, _) = yolo(Yolo::detect, &BOXES, &images);
    assert!(files.text("data.yaml").unwrap().starts_with("train: images/train\nval: images/val\n"));
}

#[test]
fn class_names_cannot_break_the_yaml() {
    let set = samples::set(&[("a\": {b}\u{2028}c", ShapeKind::BoundingBox)]);
    let yaml = texts::data_yaml(&BTreeSet::new(), &set.types);
    assert_eq!(yaml, "train: images/train\nval: images/val\nnames:\n  0: \"a\\\": {b}\\u2028c\"\n");
}

#[test]
fn the_bytes_of_exports_are_kept_for_ever() {
    for (format, kept) in [
        (BuiltIn::YoloDetect, "10310bfef359cb29444587b4348c6ff86a0cf33f2124dffc3ba1309691bc607f"),
        (BuiltIn::YoloSegment, "483d6492ea2655928b4ce0e74a735c51d287fe479fd906fcfdbba3aee96d5cc5"),
    ] {
        assert_eq!(crate::formats::tests::digest(format), kept, "{format:?}");
    }
    assert_eq!(
        crate::formats::tests::digest(BuiltIn::Yolo),
        crate::formats::tests::digest(BuiltIn::YoloSegment)
    );
}
