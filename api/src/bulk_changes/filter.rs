//! Which labels are meant by a bulk change.

use chrono::{DateTime, Datelike as _, Utc};
use domain::filter::{
    LabelCondition::{
        Accepts, Author, Blurred, Changed, ChangedBy, Concealed, Drawn, Net, NotInImage, Rejects, Revisions,
        Stale, Type,
    },
    LabelFilter,
    Limit::{Least, Most},
    YEARS,
};
use serde::{Deserialize, Deserializer, de::Error as _};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Conditions that must all hold; at least one must be named. Both ends of a range count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
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
        let conditions = [
            filter.annotation_type.map(|id| Type(id.into())),
            filter.author.map(|id| Author(id.into())),
            filter.changed_by.map(|id| ChangedBy(id.into())),
            filter.drawn_from.map(|at| Drawn(Least(at))),
            filter.drawn_to.map(|at| Drawn(Most(at))),
            filter.changed_from.map(|at| Changed(Least(at))),
            filter.changed_to.map(|at| Changed(Most(at))),
            filter.accepts_min.map(|least| Accepts(Least(least.into()))),
            filter.accepts_max.map(|most| Accepts(Most(most.into()))),
            filter.rejects_min.map(|least| Rejects(Least(least.into()))),
            filter.rejects_max.map(|most| Rejects(Most(most.into()))),
            filter.net_min.map(|least| Net(Least(least.into()))),
            filter.net_max.map(|most| Net(Most(most.into()))),
            filter.stale.map(Stale),
            filter.blurred.map(Blurred),
            filter.concealed.map(Concealed),
            filter.not_in_image.map(NotInImage),
            filter.revisions_min.map(|least| Revisions(Least(least.into()))),
            filter.revisions_max.map(|most| Revisions(Most(most.into()))),
        ];
        conditions.into_iter().flatten().collect()
    }
}

fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    match Option::<DateTime<Utc>>::deserialize(from)? {
        Some(at) if !YEARS.contains(&at.year()) => {
            Err(D::Error::custom("the year must be between 1 and 9999"))
        }
        at => Ok(at),
    }
}
