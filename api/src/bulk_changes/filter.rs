//! Which labels are meant by a bulk change.

use chrono::{DateTime, Datelike as _, Utc};
use projections::annotations::{Between, LabelFilter, YEARS};
use serde::{Deserialize, Deserializer, de::Error as _};
use utoipa::ToSchema;
use uuid::Uuid;

/// Conditions that must all hold; at least one must be named. Both ends of a range count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    annotation_type: Option<Uuid>,
    author: Option<Uuid>,
    /// Who made the present revision.
    changed_by: Option<Uuid>,
    #[serde(deserialize_with = "moment")]
    drawn_from: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "moment")]
    drawn_to: Option<DateTime<Utc>>,
    /// When the present revision was made.
    #[serde(deserialize_with = "moment")]
    changed_from: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "moment")]
    changed_to: Option<DateTime<Utc>>,
    /// The accept of whoever made the revision counts as one.
    accepts_min: Option<u32>,
    accepts_max: Option<u32>,
    rejects_min: Option<u32>,
    rejects_max: Option<u32>,
    /// Accepts less rejects.
    net_min: Option<i32>,
    net_max: Option<i32>,
    /// Whether somebody judged an earlier revision and not this one.
    stale: Option<bool>,
    blurred: Option<bool>,
    concealed: Option<bool>,
    not_in_image: Option<bool>,
    revisions_min: Option<u16>,
    revisions_max: Option<u16>,
}

impl From<Filter> for LabelFilter {
    fn from(filter: Filter) -> Self {
        Self {
            annotation_type: filter.annotation_type.map(Into::into),
            author: filter.author.map(Into::into),
            changed_by: filter.changed_by.map(Into::into),
            drawn: between(filter.drawn_from, filter.drawn_to),
            changed: between(filter.changed_from, filter.changed_to),
            accepts: between(filter.accepts_min, filter.accepts_max),
            rejects: between(filter.rejects_min, filter.rejects_max),
            net: between(filter.net_min, filter.net_max),
            stale: filter.stale,
            blurred: filter.blurred,
            concealed: filter.concealed,
            not_in_image: filter.not_in_image,
            revisions: between(filter.revisions_min, filter.revisions_max),
        }
    }
}

fn between<A, B: From<A>>(least: Option<A>, most: Option<A>) -> Between<B> {
    Between { least: least.map(B::from), most: most.map(B::from) }
}

fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    match Option::<DateTime<Utc>>::deserialize(from)? {
        Some(at) if !YEARS.contains(&at.year()) => {
            Err(D::Error::custom("the year must be between 1 and 9999"))
        }
        at => Ok(at),
    }
}
