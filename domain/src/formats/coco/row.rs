//! What stands in a COCO file, as its readers want it.

use serde::Serialize;

use crate::{
    Coordinate, Digest, Point, Shape, ShapeKind,
    formats::{Label, LabelledImage, LabelledSet, LabelledType, Loss},
};

/// Holds no time of writing: the same snapshot gives the same bytes next year.
#[derive(Serialize)]
pub(super) struct Info<'a> {
    description: &'a str,
    version: String,
    contributor: &'a str,
    image_set: String,
    log_position: i64,
}

#[derive(Serialize)]
pub(super) struct CategoryRow<'a> {
    id: u64,
    name: &'a str,
    supercategory: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    keypoints: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skeleton: Option<[[u32; 2]; 0]>,
}

#[derive(Serialize)]
pub(super) struct ImageRow<'a> {
    id: u64,
    file_name: String,
    width: u32,
    height: u32,
    sha256: Digest,
    /// Not in the standard: where the file lay when it was uploaded in a folder or an archive.
    #[serde(skip_serializing_if = "str::is_empty")]
    source_path: &'a str,
}

#[derive(Serialize)]
pub(super) struct AnnotationRow {
    id: u64,
    image_id: u64,
    category_id: u64,
    /// Left, top, width, height.
    bbox: [Coordinate; 4],
    area: Coordinate,
    iscrowd: u8,
    /// `[]` for boxes: a polygon of four corners would come back as a polygon.
    segmentation: Vec<Vec<Coordinate>>,
    #[serde(flatten)]
    keypoint: Option<Keypoint>,
    attributes: Attributes,
}

#[derive(Serialize)]
struct Keypoint {
    /// x, y, and 2 for "labelled and visible".
    keypoints: (Coordinate, Coordinate, u8),
    num_keypoints: u8,
}

/// Not in the standard; CVAT, Datumaro and others read it.
#[derive(Serialize)]
struct Attributes {
    blurred: bool,
    concealed: bool,
}

impl<'a> Info<'a> {
    pub(super) fn new(set: &'a LabelledSet) -> Self {
        let position = || format!("log position {}", set.position);
        Self {
            description: &set.name,
            version: set.snapshot.clone().unwrap_or_else(position),
            contributor: set.team.as_deref().unwrap_or_default(),
            image_set: set.image_set.to_string(),
            log_position: set.position,
        }
    }
}

impl<'a> CategoryRow<'a> {
    pub(super) fn new(id: u64, LabelledType { name, shape, .. }: &'a LabelledType) -> Self {
        let point = *shape == ShapeKind::Point;
        Self {
            id,
            name,
            supercategory: "",
            keypoints: point.then_some([name]),
            skeleton: point.then_some([]),
        }
    }
}

impl<'a> ImageRow<'a> {
    pub(super) fn new(id: u64, file_name: String, image: &'a LabelledImage) -> Self {
        Self {
            id,
            file_name,
            width: image.frame.width,
            height: image.frame.height,
            sha256: image.digest,
            source_path: &image.path,
        }
    }
}

impl AnnotationRow {
    /// Fails for what COCO has no place for.
    pub(super) fn new(id: u64, image_id: u64, category_id: u64, label: &Label) -> Result<Self, Loss> {
        let (segmentation, keypoint) = match &label.shape {
            Shape::BoundingBox(_) => (vec![], None),
            Shape::Polygon(_) => (vec![flat(label.shape.nodes())], None),
            Shape::Point(point) => (vec![], Some(Keypoint::at(*point))),
            Shape::Line(_) => return Err(Loss::Shape(ShapeKind::Line)),
            Shape::MultiLine(_) => return Err(Loss::Shape(ShapeKind::MultiLine)),
            Shape::NotInImage => return Err(Loss::NotInImage),
        };
        let (min, max) = label.shape.bounds().ok_or(Loss::NotInImage)?;
        Ok(Self {
            id,
            image_id,
            category_id,
            bbox: [min.x, min.y, min.x.distance(max.x), min.y.distance(max.y)],
            area: label.shape.area(),
            iscrowd: 0,
            segmentation,
            keypoint,
            attributes: Attributes { blurred: label.blurred, concealed: label.concealed },
        })
    }
}

impl Keypoint {
    const fn at(Point { x, y }: Point) -> Self {
        Self { keypoints: (x, y, 2), num_keypoints: 1 }
    }
}

fn flat(nodes: &[Point]) -> Vec<Coordinate> {
    nodes.iter().flat_map(|node| [node.x, node.y]).collect()
}
