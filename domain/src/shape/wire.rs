//! How a shape is written down: `{"kind":…,"points":[[x,y],…]}`.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{Point, Shape, ShapeError, ShapeKind};
use crate::Coordinate;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    kind: String,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    points: Option<Vec<[Coordinate; 2]>>,
}

/// Left out is not the same as `null`, which nobody writes on purpose.
fn present<'de, D: Deserializer<'de>>(points: D) -> Result<Option<Vec<[Coordinate; 2]>>, D::Error> {
    Deserialize::deserialize(points).map(Some)
}

const NOT_IN_IMAGE: &str = "not_in_image";

/// What is read: an object, whereas serde would take a list of its values too.
pub(super) struct Object(Wire);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Object;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a shape: an object with kind and points")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object, A::Error> {
                Wire::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

impl TryFrom<Object> for Shape {
    type Error = ShapeError;

    fn try_from(Object(Wire { kind, points }): Object) -> Result<Self, ShapeError> {
        match (kind.as_str(), points) {
            (NOT_IN_IMAGE, None) => Ok(Self::NotInImage),
            (NOT_IN_IMAGE, Some(_)) => Err(ShapeError::PointsOfNothing),
            (kind, points) => {
                let kind: ShapeKind = kind.parse().map_err(|_| ShapeError::UnknownKind)?;
                let points = points.ok_or(ShapeError::NoPoints)?;
                Self::new(kind, points.into_iter().map(|[x, y]| Point { x, y }).collect())
            }
        }
    }
}

impl From<Shape> for Wire {
    fn from(shape: Shape) -> Self {
        match shape {
            Shape::NotInImage => Self { kind: NOT_IN_IMAGE.to_owned(), points: None },
            Shape::Drawn { kind, nodes } => Self {
                kind: kind.code().to_owned(),
                points: Some(nodes.into_iter().map(|Point { x, y }| [x, y]).collect()),
            },
        }
    }
}
