//! What a label says: a shape, or *not in image*. One file per shape; their list stands here.

mod bounding_box;
mod error;
mod form;
mod frame;
mod line;
mod multi_line;
mod nodes;
mod not_in_image;
mod point;
mod polygon;
mod wire;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub(crate) use self::nodes::{are_in_line, around};
pub use self::{
    bounding_box::BoundingBox,
    error::ShapeError,
    form::Outline,
    frame::Frame,
    line::Line,
    multi_line::MultiLine,
    nodes::{MAX_NODES, Point},
    polygon::Polygon,
};
use self::{
    form::Form,
    nodes::NodeCount,
    wire::{Fields, Written},
};
use crate::Coordinate;

/// A kind of shape, and the type that is such a shape. What is asked of any shape is passed on to that type.
macro_rules! shapes {
    ($($kind:ident($form:ident)),+ $(,)?) => {
        /// What an annotation type asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(Serialize, Deserialize, strum::IntoStaticStr, strum::EnumString)]
        #[serde(rename_all = "snake_case")]
        #[strum(serialize_all = "snake_case")]
        pub enum ShapeKind {
            $($kind),+
        }

        /// What an annotation says: where the thing is, or that it is not in the image.
        ///
        /// On the wire and in the log: `{"kind":"bounding_box","points":[[x1,y1],[x2,y2]]}` and
        /// `{"kind":"not_in_image"}`. Every value of this type obeys the rules of its kind.
        #[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
        #[serde(try_from = "wire::Object")]
        pub enum Shape {
            NotInImage,
            $($kind($form)),+
        }

        impl ShapeKind {
            /// In the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// As people say it.
            pub const fn words(self) -> &'static str {
                match self {
                    $(Self::$kind => $form::WORDS),+
                }
            }

            /// What its points are, for programs, such as "two or more".
            pub const fn points(self) -> &'static str {
                match self {
                    $(Self::$kind => $form::POINTS),+
                }
            }

            const fn may_lie_on_far_edge(self) -> bool {
                match self {
                    $(Self::$kind => $form::ON_FAR_EDGE),+
                }
            }

            const fn node_count(self) -> NodeCount {
                match self {
                    $(Self::$kind => $form::NODES),+
                }
            }
        }

        impl Shape {
            fn read(kind: ShapeKind, fields: Fields) -> Result<Self, ShapeError> {
                match kind {
                    $(ShapeKind::$kind => $form::read(fields).map(Self::$kind)),+
                }
            }

            fn written(&self) -> Written<'_> {
                match self {
                    Self::NotInImage => Written::NOTHING,
                    $(Self::$kind(form) => form.write()),+
                }
            }

            /// `None` for *not in image*.
            pub const fn kind(&self) -> Option<ShapeKind> {
                match self {
                    Self::NotInImage => None,
                    $(Self::$kind(_) => Some(ShapeKind::$kind)),+
                }
            }

            /// Empty for *not in image* and for shapes that are not made of nodes.
            pub fn nodes(&self) -> &[Point] {
                match self {
                    Self::NotInImage => &[],
                    $(Self::$kind(form) => form.nodes()),+
                }
            }

            /// Smallest and largest corner of the box around the shape.
            pub fn bounds(&self) -> Option<(Point, Point)> {
                match self {
                    Self::NotInImage => None,
                    $(Self::$kind(form) => Some(form.bounds())),+
                }
            }

            /// Whether it should cover an area and covers none: a polygon whose nodes lie on one line.
            pub fn is_flat(&self) -> bool {
                match self {
                    Self::NotInImage => false,
                    $(Self::$kind(form) => form.is_flat()),+
                }
            }

            /// What is to be drawn; `None` for *not in image*, which has no place to be drawn at.
            pub fn outline(&self) -> Option<Outline<'_>> {
                match self {
                    Self::NotInImage => None,
                    $(Self::$kind(form) => Some(form.outline())),+
                }
            }

            /// Whether a second label like this one would say the same thing.
            ///
            /// Order matters, as in ImageTagger: a line drawn backwards is another line.
            pub fn is_similar(&self, other: &Self) -> bool {
                match (self, other) {
                    (Self::NotInImage, Self::NotInImage) => true,
                    $((Self::$kind(ours), Self::$kind(theirs)) => ours.is_similar(theirs),)+
                    _ => false,
                }
            }
        }

        $(impl From<$form> for Shape {
            fn from(form: $form) -> Self {
                Self::$kind(form)
            }
        })+
    };
}

shapes! {
    BoundingBox(BoundingBox),
    Point(Point),
    Line(Line),
    MultiLine(MultiLine),
    Polygon(Polygon),
}

impl ShapeKind {
    /// Stable name for programs.
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// Whether a type of this kind may fix another node count than the kind's own.
    pub const fn takes_node_count(self) -> bool {
        self.node_count().is_open()
    }

    /// Fewest nodes a shape of this kind can have.
    pub const fn min_nodes(self) -> usize {
        self.node_count().min
    }

    /// Most nodes a shape of this kind can have.
    pub const fn max_nodes(self) -> usize {
        self.node_count().max
    }
}

impl Shape {
    /// Checks everything that does not depend on the image or the annotation type.
    pub fn new(kind: ShapeKind, nodes: Vec<Point>) -> Result<Self, ShapeError> {
        Self::read(kind, Fields::points(nodes))
    }

    /// From `[[x, y], …]` in pixels, which must be representable exactly.
    pub fn from_pixels(kind: ShapeKind, nodes: &[[f64; 2]]) -> Result<Self, ShapeError> {
        let node = |[x, y]: &[f64; 2]| Ok(Point { x: Coordinate::parse(*x)?, y: Coordinate::parse(*y)? });
        Self::new(kind, nodes.iter().map(node).collect::<Result<_, ShapeError>>()?)
    }

    /// Stable name for programs, also of *not in image*.
    pub fn code(&self) -> &'static str {
        self.kind().map_or(not_in_image::CODE, ShapeKind::code)
    }

    /// As people say it, also of *not in image*.
    pub fn words(&self) -> &'static str {
        self.kind().map_or(not_in_image::WORDS, ShapeKind::words)
    }
}
