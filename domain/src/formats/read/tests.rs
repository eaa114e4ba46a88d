//! What was written is read back; what others wrote is read; what is wrong is told by its line.

use super::*;
use crate::{
    Point, Shape, ShapeKind,
    formats::{BuiltIn, Files, Label, LabelledImage, samples, write},
};

type Said = (String, String, Shape, bool, bool);

fn read(format: BuiltIn, bytes: &[u8]) -> (Vec<FoundLabel>, Vec<Unreadable>) {
    let (mut labels, mut problems) = (vec![], vec![]);
    let mut found = |label| match label {
        Ok(label) => labels.push(label),
        Err(problem) => problems.push(problem),
    };
    let reader = format.reader().unwrap();
    if let Err(problem) = reader(bytes, &mut found) {
        problems.push(problem);
    }
    (labels, problems)
}

fn written(format: BuiltIn, images: &[LabelledImage]) -> Vec<u8> {
    let mut files = Files::default();
    let mut set = samples::set(&samples::TYPES);
    set.types.iter_mut().filter(|of| of.shape == ShapeKind::MultiLine).for_each(|of| of.node_count = Some(3));
    write(&mut *format.writer(set), || images.iter().cloned(), &mut files).unwrap();
    files.iter().next().unwrap().1.to_vec()
}

fn said(label: FoundLabel) -> Said {
    let (_, kind) = samples::TYPES.into_iter().find(|(name, _)| *name == label.annotation_type).unwrap();
    (label.image, label.annotation_type, label.place.shape(kind).unwrap(), label.blurred, label.concealed)
}

fn of(image: &LabelledImage, label: &Label) -> Said {
    let name = samples::TYPES.into_iter().find(|(_, kind)| samples::type_of(*kind) == label.annotation_type);
    let name = name.unwrap().0.to_owned();
    (image.name.clone(), name, label.shape.clone(), label.blurred, label.concealed)
}

fn images(carried: fn(&Label) -> bool) -> Vec<LabelledImage> {
    let mut images = samples::images();
    images.truncate(3);
    for image in &mut images {
        image.labels.retain(carried);
    }
    images
}

#[test]
fn what_was_written_is_read_back() {
    let everything: fn(&Label) -> bool = |_| true;
    let whole: fn(&Label) -> bool = |label| {
        label
            .shape
            .nodes()
            .iter()
            .all(|node| node.x.micro() % 1_000_000 == 0 && node.y.micro() % 1_000_000 == 0)
    };
    for (format, carried) in
        [(BuiltIn::Csv, everything), (BuiltIn::Coco, everything), (BuiltIn::Imagetagger, whole)]
    {
        let images = images(carried);
        let (labels, problems) = read(format, &written(format, &images));
        assert_eq!(problems, [], "{format:?}");
        let expected: Vec<_> =
            images.iter().flat_map(|image| image.labels.iter().map(|label| of(image, label))).collect();
        assert_eq!(labels.into_iter().map(said).collect::<Vec<_>>(), expected, "{format:?}");
    }
}

#[test]
fn not_in_image_is_read_back() {
    let image = samples::image(1, "a.jpg", vec![samples::absent(ShapeKind::Polygon)]);
    for format in [BuiltIn::Csv, BuiltIn::Imagetagger] {
        let (labels, _) = read(format, &written(format, std::slice::from_ref(&image)));
        assert_eq!((labels.len(), &labels[0].place), (1, &Place::NotInImage), "{format:?}");
    }
}

/// As ImageTagger's own documentation has it: numbers as text, windows line ends, a mark of byte order.
#[test]
fn what_scripts_wrote_for_imagetagger_is_read() {
    let file = "\u{feff}a.png|ball|{\"x1\": \"10\",\"y1\": \"10\",\"x2\": \"20\",\"y2\": \"20\"}|bc\r\n\r\na.png|goal|not in image\r\n";
    let (labels, problems) = read(BuiltIn::Imagetagger, file.as_bytes());
    assert_eq!(problems, []);
    let nodes = vec![Point::px(10, 10), Point::px(20, 20)];
    assert_eq!(labels[0].place, Place::Nodes { kind: None, nodes });
    assert_eq!((labels[0].blurred, labels[0].concealed, labels[1].line), (true, true, 3));
}

#[test]
fn every_bad_line_is_told_and_the_others_are_read() {
    let file = "a.png|ball|{\"foo\": 3}|\n\
                a.png|ball\n\
                a.png|ball|{\"x1\": 1, \"y1\": \"one\"}|\n\
                a.png|ball|{\"x1\": 1, \"y1\": 2}|z\n\
                a.png|ball|{\"x1\": 1e99, \"y1\": 2}|\n\
                a.png|ball|{\"x1\": 1, \"y1\": 2, \"x2\": 3, \"y3\": 4}|\n\
                a.png|spot|{\"x1\": 1, \"y1\": 2}\n";
    let (labels, problems) = read(BuiltIn::Imagetagger, file.as_bytes());
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    assert_eq!((labels.len(), labels[0].line), (1, 7));
    for word in ["serde", "expected", "column"] {
        assert!(!problems.iter().any(|problem| problem.problem.contains(word)), "{problems:?}");
    }
}

#[test]
fn tables_of_boxes_are_read_by_their_columns() {
    let sized = "filename,label,x,y,w,h\na.png,ball,10,20,5,6\n";
    let corners = "Image,Type,xmin,ymin,xmax,ymax\na.png,ball,10,20,15,26\n";
    for file in [sized, corners] {
        let (labels, problems) = read(BuiltIn::Csv, file.as_bytes());
        assert_eq!(problems, []);
        let shape = labels[0].place.clone().shape(ShapeKind::BoundingBox).unwrap();
        assert_eq!(shape.nodes(), [Point::px(10, 20), Point::px(15, 26)]);
    }
    let (_, problems) = read(BuiltIn::Csv, b"a,b\n1,2\n");
    assert_eq!(problems[0].to_string(), "the head line has no column file_name, image, filename, name");
}

#[test]
fn coco_of_others_is_read() {
    let file = r#"{"images":[{"id":"a","file_name":"a.jpg","width":9,"height":9}],"categories":[{"id":7,"name":"ball"}],
        "annotations":[{"image_id":"a","category_id":7,"segmentation":[[1,1,5,1,5,4]]},
        {"image_id":"a","category_id":7,"bbox":[1,2,3,4],"segmentation":{"counts":"x","size":[9,9]},"attributes":{"occluded":true}},
        {"image_id":"b","category_id":7,"bbox":[1,2,3,4]},
        {"image_id":"a","category_id":8,"bbox":[1,2,3,4]},
        {"image_id":"a","category_id":7,"bbox":[1,2]},
        {"image_id":"a","category_id":7,"bbox":[1,1,4,3],"segmentation":[[1,1,5,1,5,4],[2,2,3,2,3,3]]}]}"#;
    let (labels, problems) = read(BuiltIn::Coco, file.as_bytes());
    assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [3, 4, 5]);
    let boxed = labels[0].place.clone().shape(ShapeKind::BoundingBox).unwrap();
    assert_eq!(boxed.nodes(), [Point::px(1, 1), Point::px(5, 4)]);
    assert_eq!(labels[0].place.clone().shape(ShapeKind::Polygon).unwrap().nodes().len(), 3);
    assert!(labels[1].concealed);
    assert!(labels[1].place.clone().shape(ShapeKind::Polygon).unwrap_err().contains("no outline"));
    assert_eq!(
        labels[2].place.clone().shape(ShapeKind::Polygon).unwrap_err(),
        "the outline has 2 parts; a polygon has one"
    );
}

#[test]
fn a_file_that_is_none_is_told_in_our_words() {
    for (format, bytes) in [
        (BuiltIn::Coco, &b"{\"images\": [}"[..]),
        (BuiltIn::Coco, b"[]"),
        (BuiltIn::Coco, b"{}"),
        (BuiltIn::Csv, b""),
        (BuiltIn::Imagetagger, b"a|b|\xff"),
        (BuiltIn::Coco, "[".repeat(100_000).as_bytes()),
    ] {
        let (labels, problems) = read(format, bytes);
        assert_eq!((labels.len(), problems.len(), problems[0].line), (0, 1, 0), "{format:?}");
        assert!(!problems[0].problem.contains("expected"), "{problems:?}");
    }
}
