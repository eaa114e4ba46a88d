//! The labels of a set as a list: filtered, in an order, a page at a time, and as what a bulk change is to change.
//!
//! No statement is kept prepared: which tables it reads first depends on what is asked for.

use domain::{AnnotationId, ImageSetId, Shape, Timestamp, filter::LabelFilter};
use sqlx::{FromRow, Postgres, QueryBuilder, Row as _, types::Json};
use uuid::Uuid;

use crate::{
    Views,
    filter::{Joins, Scope, count_labels, from_labels, net},
};

/// By what, and from which end.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub enum Sort {
    #[default]
    LatestChange,
    OldestChange,
    LatestDrawn,
    OldestDrawn,
    FewestVotes,
    MostVotes,
    MostRevisions,
    Image,
}

/// What a label is sorted by, to go on after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortKey {
    Time(Timestamp),
    Number(i64),
    Name(String),
}

/// A label in the list.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct LabelLine {
    pub annotation: Uuid,
    pub image: Uuid,
    pub image_name: String,
    pub width: i32,
    pub height: i32,
    pub annotation_type: Uuid,
    pub revision: i32,
    pub shape: Json<Shape>,
    pub blurred: bool,
    pub concealed: bool,
    pub author: Uuid,
    pub drawn_at: Timestamp,
    pub revised_by: Uuid,
    pub revised_at: Timestamp,
    pub accepts: i64,
    pub rejects: i64,
}

/// A label as a bulk change finds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Target {
    pub annotation: Uuid,
    pub annotation_type: Uuid,
    pub revision: i32,
    pub blurred: bool,
    pub concealed: bool,
    /// Whether somebody other than whoever made the revision voted on it.
    pub judged: bool,
}

const TARGET: &str = "select r.annotation, r.annotation_type, r.revision, r.blurred, r.concealed,
        exists (select from view_vote_spans j where j.annotation = r.annotation and j.valid_to is null and not j.own)
            as judged";

impl Sort {
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// What is compared, and whether the largest comes first.
    const fn by(self, scope: &Scope) -> (&'static str, bool) {
        match self {
            Self::LatestChange => ("r.revised_at", true),
            Self::OldestChange => ("r.revised_at", false),
            Self::LatestDrawn => ("d.revised_at", true),
            Self::OldestDrawn => ("d.revised_at", false),
            Self::FewestVotes => (net(scope), false),
            Self::MostVotes => (net(scope), true),
            Self::MostRevisions => ("r.revision::bigint", true),
            Self::Image => ("i.sort_key", false),
        }
    }

    const fn joins(self) -> Joins {
        Joins {
            votes: matches!(self, Self::FewestVotes | Self::MostVotes),
            drawn: matches!(self, Self::LatestDrawn | Self::OldestDrawn),
        }
    }

    fn key(self, row: &sqlx::postgres::PgRow) -> sqlx::Result<SortKey> {
        Ok(match self {
            Self::LatestChange | Self::OldestChange | Self::LatestDrawn | Self::OldestDrawn => {
                SortKey::Time(row.try_get("key")?)
            }
            Self::FewestVotes | Self::MostVotes | Self::MostRevisions => SortKey::Number(row.try_get("key")?),
            Self::Image => SortKey::Name(row.try_get("key")?),
        })
    }

    /// Reads what [`SortKey`]'s text says, as far as it is of this order.
    pub fn parse_key(self, text: &str) -> Option<SortKey> {
        match self {
            Self::LatestChange | Self::OldestChange | Self::LatestDrawn | Self::OldestDrawn => {
                chrono::DateTime::parse_from_rfc3339(text).ok().map(|at| SortKey::Time(at.to_utc()))
            }
            Self::FewestVotes | Self::MostVotes | Self::MostRevisions => {
                text.parse().ok().map(SortKey::Number)
            }
            Self::Image => (!text.contains('\0')).then(|| SortKey::Name(text.to_owned())),
        }
    }
}

impl std::fmt::Display for SortKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Time(at) => f.write_str(&at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)),
            Self::Number(number) => number.fmt(f),
            Self::Name(name) => name.fmt(f),
        }
    }
}

impl Views {
    /// Ids of labels with what they are sorted by, after one.
    pub async fn listed_labels(
        &self,
        scope: impl Into<Scope>,
        filter: &LabelFilter,
        sort: Sort,
        after: Option<(SortKey, AnnotationId)>,
        limit: i64,
    ) -> sqlx::Result<Vec<(Uuid, SortKey)>> {
        let scope: Scope = scope.into();
        let (by, descending) = sort.by(&scope);
        let (side, order) = if descending { ("<", "desc") } else { (">", "asc") };
        let mut sql = QueryBuilder::<Postgres>::new(format!("select r.annotation, {by} as key"));
        from_labels(&mut sql, &scope, filter, sort.joins());
        if let Some((key, last)) = after {
            sql.push(format!(" and ({by}, r.annotation) {side} ("));
            match key {
                SortKey::Time(at) => sql.push_bind(at),
                SortKey::Number(number) => sql.push_bind(number),
                SortKey::Name(name) => sql.push_bind(name),
            };
            sql.push(", ").push_bind(last.uuid()).push(")");
        }
        sql.push(format!(" order by {by} {order}, r.annotation {order} limit ")).push_bind(limit);
        let rows = sql.build().persistent(false).fetch_all(&self.0).await?;
        rows.iter().map(|row| Ok((row.try_get("annotation")?, sort.key(row)?))).collect()
    }

    /// Ids of labels by id, after one.
    pub(super) async fn label_ids(
        &self,
        set: ImageSetId,
        filter: &LabelFilter,
        after: Uuid,
        limit: i64,
    ) -> sqlx::Result<Vec<Uuid>> {
        let mut sql = QueryBuilder::<Postgres>::new("select r.annotation");
        from_labels(&mut sql, &set.into(), filter, Joins::default());
        sql.push(" and r.annotation > ").push_bind(after);
        sql.push(" order by r.annotation limit ").push_bind(limit);
        sql.build_query_scalar().persistent(false).fetch_all(&self.0).await
    }

    /// Those of these labels that are in the set, in this order, as they are or, where they were deleted, were last.
    pub async fn label_lines(&self, set: ImageSetId, ids: &[Uuid]) -> sqlx::Result<Vec<LabelLine>> {
        sqlx::query_as(
            "select r.annotation, r.image, i.name as image_name, i.width, i.height, r.annotation_type, r.revision,
                 r.shape, r.blurred, r.concealed, r.author, d.revised_at as drawn_at, r.revised_by, r.revised_at,
                 (select count(*) from view_vote_spans v
                  where v.annotation = r.annotation and v.valid_to is null and v.accepts) as accepts,
                 (select count(*) from view_vote_spans v
                  where v.annotation = r.annotation and v.valid_to is null and not v.accepts) as rejects
             from unnest($1::uuid[]) with ordinality as w(annotation, place)
             cross join lateral (select * from view_annotation_revisions l where l.annotation = w.annotation
                                 order by l.valid_from desc limit 1) r
             join view_annotation_revisions d on d.annotation = w.annotation and d.drawn
             join view_images i on i.image = r.image
             where r.image_set = $2 order by w.place",
        )
        .bind(ids)
        .bind(set.uuid())
        .fetch_all(&self.0)
        .await
    }

    /// How many labels are meant.
    pub async fn count_labels(&self, scope: impl Into<Scope>, filter: &LabelFilter) -> sqlx::Result<i64> {
        let mut sql = QueryBuilder::<Postgres>::new("select count(*)");
        count_labels(&mut sql, &scope.into(), filter);
        sql.build_query_scalar().persistent(false).fetch_one(&self.0).await
    }

    /// At most so many of them, the oldest first, as a bulk change finds them.
    pub async fn targets(
        &self,
        set: ImageSetId,
        filter: &LabelFilter,
        limit: i64,
    ) -> sqlx::Result<Vec<Target>> {
        let mut sql = QueryBuilder::<Postgres>::new(TARGET);
        from_labels(&mut sql, &set.into(), filter, Joins::default());
        sql.push(" order by r.image, r.number limit ").push_bind(limit);
        sql.build_query_as().persistent(false).fetch_all(&self.0).await
    }

    /// The same of labels that were chosen one by one.
    pub async fn chosen_targets(&self, set: ImageSetId, ids: &[Uuid]) -> sqlx::Result<Vec<Target>> {
        let mut sql = QueryBuilder::<Postgres>::new(TARGET);
        from_labels(&mut sql, &set.into(), &LabelFilter::default(), Joins::default());
        sql.push(" and r.annotation = any(").push_bind(ids).push(") order by r.image, r.number");
        sql.build_query_as().persistent(false).fetch_all(&self.0).await
    }

    /// How many of these different labels were ever drawn in a set.
    pub async fn drawn_in(&self, set: ImageSetId, ids: &[Uuid]) -> sqlx::Result<usize> {
        let count: i64 = sqlx::query_scalar(
            "select count(*) from view_annotation_revisions
             where annotation = any($1) and drawn and image_set = $2",
        )
        .bind(ids)
        .bind(set.uuid())
        .fetch_one(&self.0)
        .await?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// Who drew or last changed labels of a set: for filters. Jumps through the index from one pair to the next.
    pub async fn labelers_of(&self, set: ImageSetId) -> sqlx::Result<Vec<Uuid>> {
        sqlx::query_scalar(
            "with recursive pairs as (
                 (select author, revised_by from view_annotation_revisions
                  where image_set = $1 and valid_to is null order by author, revised_by limit 1)
                 union all
                 select next.author, next.revised_by from pairs p cross join lateral (
                     select author, revised_by from view_annotation_revisions r
                     where image_set = $1 and valid_to is null and (r.author, r.revised_by) > (p.author, p.revised_by)
                     order by author, revised_by limit 1) next)
             select author from pairs union select revised_by from pairs",
        )
        .bind(set.uuid())
        .fetch_all(&self.0)
        .await
    }
}
