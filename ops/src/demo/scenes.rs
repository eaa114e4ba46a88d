//! What is truly on the demo's pictures: `ops/demo/scenes.json`, of which only the labels are read here.
//!
//! Pictures and figures come from one model of a field in metres, seen through one camera. The file holds all of it:
//! the camera, balls with their circles, robots with team, colour, number and joints, goalposts, crossings and lines.
//! `label` is what a careful person would draw, in pixels of the picture as it is shown; null where there is
//! nothing to draw, because it is hidden, too small or outside.

use domain::{Shape, ShapeKind};
use serde::Deserialize;

use super::pictures;
use crate::Failure;

pub const SCENES: &str = include_str!("../../demo/scenes.json");

/// A picture as a file, with what is truly on it.
#[derive(Debug)]
pub struct Scene {
    /// `field-01.jpg` to `field-24.jpg`
    pub name: String,
    pub jpeg: &'static [u8],
    pub labels: Vec<SceneLabel>,
}

#[derive(Debug)]
pub struct SceneLabel {
    /// The name of its annotation type.
    pub kind: &'static str,
    pub shape: Shape,
}

#[derive(Debug, Deserialize)]
struct Written {
    file: String,
    balls: Vec<Thing>,
    goalposts: Vec<Thing>,
    crossings: Vec<Thing>,
    lines: Vec<Thing>,
    robots: Vec<Thing>,
}

#[derive(Debug, Deserialize)]
struct Thing {
    label: Option<Vec<[f64; 2]>>,
}

/// One after the other, in the order of their names.
pub fn scenes() -> Result<Vec<Scene>, Failure> {
    let written: Vec<Written> = serde_json::from_str(SCENES)?;
    written.into_iter().map(Written::read).collect()
}

impl Written {
    fn read(self) -> Result<Scene, Failure> {
        let jpeg = pictures::named(&self.file).ok_or_else(|| format!("there is no picture {}", self.file))?;
        let kinds = [
            ("ball", ShapeKind::BoundingBox, self.balls),
            ("goalpost", ShapeKind::Line, self.goalposts),
            ("crossing", ShapeKind::Point, self.crossings),
            ("line", ShapeKind::MultiLine, self.lines),
            ("robot", ShapeKind::Polygon, self.robots),
        ];
        let mut labels = vec![];
        for (kind, shape, things) in kinds {
            for nodes in things.into_iter().filter_map(|thing| thing.label) {
                labels.push(SceneLabel { kind, shape: Shape::from_pixels(shape, &nodes)? });
            }
        }
        Ok(Scene { name: self.file, jpeg, labels })
    }
}
