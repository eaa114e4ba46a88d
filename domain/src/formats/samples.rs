//! Small sets for tests, here and in what is built upon this.

use std::collections::HashSet;

use uuid::Uuid;

use super::{FileKeys, Label, LabelledImage, LabelledSet, LabelledType, SameFileName};
use crate::{
    AnnotationId, AnnotationTypeId, Digest, Frame, ImageId, ImageSetId, Shape, ShapeKind, testing::ALICE,
};

/// One type of each shape, in the order in which they were defined.
pub const TYPES: [(&str, ShapeKind); 5] = [
    ("ball", ShapeKind::BoundingBox),
    ("crossing", ShapeKind::Point),
    ("field", ShapeKind::Polygon),
    ("line", ShapeKind::Line),
    ("rope", ShapeKind::MultiLine),
];

/// A set on a site that has these types, of which all are used.
pub fn set(types: &[(&str, ShapeKind)]) -> LabelledSet {
    let named = |(number, &(name, shape)): (u32, &(&str, ShapeKind))| LabelledType {
        id: type_of(shape),
        number,
        name: name.to_owned(),
        shape,
        node_count: None,
        used: true,
    };
    LabelledSet {
        image_set: ImageSetId::new(Uuid::from_u128(1)),
        name: "final".to_owned(),
        description: "second half".to_owned(),
        location: "Leipzig".to_owned(),
        team: Some("Bit-Bots".to_owned()),
        types: (0..).zip(types).map(named).collect(),
        position: 42,
        snapshot: None,
    }
}

/// The sample type of a shape.
pub const fn type_of(shape: ShapeKind) -> AnnotationTypeId {
    AnnotationTypeId::new(Uuid::from_u128(0xa0 + shape as u128))
}

/// An image of 640 x 480.
pub fn image(number: u128, name: &str, labels: Vec<Label>) -> LabelledImage {
    LabelledImage {
        image: ImageId::new(Uuid::from_u128(number)),
        name: name.to_owned(),
        same_file_name: SameFileName::default(),
        path: String::new(),
        digest: Digest::of(name.as_bytes()),
        media_type: "image/jpeg".to_owned(),
        frame: Frame { width: 640, height: 480 },
        labels,
    }
}

/// A label of the shape's sample type, accepted by its author.
pub fn label(shape: ShapeKind, nodes: &[[f64; 2]]) -> Label {
    Label {
        annotation: AnnotationId::new(Uuid::from_u128(0xb0)),
        annotation_type: type_of(shape),
        shape: Shape::from_pixels(shape, nodes).expect("samples are shapes"),
        blurred: false,
        concealed: false,
        revision: 1,
        author: ALICE,
        accepts: 1,
        rejects: 0,
        accepts_by_others: 0,
    }
}

/// *Not in image*, of the shape's sample type.
pub fn absent(shape: ShapeKind) -> Label {
    Label { shape: Shape::NotInImage, ..label(ShapeKind::Point, &[[0.0, 0.0]]) }.of(shape)
}

/// One of everything, an image without labels, and two images with one name.
pub fn images() -> Vec<LabelledImage> {
    let ball = label(ShapeKind::BoundingBox, &[[300.0, 50.0], [400.0, 170.0]]);
    let small = label(ShapeKind::BoundingBox, &[[10.4, 20.25], [20.9, 30.75]]);
    let crossing = label(ShapeKind::Point, &[[12.5, 30.0]]);
    let field = label(ShapeKind::Polygon, &[[0.0, 0.0], [640.0, 100.0], [320.0, 480.0]]);
    let line = label(ShapeKind::Line, &[[10.0, 20.0], [5.0, 60.0]]);
    let rope = label(ShapeKind::MultiLine, &[[1.0, 1.0], [2.0, 5.0], [9.0, 3.0]]);
    added(vec![
        image(1, "a.jpg", vec![ball, crossing, line]),
        image(2, "b.jpg", vec![]),
        image(3, "c.jpg", vec![field, Label { blurred: true, ..small.clone() }, rope]),
        image(4, "c.jpg", vec![absent(ShapeKind::BoundingBox), small]),
    ])
}

/// The images as a view tells of them that were added to one set in this order.
pub fn added(images: Vec<LabelledImage>) -> Vec<LabelledImage> {
    let (mut whole, mut stems) = (HashSet::new(), HashSet::new());
    let told = |image: LabelledImage| {
        let keys = FileKeys::of(&image.name, &image.media_type);
        let same_file_name =
            SameFileName { whole: !whole.insert(keys.whole), stem: !stems.insert(keys.stem) };
        LabelledImage { same_file_name, ..image }
    };
    images.into_iter().map(told).collect()
}

impl Label {
    /// The same label under the shape's sample type.
    #[must_use]
    fn of(self, shape: ShapeKind) -> Self {
        Self { annotation_type: type_of(shape), ..self }
    }
}
