//! Formats on the wire.

use domain::{formats::BuiltIn, transfer};
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr, Schema,
        schema::{KnownFormat, ObjectBuilder, OneOfBuilder, SchemaFormat, Type},
    },
};

/// How labels are written.
///
/// It is read and written as it is stored; what is stored never changes, so this is as good as an own type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Format(pub transfer::Format);

const OWN: &str = "A team's own format.";

impl PartialSchema for Format {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let uuid = text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))).description(Some(OWN));
        let own = ObjectBuilder::new().property("template", uuid).required("template").description(Some(OWN));
        let built_in = BuiltIn::ALL.iter().map(|format| text().enum_values(Some([format.code()])));
        let any = built_in.fold(OneOfBuilder::new(), OneOfBuilder::item).item(own);
        any.description(Some(about())).into()
    }
}

impl ToSchema for Format {}

fn about() -> String {
    let codes: Vec<_> = BuiltIn::ALL.iter().map(|format| format!("`\"{}\"`", format.code())).collect();
    format!(
        "How labels are written: {} or `{{\"template\": EXPORT FORMAT}}`. `\"yolo\"` asks for the YOLO format that fits \
         most of the labels; what that is, the answer says.",
        codes.join(", ")
    )
}
