//! Shapes on the wire.

use std::borrow::Cow;

use domain::ShapeKind;
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{ArrayBuilder, Object, ObjectBuilder, Type},
    },
};

/// Where the thing is, or that it is not in the image.
///
/// It is read and written as it is stored; stored shapes never change, so this is as good as an own type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shape(pub domain::Shape);

impl PartialSchema for Shape {
    fn schema() -> RefOr<Schema> {
        let number = Object::with_type(Type::Number);
        let point = ArrayBuilder::new().items(number).min_items(Some(2)).max_items(Some(2));
        let points = ArrayBuilder::new().items(point).max_items(Some(domain::MAX_NODES));
        let kinds = ShapeKind::ALL.iter().map(|kind| kind.code()).chain([domain::Shape::NotInImage.code()]);
        ObjectBuilder::new()
            // The title names it for generators of clients, which would take it for `ShapeKind`.
            .property(
                "kind",
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .title(Some("ShapeKindOrNotInImage"))
                    .enum_values(Some(kinds)),
            )
            .required("kind")
            .property("points", points)
            .description(Some(about()))
            .into()
    }
}

impl ToSchema for Shape {}

/// Which shape the labels of a type have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(pub ShapeKind);

impl PartialSchema for Kind {
    fn schema() -> RefOr<Schema> {
        let kinds = ShapeKind::ALL.iter().map(|kind| kind.code());
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(kinds))
            .description(Some("Which shape the labels of a type have."))
            .into()
    }
}

impl ToSchema for Kind {
    fn name() -> Cow<'static, str> {
        "ShapeKind".into()
    }
}

fn about() -> String {
    let points: Vec<_> =
        ShapeKind::ALL.iter().map(|kind| format!("`{}` {}", kind.code(), kind.points())).collect();
    format!(
        "{}, each `[x, y]` in pixels from the image's top-left corner. More than six decimals are \
         rounded to six. `not_in_image` has no points.",
        points.join(", ")
    )
}
