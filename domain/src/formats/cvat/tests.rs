//! CVAT: every shape, marks, names that look like XML, and what it cannot carry.

use super::*;
use crate::formats::{BuiltIn, Files, samples, tests::digest, write};

fn cvat(set: LabelledSet, images: &[LabelledImage]) -> (String, Report) {
    let mut writer = Cvat::new(set);
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    (files.text("annotations.xml").unwrap().to_owned(), writer.report().clone())
}

#[test]
fn every_shape_has_its_element() {
    let (file, report) = cvat(samples::set(&samples::TYPES), &samples::images());
    for line in [
        "<box label=\"ball\" source=\"manual\" occluded=\"0\" xtl=\"300\" ytl=\"50\" xbr=\"400\" ybr=\"170\" z_order=\"0\">",
        "<points label=\"crossing\" source=\"manual\" occluded=\"0\" points=\"12.5,30\" z_order=\"0\">",
        "<polyline label=\"line\" source=\"manual\" occluded=\"0\" points=\"10,20;5,60\" z_order=\"0\">",
        "<polyline label=\"rope\" source=\"manual\" occluded=\"0\" points=\"1,1;2,5;9,3\" z_order=\"0\">",
        "<polygon label=\"field\" source=\"manual\" occluded=\"0\" points=\"0,0;640,100;320,480\" z_order=\"0\">",
        "<image id=\"1\" name=\"b.jpg\" width=\"640\" height=\"480\">\n</image>",
    ] {
        assert!(file.contains(line), "{line}\n{file}");
    }
    let lost = [("file_name", 1), ("not_in_image", 1)].map(|(loss, count)| (loss.to_owned(), count));
    assert_eq!(report.left_out(), lost.into());
}

#[test]
fn marks_and_names_stay_what_they_are() {
    let mut set = samples::set(&samples::TYPES);
    set.types[0].name = "\"ball\" & <goal>".to_owned();
    let ball = samples::label(ShapeKind::BoundingBox, &[[10.4, 20.25], [20.9, 30.75]]);
    let label = Label { blurred: true, concealed: true, ..ball };
    let (file, report) = cvat(set, &[samples::image(1, "a&b.jpg", vec![label])]);
    assert!(file.contains("name=\"a&amp;b.jpg\""), "{file}");
    let box_ = "<box label=\"&quot;ball&quot; &amp; &lt;goal&gt;\" source=\"manual\" occluded=\"1\" xtl=\"10.4\" ytl=\"20.25\" \
                xbr=\"20.9\" ybr=\"30.75\" z_order=\"0\"><attribute name=\"blurred\">true</attribute></box>";
    assert!(file.contains(box_), "{file}");
    assert!(report.is_empty());
}

#[test]
fn the_bytes_stay() {
    assert_eq!(digest(BuiltIn::Cvat), "623b9929bfb0a3b5ea76988f06a6591a5dec7b2bebbe7c0b3a9b7728e336a2b1");
}
