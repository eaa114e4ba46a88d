//! A label's whole life: every revision it had and every vote on one of them.

use domain::{AnnotationId, Shape, Timestamp};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{Part, Views, part::part};

/// One revision, and the log positions between which it held.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct RevisionLine {
    pub annotation: Uuid,
    pub image: Uuid,
    pub image_set: Uuid,
    pub annotation_type: Uuid,
    pub revision: i32,
    pub shape: Json<Shape>,
    pub blurred: bool,
    pub concealed: bool,
    pub author: Uuid,
    pub revised_by: Uuid,
    pub revised_at: Timestamp,
    pub valid_from: i64,
    pub valid_to: Option<i64>,
}

/// One vote, and the log positions between which it counted.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct VerdictLine {
    pub account: Uuid,
    pub revision: i32,
    pub accepts: bool,
    /// Cast by drawing or changing the label.
    pub own: bool,
    pub cast_at: Timestamp,
    pub valid_from: i64,
    pub valid_to: Option<i64>,
}

impl Views {
    /// Every revision of a label, newest first; a label that was erased and restored shows the same one twice.
    pub async fn revisions_of(&self, id: AnnotationId, limit: i64) -> sqlx::Result<Part<RevisionLine>> {
        let rows = sqlx::query(
            "select annotation, image, image_set, annotation_type, revision, shape, blurred, concealed, author,
                revised_by, revised_at, valid_from, valid_to
             from view_annotation_revisions where annotation = $1 order by valid_from desc limit $2",
        )
        .bind(id.uuid())
        .bind(limit)
        .fetch(&self.0);
        part(rows, limit).await
    }

    /// Every vote on any revision of a label, oldest first.
    pub async fn verdicts_on(&self, id: AnnotationId) -> sqlx::Result<Vec<VerdictLine>> {
        sqlx::query_as(
            "select account, revision, accepts, own, cast_at, valid_from, valid_to
             from view_vote_spans where annotation = $1 order by valid_from, account",
        )
        .bind(id.uuid())
        .fetch_all(&self.0)
        .await
    }
}
