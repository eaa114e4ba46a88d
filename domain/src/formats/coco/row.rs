//! What stands in a COCO file, as its readers want it.

use serde::Serialize;

use super::category::{Carried, Category};
use crate::{
    Coordinate, Digest, Frame, Point, ShapeKind,
    formats::{Label, LabelledImage, LabelledSet, Loss, mask},
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
    pub id: u64,
    image_id: u64,
    category_id: u64,
    /// Left, top, width, height; of keypoints, at least a pixel wide and high.
    bbox: [Coordinate; 4],
    /// Pixels in the mask of the segmentation.
    pub area: u64,
    iscrowd: u8,
    segmentation: [Vec<Coordinate>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    keypoints: Option<Vec<Coordinate>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_keypoints: Option<usize>,
    attributes: Attributes,
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
    /// Its id is still to be given. Fails for what COCO has no place for.
    pub(super) fn new(image_id: u64, category: Category, label: &Label, frame: Frame) -> Result<Self, Loss> {
        let shape = &label.shape;
        let kind = shape.kind().ok_or(Loss::NotInImage)?;
        let (min, max) = shape.bounds().ok_or(Loss::NotInImage)?;
        let nodes = shape.nodes();
        let (bounds, outline, keypoints) = match (category.carried?, kind) {
            (Carried::Polygon, ShapeKind::Polygon) if shape.is_flat() => return Err(Loss::NoArea),
            (Carried::Polygon, ShapeKind::Polygon) => ((min, max), nodes.to_vec(), None),
            (Carried::Box, ShapeKind::BoundingBox) => ((min, max), corners(min, max), None),
            (Carried::Keypoints(count), ShapeKind::Point | ShapeKind::Line | ShapeKind::MultiLine)
                if nodes.len() == count =>
            {
                let (min, max) = on_pixels(min, max, frame);
                ((min, max), corners(min, max), Some(nodes))
            }
            // Of a type of another shape, or of another number of points.
            _ => return Err(Loss::Shape(kind)),
        };
        let (min, max) = bounds;
        Ok(Self {
            id: 0,
            image_id,
            category_id: category.id,
            bbox: [min.x, min.y, min.x.distance(max.x), min.y.distance(max.y)],
            area: mask::area(&outline, frame),
            iscrowd: 0,
            segmentation: [flat(&outline)],
            keypoints: keypoints.map(visible),
            num_keypoints: keypoints.map(<[Point]>::len),
            attributes: Attributes { blurred: label.blurred, concealed: label.concealed },
        })
    }

    /// In a file with keypoints, a row without any says so.
    pub(super) fn say_keypoints(&mut self, has_keypoints: bool) {
        if has_keypoints {
            self.num_keypoints.get_or_insert(0);
        }
    }
}

fn flat(nodes: &[Point]) -> Vec<Coordinate> {
    nodes.iter().flat_map(|node| [node.x, node.y]).collect()
}

/// x, y, and 2 for "labelled and visible".
fn visible(nodes: &[Point]) -> Vec<Coordinate> {
    const VISIBLE: Coordinate = Coordinate::px(2);
    nodes.iter().flat_map(|node| [node.x, node.y, VISIBLE]).collect()
}

fn corners(min: Point, max: Point) -> Vec<Point> {
    vec![min, Point { x: max.x, y: min.y }, max, Point { x: min.x, y: max.y }]
}

/// Where it is less than a pixel wide or high: to the edges of the pixels on which it lies. A box without a size matches
/// nothing, and the area of the box is how evaluation measures what is near to a keypoint.
fn on_pixels(min: Point, max: Point, frame: Frame) -> (Point, Point) {
    let (left, right) = grown(min.x, max.x, frame.width);
    let (top, bottom) = grown(min.y, max.y, frame.height);
    (Point { x: left, y: top }, Point { x: right, y: bottom })
}

fn grown(from: Coordinate, to: Coordinate, side: u32) -> (Coordinate, Coordinate) {
    const PIXEL: i64 = Coordinate::px(1).micro();
    if to.micro() - from.micro() >= PIXEL {
        return (from, to);
    }
    let first = from.micro().div_euclid(PIXEL);
    let end = (to.micro() + PIXEL - 1).div_euclid(PIXEL).max(first + 1);
    // On the far edge there is no pixel: the last one is meant.
    let back = i64::from(first == i64::from(side));
    let pixels = |count: i64| Coordinate::from_micro((count - back) * PIXEL);
    (pixels(first), pixels(end))
}
