//! Labels as people see them, now or as of any log position.

use domain::{AccountId, AnnotationId, ImageId, ImageSetId, Shape, Timestamp, filter::LabelFilter};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use super::LabelRef;
use crate::{Part, Views, part::part};

/// A label with what was thought of it.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct AnnotationLine {
    pub annotation: Uuid,
    pub image: Uuid,
    pub image_set: Uuid,
    pub annotation_type: Uuid,
    pub type_name: String,
    pub number: i32,
    pub revision: i32,
    pub shape: Json<Shape>,
    pub blurred: bool,
    pub concealed: bool,
    pub author: Uuid,
    pub revised_by: Uuid,
    pub revised_at: Timestamp,
    pub drawn_at: Timestamp,
    /// Hidden where verification is blind and the asking person has not voted, as `rejects` are.
    pub accepts: Option<i64>,
    pub rejects: Option<i64>,
    pub accepts_by_others: Option<i64>,
    /// What the asking person voted: accept is `true`.
    pub my_vote: Option<bool>,
}

/// One person's verdict on the present revision.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct VoteLine {
    pub account: Uuid,
    pub accepts: bool,
    pub cast_at: Timestamp,
}

#[derive(FromRow)]
struct Placed {
    annotation: Uuid,
    #[sqlx(flatten)]
    place: LabelRef,
}

/// Whether votes are hidden from whoever has not voted.
#[derive(Debug, Clone, Copy)]
enum Seen {
    /// By those who label and verify.
    Working,
    /// In the record, which holds back nothing.
    Auditing,
}

/// `$1`: who asks; `$2`: the position; further conditions follow.
fn as_of(seen: Seen) -> String {
    let hidden = match seen {
        Seen::Working => "s.blind and not coalesce(bool_or(v.account = $1), false)",
        Seen::Auditing => "false",
    };
    format!(
        "select r.annotation, r.image, r.image_set, r.annotation_type, t.name as type_name, r.number, r.revision,
            r.shape, r.blurred, r.concealed, r.author, r.revised_by, r.revised_at,
            (select d.revised_at from view_annotation_revisions d
             where d.annotation = r.annotation and d.drawn) as drawn_at,
            case when not ({hidden}) then count(v.account) filter (where v.accepts) end as accepts,
            case when not ({hidden}) then count(v.account) filter (where not v.accepts) end as rejects,
            case when not ({hidden}) then count(v.account) filter (where v.accepts and not v.own) end
                as accepts_by_others,
            bool_or(v.accepts) filter (where v.account = $1) as my_vote
         from view_annotation_revisions r
         join view_annotation_types t on t.annotation_type = r.annotation_type
         join view_image_sets s on s.image_set = r.image_set
         left join view_vote_spans v on v.annotation = r.annotation
              and v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2)
         where r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2)"
    )
}

const GROUP: &str = "group by r.annotation, r.valid_from, t.name, s.blind order by r.number";

/// Now: no fact has a larger position.
pub(crate) const NOW: i64 = i64::MAX;

impl Views {
    /// What is on an image, in the order in which it was drawn.
    pub async fn annotations_on(
        &self,
        image: ImageId,
        seen_by: AccountId,
    ) -> sqlx::Result<Vec<AnnotationLine>> {
        self.annotations_on_as_of(image, seen_by, NOW).await
    }

    /// What was on an image right after the fact at a log position.
    pub async fn annotations_on_as_of(
        &self,
        image: ImageId,
        seen_by: AccountId,
        position: i64,
    ) -> sqlx::Result<Vec<AnnotationLine>> {
        self.on_image(Seen::Working, image, seen_by, position).await
    }

    /// The same with all votes, for whoever looks back.
    pub async fn record_on_as_of(
        &self,
        image: ImageId,
        seen_by: AccountId,
        position: i64,
    ) -> sqlx::Result<Vec<AnnotationLine>> {
        self.on_image(Seen::Auditing, image, seen_by, position).await
    }

    async fn on_image(
        &self,
        seen: Seen,
        image: ImageId,
        seen_by: AccountId,
        position: i64,
    ) -> sqlx::Result<Vec<AnnotationLine>> {
        sqlx::query_as(&format!("{} and r.image = $3 {GROUP}", as_of(seen)))
            .bind(seen_by.uuid())
            .bind(position)
            .bind(image.uuid())
            .fetch_all(&self.0)
            .await
    }

    /// Labels of a set by id, after one: those on removed images are not among them, nor those of which a condition does
    /// not hold.
    pub async fn annotations_of_set(
        &self,
        set: ImageSetId,
        seen_by: AccountId,
        filter: &LabelFilter,
        after: Uuid,
        limit: i64,
    ) -> sqlx::Result<Part<AnnotationLine>> {
        let ids = self.label_ids(set, filter, after, limit).await?;
        let sql = format!(
            "{} and r.annotation = any($3)
             group by r.annotation, r.valid_from, t.name, s.blind order by r.annotation",
            as_of(Seen::Working)
        );
        let rows = sqlx::query(&sql).bind(seen_by.uuid()).bind(NOW).bind(ids).fetch(&self.0);
        part(rows, limit).await
    }

    pub async fn annotation(
        &self,
        id: AnnotationId,
        seen_by: AccountId,
    ) -> sqlx::Result<Option<AnnotationLine>> {
        self.annotation_as_of(id, seen_by, NOW).await
    }

    /// A label right after the fact at a log position; `None` when it was not there.
    pub async fn annotation_as_of(
        &self,
        id: AnnotationId,
        seen_by: AccountId,
        position: i64,
    ) -> sqlx::Result<Option<AnnotationLine>> {
        self.one(Seen::Working, id, seen_by, position).await
    }

    /// The same with all votes: for whoever decides what to show to whom.
    pub async fn annotation_record_as_of(
        &self,
        id: AnnotationId,
        seen_by: AccountId,
        position: i64,
    ) -> sqlx::Result<Option<AnnotationLine>> {
        self.one(Seen::Auditing, id, seen_by, position).await
    }

    async fn one(
        &self,
        seen: Seen,
        id: AnnotationId,
        seen_by: AccountId,
        position: i64,
    ) -> sqlx::Result<Option<AnnotationLine>> {
        sqlx::query_as(&format!("{} and r.annotation = $3 {GROUP}", as_of(seen)))
            .bind(seen_by.uuid())
            .bind(position)
            .bind(id.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// Where a label is or, if it was erased, was.
    pub async fn place_of(&self, id: AnnotationId) -> sqlx::Result<Option<LabelRef>> {
        sqlx::query_as(
            "select image, image_set, annotation_type, author from view_annotation_revisions
             where annotation = $1 order by valid_from desc limit 1",
        )
        .bind(id.uuid())
        .fetch_optional(&self.0)
        .await
    }

    /// The same of many, each with its id.
    pub async fn places_of(&self, ids: &[Uuid]) -> sqlx::Result<Vec<(Uuid, LabelRef)>> {
        let found: Vec<Placed> = sqlx::query_as(
            "select distinct on (annotation) annotation, image, image_set, annotation_type, author
             from view_annotation_revisions where annotation = any($1) order by annotation, valid_from desc",
        )
        .bind(ids)
        .fetch_all(&self.0)
        .await?;
        Ok(found.into_iter().map(|found| (found.annotation, found.place)).collect())
    }

    /// Position of the last fact about a label, or about a vote on it; 0 when there is none.
    pub async fn last_change_of(&self, id: AnnotationId) -> sqlx::Result<i64> {
        sqlx::query_scalar(
            "select greatest(0, (select max(valid_from) from view_annotation_revisions where annotation = $1),
                 (select max(greatest(valid_from, valid_to)) from view_vote_spans where annotation = $1))",
        )
        .bind(id.uuid())
        .fetch_one(&self.0)
        .await
    }

    /// Those of these labels on whose present revision somebody voted.
    pub async fn judged_by(&self, account: AccountId, labels: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
        sqlx::query_scalar(
            "select annotation from view_vote_spans
             where account = $1 and annotation = any($2) and valid_to is null",
        )
        .bind(account.uuid())
        .bind(labels)
        .fetch_all(&self.0)
        .await
    }

    /// Those of these sets that are verified blind.
    pub async fn blind_among(&self, sets: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
        sqlx::query_scalar("select image_set from view_image_sets where blind and image_set = any($1)")
            .bind(sets)
            .fetch_all(&self.0)
            .await
    }

    /// Verdicts that counted right after the fact at a log position.
    pub async fn votes_on_as_of(&self, id: AnnotationId, position: i64) -> sqlx::Result<Vec<VoteLine>> {
        sqlx::query_as(
            "select account, accepts, cast_at from view_vote_spans
             where annotation = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)",
        )
        .bind(id.uuid())
        .bind(position)
        .fetch_all(&self.0)
        .await
    }

    /// Verdicts on a label's present revision, oldest first.
    pub async fn votes_on(&self, id: AnnotationId) -> sqlx::Result<Vec<VoteLine>> {
        sqlx::query_as(
            "select account, accepts, cast_at from view_vote_spans where annotation = $1 and valid_to is null
             order by valid_from, account",
        )
        .bind(id.uuid())
        .fetch_all(&self.0)
        .await
    }
}
