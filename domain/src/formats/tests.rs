//! What holds for every format.

use proptest::{collection::vec, prelude::*};
use serde_json::Value;
use uuid::Uuid;

use super::*;
use crate::{Coordinate, ImageId, Point};

const SIDE: i64 = 640_000_000;

fn any_shape() -> impl Strategy<Value = Shape> {
    let coordinate = || (0..=SIDE).prop_map(Coordinate::from_micro);
    let node = (coordinate(), coordinate()).prop_map(|(x, y)| Point { x, y });
    let kind = proptest::sample::select(ShapeKind::ALL);
    (kind, vec(node, 1..9)).prop_map(|(kind, nodes)| {
        let nodes = nodes.into_iter().take(kind.max_nodes()).collect();
        Shape::new(kind, nodes).unwrap_or(Shape::NotInImage)
    })
}

fn any_label() -> impl Strategy<Value = Label> {
    let kind = proptest::sample::select(ShapeKind::ALL);
    (any_shape(), kind, any::<(bool, bool)>()).prop_map(|(shape, kind, (blurred, concealed))| {
        // Not in image has a type of any kind; the others have their own.
        let annotation_type = samples::type_of(shape.kind().unwrap_or(kind));
        let plain = samples::label(ShapeKind::Point, &[[0.0, 0.0]]);
        Label { annotation_type, shape, blurred, concealed, ..plain }
    })
}

fn any_image() -> impl Strategy<Value = LabelledImage> {
    (any::<u128>(), "\\PC{1,100}", vec(any_label(), 0..6)).prop_map(|(id, name, labels)| LabelledImage {
        image: ImageId::new(Uuid::from_u128(id)),
        frame: Frame { width: 640, height: 640 },
        ..samples::image(0, &name, labels)
    })
}

fn files(format: BuiltIn, images: &[LabelledImage]) -> Files {
    let images = samples::added(images.to_vec());
    let mut files = Files::default();
    let mut writer = format.writer(samples::set(&samples::TYPES));
    write(&mut *writer, || images.iter().cloned(), &mut files).unwrap();
    files
}

fn rows<'a>(file: &'a Value, key: &str) -> &'a [Value] {
    file[key].as_array().unwrap()
}

proptest! {
    #[test]
    fn coco_gives_every_box_back(images in vec(any_image(), 0..5)) {
        let written = files(BuiltIn::Coco, &images);
        let file: Value = serde_json::from_str(written.text("annotations.json").unwrap()).unwrap();
        prop_assert_eq!(rows(&file, "images").len(), images.len());

        // The box around keypoints may be larger, and a multi-line of any number of points is not in the file.
        let carried = |label: &&Label| !label.shape.is_flat() && matches!(
            label.shape.kind(),
            Some(ShapeKind::BoundingBox | ShapeKind::Polygon)
        );
        let labels: Vec<_> = images.iter().flat_map(|image| &image.labels).filter(carried).collect();
        let annotations: Vec<_> =
            rows(&file, "annotations").iter().filter(|row| row.get("keypoints").is_none()).collect();
        prop_assert_eq!(annotations.len(), labels.len());
        for (annotation, label) in annotations.iter().zip(labels) {
            let number = |index: usize| Coordinate::parse(annotation["bbox"][index].as_f64().unwrap()).unwrap();
            let (min, max) = label.shape.bounds().unwrap();
            let size = [min.x.distance(max.x), min.y.distance(max.y)];
            prop_assert_eq!([number(0), number(1)], [min.x, min.y]);
            prop_assert_eq!([number(2), number(3)], size);
        }
    }

    #[test]
    fn yolo_numbers_lie_in_the_image_and_paths_are_unique(images in vec(any_image(), 0..5)) {
        for format in [BuiltIn::YoloDetect, BuiltIn::YoloSegment] {
        let written = files(format, &images);
        let paths: std::collections::BTreeSet<_> = written.iter().map(|(path, _)| path.to_lowercase()).collect();
        prop_assert_eq!(paths.len(), images.len() + 3);
        for (path, bytes) in written.iter().filter(|(path, _)| path.starts_with("labels/")) {
            prop_assert_eq!(path.split('/').count(), 3, "{}", path);
            let rows = std::str::from_utf8(bytes).unwrap().lines();
            for number in rows.flat_map(|row| row.split(' ').skip(1)) {
                prop_assert!((0.0..=1.0).contains(&number.parse::<f64>().unwrap()), "{}", number);
            }
        }
      }
    }

    #[test]
    fn the_same_images_give_the_same_bytes(images in vec(any_image(), 0..5)) {
        for format in BuiltIn::ALL {
            prop_assert_eq!(files(*format, &images), files(*format, &images));
        }
    }
}

/// Of what a format writes. Exports of old snapshots are promised to stay the same, byte for byte: change a digest in
/// a format's own tests only with a reason that can be told to those who compare.
pub(super) fn digest(format: BuiltIn) -> String {
    let written = files(format, &samples::images());
    let lines = written.iter().map(|(path, bytes)| format!("{path} {}\n", crate::Digest::of(bytes)));
    crate::Digest::of(lines.collect::<String>().as_bytes()).to_string()
}

#[test]
fn codes_are_for_programs_and_names_for_people() {
    for format in BuiltIn::ALL {
        assert!(format.code().bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{format:?}");
        assert_eq!(BuiltIn::from_code(format.code()), Some(*format));
        assert!(BuiltIn::names("and").contains(format.name()), "{format:?}");
    }
    let definite: Vec<_> = BuiltIn::definite().collect();
    for format in BuiltIn::ALL {
        assert!(definite.contains(&format.settled(YoloProposal::default())), "{format:?}");
        assert_eq!(format.settled(YoloProposal::default()) == *format, definite.contains(format));
    }
}

#[test]
fn every_loss_is_found_by_its_stored_name() {
    for code in ["line", "multi_line", "not_in_image", "polygon_as_box", "min_verifications"] {
        assert_eq!(Loss::from_code(code).unwrap().code(), code);
    }
    assert_eq!(Loss::from_code("something of tomorrow"), None);
    for kind in ShapeKind::ALL {
        assert_eq!(Loss::from_code(kind.code()), Some(Loss::Shape(*kind)));
    }
    let sentence = Loss::Shape(ShapeKind::MultiLine).sentence();
    assert_eq!(sentence, "multi-lines left out: the format has no multi-lines");
}
