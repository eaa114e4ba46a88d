//! How a shape is written down: `{"kind":…,"points":[[x,y],…]}`.
//!
//! A shape with something else than points (a radius, an angle) has its field in `Wire`, `Fields` and `Written`.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{Point, Shape, ShapeError, ShapeKind, not_in_image};
use crate::Coordinate;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire<'a> {
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(default, deserialize_with = "present")]
    points: Option<Vec<[Coordinate; 2]>>,
}

/// Left out is not the same as `null`, which nobody writes on purpose.
fn present<'de, D: Deserializer<'de>>(points: D) -> Result<Option<Vec<[Coordinate; 2]>>, D::Error> {
    Deserialize::deserialize(points).map(Some)
}

/// What stands beside `kind`: each shape takes its own and refuses the others.
#[derive(Debug)]
pub struct Fields {
    pub points: Option<Vec<Point>>,
}

impl Fields {
    /// Of a shape that has nothing but points.
    pub const fn points(points: Vec<Point>) -> Self {
        Self { points: Some(points) }
    }
}

/// What is read: an object, whereas serde would take a list of its values too.
pub(super) struct Object<'a>(Wire<'a>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;

        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a shape: an object with kind and points")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Object<'de>, A::Error> {
                Wire::deserialize(MapAccessDeserializer::new(map)).map(Object)
            }
        }

        deserializer.deserialize_map(Fields)
    }
}

impl TryFrom<Object<'_>> for Shape {
    type Error = ShapeError;

    fn try_from(Object(Wire { kind, points }): Object<'_>) -> Result<Self, ShapeError> {
        let nodes = |points: Vec<[Coordinate; 2]>| points.into_iter().map(|[x, y]| Point { x, y }).collect();
        let fields = Fields { points: points.map(nodes) };
        if kind == not_in_image::CODE {
            return Self::nowhere(fields.points.is_some());
        }
        Self::read(kind.parse().map_err(|_| ShapeError::UnknownKind)?, fields)
    }
}

/// What is written: a shape's own fields, and none of the others.
#[derive(Serialize)]
pub struct Written<'a> {
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<&'a [Point]>,
}

impl Written<'_> {
    pub const NOTHING: Self = Self { kind: not_in_image::CODE, points: None };

    /// With no field yet.
    pub fn of(kind: ShapeKind) -> Self {
        Self { kind: kind.code(), points: None }
    }
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written().serialize(serializer)
    }
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.x, self.y].serialize(serializer)
    }
}
