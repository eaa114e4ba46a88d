//! How a shape is written down: `{"kind":…,"points":[[x,y],…]}`.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{Point, Shape, ShapeError, ShapeKind};
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

const NOT_IN_IMAGE: &str = "not_in_image";

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
        match (&*kind, points) {
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

#[derive(Serialize)]
struct Written<'a> {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<&'a [Point]>,
}

impl Serialize for Shape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let kind = self.kind().map_or(NOT_IN_IMAGE, ShapeKind::code);
        let points = self.kind().is_some().then(|| self.nodes());
        Written { kind, points }.serialize(serializer)
    }
}

impl Serialize for Point {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        [self.x, self.y].serialize(serializer)
    }
}
