//! How many accept and reject each label: what the image's stream says they are after a fact, never added up.

use domain::{
    AnnotationId,
    image::{Image, Verdict},
};
use uuid::Uuid;

use crate::{contract::Projected, table};

table! {
    CountRow in "view_label_votes" by ["annotation"] {
        annotation: Uuid as "uuid",
        image: Uuid as "uuid",
        image_set: Uuid as "uuid",
        accepts: i64 as "bigint",
        rejects: i64 as "bigint",
        net: i64 as "bigint",
        present: bool as "boolean",
    }
}

impl CountRow {
    /// As it is right after a fact.
    pub(super) fn of(projected: &Projected<'_, Image>, id: AnnotationId) -> Option<Self> {
        let picture = projected.state.picture()?;
        let label = picture.annotations.get(&id)?;
        let count = |kind| {
            let votes = label.votes.values().filter(|verdict| !label.erased && **verdict == kind).count();
            i64::try_from(votes).unwrap_or(i64::MAX)
        };
        let (accepts, rejects) = (count(Verdict::Accept), count(Verdict::Reject));
        Some(Self {
            annotation: id.uuid(),
            image: projected.stream,
            image_set: picture.image_set.uuid(),
            accepts,
            rejects,
            net: accepts - rejects,
            present: !label.erased,
        })
    }
}
