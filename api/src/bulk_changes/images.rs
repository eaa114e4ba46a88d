//! Which images are meant by a bulk change.

use domain::AnnotationTypeId;
use projections::image_filter::{self, Condition};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Images of the set that meet all conditions, as far as they have no label of the change's type; without a condition, all
/// of these.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageFilter {
    /// That have a label of this type.
    with: Option<Uuid>,
    /// That have none of this type either.
    without: Option<Uuid>,
    /// Whose name contains this, in capitals or not.
    name: Option<String>,
    metadata: Option<MetadataFilter>,
}

/// Images whose metadata have a field; with this value, if one is named.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MetadataFilter {
    field: String,
    value: Option<String>,
}

impl From<ImageFilter> for image_filter::ImageFilter {
    fn from(images: ImageFilter) -> Self {
        let ImageFilter { with, without, name, metadata } = images;
        let conditions = [
            with.map(|of| Condition::With(AnnotationTypeId::new(of))),
            without.map(|of| Condition::Without(AnnotationTypeId::new(of))),
            name.map(Condition::Named),
            metadata.map(|MetadataFilter { field, value }| Condition::Described { field, value }),
        ];
        Self::of(conditions.into_iter().flatten())
    }
}
