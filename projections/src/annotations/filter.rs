//! Which labels of a set are meant: every condition narrows, none of them means all.

use std::ops::RangeInclusive;

use domain::{AccountId, AnnotationTypeId, ImageSetId, Timestamp};
use serde::{Deserialize, Serialize};
use sqlx::{Encode, Postgres, QueryBuilder, Type};

/// Both ends count; one that is missing is open.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Between<T> {
    pub least: Option<T>,
    pub most: Option<T>,
}

/// Years that may be asked for: PostgreSQL knows fewer than a date of ours can name.
pub const YEARS: RangeInclusive<i32> = 1..=9999;

/// Conditions on labels as they are now.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LabelFilter {
    pub annotation_type: Option<AnnotationTypeId>,
    pub author: Option<AccountId>,
    /// Who made the present revision.
    pub changed_by: Option<AccountId>,
    pub drawn: Between<Timestamp>,
    /// When the present revision was made.
    pub changed: Between<Timestamp>,
    /// Votes that count, that of whoever made the revision included.
    pub accepts: Between<i64>,
    pub rejects: Between<i64>,
    /// Accepts less rejects.
    pub net: Between<i64>,
    /// Whether somebody judged an earlier revision and not this one.
    pub stale: Option<bool>,
    pub blurred: Option<bool>,
    pub concealed: Option<bool>,
    pub not_in_image: Option<bool>,
    pub revisions: Between<i32>,
}

impl<T> Between<T> {
    pub const fn is_open(&self) -> bool {
        self.least.is_none() && self.most.is_none()
    }
}

impl<T: PartialOrd + Copy> Between<T> {
    /// Without the least value if there is nothing below it anyway.
    fn above(self, lowest: T) -> Self {
        Self { least: self.least.filter(|least| *least > lowest), ..self }
    }
}

const STALE: &str = "(r.revision > 1 and exists (select from view_vote_spans o
        where o.annotation = r.annotation and o.revision < r.revision and not o.own and not exists (
            select from view_vote_spans p
            where p.annotation = o.annotation and p.account = o.account and p.valid_to is null)))";

impl LabelFilter {
    /// Whether it finds every label, though it may name a bound: one that no label is below.
    pub fn is_empty(&self) -> bool {
        let (accepts, rejects) = (self.accepts.above(0), self.rejects.above(0));
        Self { accepts, rejects, revisions: self.revisions.above(1), ..self.clone() } == Self::default()
    }

    fn counts_votes(&self) -> bool {
        ![self.accepts, self.rejects, self.net].iter().all(Between::is_open)
    }

    /// `from … where …`: the present revisions `r` that are meant, on images `i` that are in the set; with votes `v`
    /// and the first revision `d` where this filter or the order needs them.
    pub(super) fn push(
        &self,
        set: ImageSetId,
        (votes, drawn): (bool, bool),
        sql: &mut QueryBuilder<'_, Postgres>,
    ) {
        sql.push(
            " from view_annotation_revisions r join view_images i on i.image = r.image and not i.removed",
        );
        if votes || self.counts_votes() {
            sql.push(
                " left join (select annotation, count(*) filter (where accepts) as accepts,
                     count(*) filter (where not accepts) as rejects
                   from view_vote_spans where valid_to is null and image_set = ",
            );
            sql.push_bind(set.uuid()).push(" group by annotation) v on v.annotation = r.annotation");
        }
        if drawn || !self.drawn.is_open() {
            sql.push(" join view_annotation_revisions d on d.annotation = r.annotation and d.drawn");
        }
        sql.push(" where r.valid_to is null and r.image_set = ").push_bind(set.uuid());
        self.conditions(sql);
    }

    fn conditions(&self, sql: &mut QueryBuilder<'_, Postgres>) {
        is(sql, "r.annotation_type", self.annotation_type.map(AnnotationTypeId::uuid));
        is(sql, "r.author", self.author.map(AccountId::uuid));
        is(sql, "r.revised_by", self.changed_by.map(AccountId::uuid));
        between(sql, "d.revised_at", self.drawn);
        between(sql, "r.revised_at", self.changed);
        between(sql, "coalesce(v.accepts, 0)", self.accepts);
        between(sql, "coalesce(v.rejects, 0)", self.rejects);
        between(sql, NET, self.net);
        if let Some(stale) = self.stale {
            sql.push(if stale { " and " } else { " and not " }).push(STALE);
        }
        is(sql, "r.blurred", self.blurred);
        is(sql, "r.concealed", self.concealed);
        is(sql, "(r.shape->>'kind' = 'not_in_image')", self.not_in_image);
        between(sql, "r.revision", self.revisions);
    }
}

pub(super) const NET: &str = "(coalesce(v.accepts, 0) - coalesce(v.rejects, 0))";

fn is<T>(sql: &mut QueryBuilder<'_, Postgres>, what: &str, wanted: Option<T>)
where
    T: for<'q> Encode<'q, Postgres> + Type<Postgres> + 'static,
{
    if let Some(wanted) = wanted {
        sql.push(format!(" and {what} = ")).push_bind(wanted);
    }
}

fn between<T>(sql: &mut QueryBuilder<'_, Postgres>, what: &str, range: Between<T>)
where
    T: for<'q> Encode<'q, Postgres> + Type<Postgres> + 'static,
{
    if let Some(least) = range.least {
        sql.push(format!(" and {what} >= ")).push_bind(least);
    }
    if let Some(most) = range.most {
        sql.push(format!(" and {what} <= ")).push_bind(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn from<T>(least: T) -> Between<T> {
        Between { least: Some(least), most: None }
    }

    #[test]
    fn a_bound_that_no_label_is_below_is_no_filter() {
        let all = LabelFilter::default;
        for filter in [
            all(),
            LabelFilter { accepts: from(0), ..all() },
            LabelFilter { rejects: from(-1), ..all() },
            LabelFilter { revisions: from(1), ..all() },
        ] {
            assert!(filter.is_empty(), "{filter:?}");
        }
        for filter in [
            LabelFilter { accepts: from(1), ..all() },
            LabelFilter { rejects: Between { least: Some(0), most: Some(0) }, ..all() },
            LabelFilter { revisions: from(2), ..all() },
            LabelFilter { net: from(0), ..all() },
        ] {
            assert!(!filter.is_empty(), "{filter:?}");
        }
    }
}
