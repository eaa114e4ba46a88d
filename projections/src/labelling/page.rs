//! The two queries: a page of images, and a page of their labels.
//!
//! Neither is kept prepared: a plan made without knowing how long the arrays are joins them in a loop,
//! which is thirty times slower.

use domain::{
    AccountId, Frame, ImageSetId, Shape, Timestamp,
    formats::{Label, LabelledImage, SameFileName},
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use super::{Cut, Labelled, Made, reader::Order};
use crate::{
    Reading,
    images::{ImagePlace, StoredDigest},
};

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
    bytes: i64,
    width: i32,
    height: i32,
    place: String,
    same_file: bool,
    same_stem: bool,
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

/// `$1`: set; `$2`: position; `$3`, `$4`: place after which they come; `$5`: those selected; `$6`: how many; `$7`: all
/// sets of the cut, among which file names must differ.
fn images(order: Order) -> String {
    let (place, same_file, same_stem) = match order {
        Order::Natural => ("i.sort_key", earlier("file_key"), earlier("stem_key")),
        Order::PlainName => (r#"i.name collate "C""#, "false".to_owned(), "false".to_owned()),
    };
    format!(
        "select i.image, i.image_set, i.name, i.path, i.digest, i.media_type, i.bytes, i.width, i.height, s.valid_from, s.valid_to,
             {place} as place, {same_file} as same_file, {same_stem} as same_stem
         from view_images i
         cross join lateral (
             select valid_from, valid_to from view_image_spans
             where image = i.image and valid_from <= $2 and (valid_to is null or valid_to > $2) offset 0
         ) s
         where i.image_set = $1 and ({place}, i.image) > ($3, $4)
           and (cardinality($5::uuid[]) = 0 or i.image = any($5))
         order by {place}, i.image limit $6"
    )
}

/// Whether an image that was added earlier has the same key, in the set or in one of the cut's.
fn earlier(key: &str) -> String {
    format!(
        "exists (select from view_images e
             where e.image_set = any($7) and e.{key} = i.{key} and e.added_position < i.added_position)"
    )
}

/// `$1`: images; `$2`: position; `$3`: last label of the first image that was read already.
///
/// Labels and votes are looked up image by image: `offset 0` keeps PostgreSQL from reading the labels of all sets instead,
/// which it takes for cheaper as soon as a page has some hundred images. And a full join is never done in a loop, however
/// few labels it expects; a condition that takes null for an answer keeps it from being made a left join.
const LABELS_OF: &str = "with labels as materialized (
        select w.place, r.* from unnest($1::uuid[]) with ordinality as w(image, place)
        cross join lateral (
            select * from view_annotation_revisions
            where image = w.image and valid_from <= $2 and (valid_to is null or valid_to > $2) offset 0
        ) r
        where (w.place > 1 or r.number > $3)
          and (cardinality($4::uuid[]) = 0 or r.annotation_type = any($4))
          and ($5 or not r.blurred) and ($6 or not r.concealed)
    ), votes as materialized (
        select v.annotation, count(*) filter (where v.accepts) as accepts,
            count(*) filter (where not v.accepts) as rejects,
            count(*) filter (where v.accepts and not v.own) as accepts_by_others
        from unnest($1::uuid[]) as w(image)
        cross join lateral (
            select annotation, accepts, own from view_vote_spans
            where image = w.image and valid_from <= $2 and (valid_to is null or valid_to > $2) offset 0
        ) v
        group by v.annotation
    ), chosen as (
        select l.*, coalesce(v.accepts, 0) as accepts, coalesce(v.rejects, 0) as rejects,
            coalesce(v.accepts_by_others, 0) as accepts_by_others
        from labels l full join votes v on v.annotation = l.annotation
        where coalesce(l.place, 0) > 0
          and ($7::bigint is null or coalesce(v.accepts, 0) - coalesce(v.rejects, 0) >= $7)
          and coalesce(v.accepts_by_others, 0) >= $8
    ), weighed as (
        select *, (sum(octet_length(shape::text)) over (order by place, number))::bigint as bytes
        from chosen order by place, number limit $9
    )
    select * from weighed where bytes - octet_length(shape::text) < $10 order by place, number";

impl Cut {
    /// Images of one of the sets after a place.
    pub(super) async fn images(
        &self,
        (set, order): (ImageSetId, Order),
        after: &ImagePlace,
        limit: i64,
        reading: &Reading,
    ) -> sqlx::Result<Vec<Labelled>> {
        let rows: Vec<ImageRow> = sqlx::query_as(&images(order))
            .persistent(false)
            .bind(set.uuid())
            .bind(self.position)
            .bind(&after.sort_key)
            .bind(after.image)
            .bind(self.image_ids())
            .bind(limit)
            .bind(self.set_ids())
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
                same_file_name: SameFileName { whole: row.same_file, stem: row.same_stem },
                path: row.path,
                digest: row.digest.0,
                media_type: row.media_type,
                frame: Frame { width: row.width.cast_unsigned(), height: row.height.cast_unsigned() },
                labels: vec![],
            },
            image_set: row.image_set.into(),
            bytes: row.bytes.unsigned_abs(),
            place: ImagePlace { sort_key: row.place, image: row.image },
            made: vec![],
            tells_votes: true,
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
