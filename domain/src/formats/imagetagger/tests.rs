//! ImageTagger's label file: lines as it reads them, and what they cannot say.

use super::*;
use crate::formats::{BuiltIn, Files, samples, tests::digest, write};

fn lines(set: LabelledSet, images: &[LabelledImage]) -> (String, Report) {
    let mut writer = Imagetagger::new(set);
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    (files.text("labels.txt").unwrap().to_owned(), writer.report().clone())
}

#[test]
fn a_line_says_image_type_place_and_flags() {
    let (text, report) = lines(samples::set(&samples::TYPES), &samples::images());
    for line in [
        "a.jpg|ball|{\"x1\": 300, \"y1\": 50, \"x2\": 400, \"y2\": 170}|\n",
        "a.jpg|crossing|{\"x1\": 13, \"y1\": 30}|\n",
        "c.jpg|ball|{\"x1\": 10, \"y1\": 20, \"x2\": 21, \"y2\": 31}|b\n",
        "c.jpg|rope|{\"x1\": 1, \"y1\": 1, \"x2\": 2, \"y2\": 5, \"x3\": 9, \"y3\": 3}|\n",
        "|ball|not in image\n",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let lost = [("file_name", 1), ("rounded", 3)].map(|(loss, count)| (loss.to_owned(), count));
    assert_eq!(report.left_out(), lost.into());
}

#[test]
fn what_has_no_place_in_a_line_is_counted() {
    let ball = samples::label(crate::ShapeKind::BoundingBox, &[[10.0, 20.0], [11.0, 30.0]]);
    let mut set = samples::set(&samples::TYPES);
    set.types[0].name = "ball|red".to_owned();
    let (text, report) = lines(set, &[samples::image(1, "a.jpg", vec![ball])]);
    assert_eq!((text.as_str(), report.get(Loss::TypeName)), ("", 1));
}

#[test]
fn the_bytes_stay() {
    assert_eq!(
        digest(BuiltIn::Imagetagger),
        "4295b0c53bfd6ecce26ea0566b2204b0726be346f2151760940dd81bffab7e5c"
    );
}
