//! Which images are meant by a bulk change.

use domain::filter::{self, ImageCondition};
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
    /// Whose name contains this; capitals and accents make no difference.
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

impl From<ImageFilter> for filter::ImageFilter {
    fn from(images: ImageFilter) -> Self {
        let ImageFilter { with, without, name, metadata } = images;
        let conditions = [
            with.map(|of| ImageCondition::with(of.into())),
            without.map(|of| ImageCondition::without(of.into())),
            name.map(ImageCondition::Named),
            metadata.map(|MetadataFilter { field, value }| ImageCondition::Described { field, value }),
        ];
        conditions.into_iter().flatten().collect()
    }
}
