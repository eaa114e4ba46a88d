//! Which of YOLO's formats fits the labels that are to be exported.

use crate::ShapeKind;

/// How many labels of a cut have types of the two shapes that YOLO carries.
///
/// A model that detects learns boxes, one that segments learns outlines, and a file holds rows of one of them. What most
/// labels are is proposed: one polygon in a set of boxes, or one box in a set of polygons, changes nothing.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct YoloProposal {
    boxes: u64,
    polygons: u64,
}

impl YoloProposal {
    /// From how many labels have types of each shape.
    pub fn of(labels: impl IntoIterator<Item = (ShapeKind, u64)>) -> Self {
        labels.into_iter().fold(Self::default(), |proposal, (shape, count)| match shape {
            ShapeKind::BoundingBox => Self { boxes: proposal.boxes + count, ..proposal },
            ShapeKind::Polygon => Self { polygons: proposal.polygons + count, ..proposal },
            ShapeKind::Point | ShapeKind::Line | ShapeKind::MultiLine => proposal,
        })
    }

    /// Whether the one that is proposed writes polygons; else it writes boxes.
    pub const fn is_for_polygons(self) -> bool {
        self.polygons > self.boxes
    }

    /// A sentence that says why, and what becomes of the other labels.
    pub fn reason(self) -> String {
        let (boxes, polygons) =
            (count(self.boxes, "box", "boxes"), count(self.polygons, "polygon", "polygons"));
        match (self.boxes, self.polygons) {
            (0, 0) => "no label is a bounding box or a polygon".to_owned(),
            (_, 0) => "no label is a polygon".to_owned(),
            (0, _) => "no label is a bounding box".to_owned(),
            (more, less) if more >= less => {
                format!("there are {boxes} and {polygons}; of a polygon it writes the box around it")
            }
            _ => format!("there are {polygons} and {boxes}; a box it writes as a polygon of four corners"),
        }
    }
}

fn count(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(boxes: u64, polygons: u64) -> (bool, String) {
        let labels =
            [(ShapeKind::BoundingBox, boxes), (ShapeKind::Point, 99), (ShapeKind::Polygon, polygons)];
        let proposal = YoloProposal::of(labels);
        (proposal.is_for_polygons(), proposal.reason())
    }

    #[test]
    fn what_most_labels_are_is_proposed() {
        for (boxes, polygons, is_for_polygons, reason) in [
            (0, 0, false, "no label is a bounding box or a polygon"),
            (7, 0, false, "no label is a polygon"),
            (0, 7, true, "no label is a bounding box"),
            (7, 1, false, "there are 7 boxes and 1 polygon; of a polygon it writes the box around it"),
            (3, 3, false, "there are 3 boxes and 3 polygons; of a polygon it writes the box around it"),
            (1, 7, true, "there are 7 polygons and 1 box; a box it writes as a polygon of four corners"),
        ] {
            assert_eq!(proposed(boxes, polygons), (is_for_polygons, reason.to_owned()));
        }
    }
}
