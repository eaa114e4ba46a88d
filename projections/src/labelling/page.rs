//! The two queries: a page of images, and a page of their labels.
//!
//! Neither is kept prepared: a plan made without knowing how long the arrays are joins them in a loop,
//! which is thirty times slower.

use domain::{
    AccountId, Frame, ImageSetId, Shape, Timestamp,
    formats::{Label, LabelledImage},
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use super::{Cut, Labelled, Made};
use crate::{Reading, images::StoredDigest};

/// Most labels in one page.
const LABELS: i64 = 10_000;

/// Shapes of one page, as text, before the last: a label may have 10,000 nodes.
const BYTES: i64 = 4 << 20;

#[derive(FromRow)]
struct ImageRow {
    image: Uuid,
    image_set: Uuid,
    name: String,
    path: String,
    #[sqlx(try_from = "Vec<u8>")]
    digest: StoredDigest,
    media_type: String,
    width: i32,
    height: i32,
    valid_from: i64,
    valid_to: Option<i64>,
}

#[derive(FromRow)]
pub(super) struct LabelRow {
    /// Which of the images asked for, from 1.
    pub place: i64,
    pub number: i32,
    bytes: i64,
    annotation: Uuid,
    annotation_type: Uuid,
    revision: i32,
    shape: Json<Shape>,
    blurred: bool,
    concealed: bool,
    author: Uuid,
    revised_by: Uuid,
    revised_at: Timestamp,
    valid_from: i64,
    valid_to: Option<i64>,
    accepts: i64,
    rejects: i64,
    accepts_by_others: i64,
}

/// A page of labels, and whether it holds all that were asked for.
pub(super) struct Labels {
    pub rows: Vec<LabelRow>,
    pub complete: bool,
}

const IMAGES: &str = r#"select i.image, i.image_set, i.name, i.path, i.digest, i.media_type, i.width, i.height, s.valid_from, s.valid_to
     from view_images i
     join view_image_spans s on s.image = i.image
          and s.valid_from <= $2 and (s.valid_to is null or s.valid_to > $2)
     where i.image_set = $1 and (i.name collate "C", i.image) > ($3, $4)
       and (cardinality($5::uuid[]) = 0 or i.image = any($5))
     order by i.name collate "C", i.image limit $6"#;

/// `$1`: images; `$2`: position; `$3`: last label of the first image that was read already.
const LABELS_OF: &str = "with chosen as (
        select w.place, r.*, coalesce(v.accepts, 0) as accepts, coalesce(v.rejects, 0) as rejects,
            coalesce(v.accepts_by_others, 0) as accepts_by_others
        from unnest($1::uuid[]) with ordinality as w(image, place)
        join view_annotation_revisions r on r.image = w.image
             and r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2)
        left join (
            select annotation, count(*) filter (where accepts) as accepts,
                count(*) filter (where not accepts) as rejects,
                count(*) filter (where accepts and not own) as accepts_by_others
            from view_vote_spans
            where image = any($1) and valid_from <= $2 and (valid_to is null or valid_to > $2)
            group by annotation
        ) v on v.annotation = r.annotation
        where (w.place > 1 or r.number > $3)
          and (cardinality($4::uuid[]) = 0 or r.annotation_type = any($4))
          and ($5 or not r.blurred) and ($6 or not r.concealed)
          and ($7::bigint is null or coalesce(v.accepts, 0) - coalesce(v.rejects, 0) >= $7)
          and coalesce(v.accepts_by_others, 0) >= $8
    ), weighed as (
        select *, (sum(octet_length(shape::text)) over (order by place, number))::bigint as bytes
        from chosen order by place, number limit $9
    )
    select * from weighed where bytes - octet_length(shape::text) < $10 order by place, number";

impl Cut {
    /// Images of one of the sets after one, by name and id.
    pub(super) async fn images(
        &self,
        set: ImageSetId,
        after: &(String, Uuid),
        limit: i64,
        reading: &Reading,
    ) -> sqlx::Result<Vec<Labelled>> {
        let rows: Vec<ImageRow> = sqlx::query_as(IMAGES)
            .persistent(false)
            .bind(set.uuid())
            .bind(self.position)
            .bind(&after.0)
            .bind(after.1)
            .bind(self.image_ids())
            .bind(limit)
            .fetch_all(reading)
            .await?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Labels of these images, by image and number, but of the first only those after `number`.
    pub(super) async fn labels(
        &self,
        images: Vec<Uuid>,
        number: i32,
        reading: &Reading,
    ) -> sqlx::Result<Labels> {
        let selection = &self.selection;
        let types: Vec<Uuid> = selection.annotation_types.iter().map(|kind| kind.uuid()).collect();
        let rows: Vec<LabelRow> = sqlx::query_as(LABELS_OF)
            .persistent(false)
            .bind(images)
            .bind(self.position)
            .bind(number)
            .bind(types)
            .bind(selection.include_blurred)
            .bind(selection.include_concealed)
            .bind(selection.min_verifications.map(i64::from))
            .bind(i64::from(selection.min_votes_by_others))
            .bind(LABELS)
            .bind(BYTES)
            .fetch_all(reading)
            .await?;
        let full = |last: &LabelRow| i64::try_from(rows.len()) == Ok(LABELS) || last.bytes >= BYTES;
        let complete = !rows.last().is_some_and(full);
        Ok(Labels { rows, complete })
    }
}

impl From<ImageRow> for Labelled {
    fn from(row: ImageRow) -> Self {
        Self {
            image: LabelledImage {
                image: row.image.into(),
                name: row.name,
                path: row.path,
                digest: row.digest.0,
                media_type: row.media_type,
                frame: Frame { width: row.width.cast_unsigned(), height: row.height.cast_unsigned() },
                labels: vec![],
            },
            image_set: row.image_set.into(),
            made: vec![],
            since: row.valid_from,
            until: row.valid_to,
        }
    }
}

impl LabelRow {
    pub fn into_parts(self) -> (Label, Made) {
        let count = |votes: i64| u32::try_from(votes).unwrap_or(u32::MAX);
        let label = Label {
            annotation: self.annotation.into(),
            annotation_type: self.annotation_type.into(),
            shape: self.shape.0,
            blurred: self.blurred,
            concealed: self.concealed,
            revision: self.revision.cast_unsigned(),
            author: self.author.into(),
            accepts: count(self.accepts),
            rejects: count(self.rejects),
            accepts_by_others: count(self.accepts_by_others),
        };
        let made = Made {
            number: self.number.cast_unsigned(),
            by: AccountId::new(self.revised_by),
            at: self.revised_at,
            since: self.valid_from,
            until: self.valid_to,
        };
        (label, made)
    }
}
