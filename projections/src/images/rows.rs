//! The rows that an image's facts change.

use std::collections::HashMap;

use domain::{
    Timestamp,
    formats::FileKeys,
    image::{Added, Effect, Image, Picture},
    image_search_key, sort_key,
};
use uuid::Uuid;

use crate::{
    annotations::LabelRows,
    contract::{InlineRows, InlineView, Projected, Span, Spans, end_rows},
    statement::{Row as _, Statement},
    table,
};

table! {
    ImageRow in "view_images" by ["image"] {
        image: Uuid as "uuid",
        image_set: Uuid as "uuid",
        name: String as "text",
        path: String as "text",
        digest: Vec<u8> as "bytea",
        media_type: String as "text",
        bytes: i64 as "bigint",
        width: i32 as "integer",
        height: i32 as "integer",
        metadata: String as "json",
        removed: bool as "boolean",
        added_by: Uuid as "uuid",
        added_at: Timestamp as "timestamptz",
        sort_key: String as "text",
        search_key: String as "text",
        added_position: i64 as "position",
        file_key: i64 as "bigint",
        stem_key: i64 as "bigint",
    }
}

table! {
    ImageSpanRow in "view_image_spans" by ["image", "valid_from"] {
        image: Uuid as "uuid",
        image_set: Uuid as "uuid",
        valid_from: i64 as "position",
        valid_to: Option<i64> as "position",
    }
}

rows! {
    ImageRows {
        images: ImageTable,
        spans: Spans<ImageSpanRow>,
        labels: LabelRows,
    }
}

/// New images, and what changes of those that were added in an earlier batch.
#[derive(Debug, Default, Clone)]
pub struct ImageTable {
    added: HashMap<Uuid, ImageRow>,
    changed: HashMap<Uuid, ImageChange>,
}

#[derive(Debug, Clone)]
struct ImageChange {
    metadata: String,
    removed: bool,
}

impl InlineView for Image {
    type Rows = ImageRows;

    fn project(projected: &Projected<'_, Self>, rows: &mut ImageRows) {
        let Some(picture) = projected.state.picture() else { return };
        let (image, image_set) = (projected.stream, picture.image_set.uuid());
        let span = ImageSpanRow { image, image_set, valid_from: projected.at, valid_to: None };
        match projected.event.effect() {
            Effect::Added(added) => {
                rows.images.added.insert(image, ImageRow::added(projected, added));
                rows.spans.open(image, span);
            }
            Effect::Described(_) => rows.images.change(image, picture),
            Effect::Removed(removed) => {
                rows.images.change(image, picture);
                if removed {
                    rows.spans.close(image, projected.at);
                } else {
                    rows.spans.open(image, span);
                }
            }
            Effect::Drawn(..)
            | Effect::Restored(_)
            | Effect::Revised(..)
            | Effect::Erased(_)
            | Effect::VoteCast(..)
            | Effect::VoteWithdrawn(_)
            | Effect::VotesReset(_)
            | Effect::VotesRestored(..) => rows.labels.project(projected),
        }
    }
}

impl ImageTable {
    fn change(&mut self, image: Uuid, picture: &Picture) {
        let metadata = serde_json::to_string(&picture.metadata).expect("strings are JSON");
        let removed = picture.removed;
        match self.added.get_mut(&image) {
            Some(row) => (row.metadata, row.removed) = (metadata, removed),
            None => {
                self.changed.insert(image, ImageChange { metadata, removed });
            }
        }
    }
}

impl InlineRows for ImageTable {
    const TABLES: &'static [&'static str] = &[ImageRow::TABLE];

    fn absorb(&mut self, later: Self, offset: i64) {
        let shifted = |row: ImageRow| ImageRow { added_position: row.added_position + offset, ..row };
        self.added.extend(later.added.into_iter().map(|(image, row)| (image, shifted(row))));
        self.changed.extend(later.changed);
    }

    fn write(self, statement: &mut Statement) {
        statement.upsert(self.added.into_values().collect());
        if self.changed.is_empty() {
            return;
        }
        let (ids, changes): (Vec<_>, Vec<_>) = self.changed.into_iter().unzip();
        let (metadata, removed): (Vec<_>, Vec<_>) =
            changes.into_iter().map(|c| (c.metadata, c.removed)).unzip();
        let ids = statement.bind(ids);
        let (metadata, removed) = (statement.bind(metadata), statement.bind(removed));
        statement.clause(&format!(
            "update view_images v set metadata = c.metadata::json, removed = c.removed
             from unnest(${ids}::uuid[], ${metadata}::text[], ${removed}::boolean[]) as c(image, metadata, removed)
             where v.image = c.image"
        ));
    }
}

impl Span for ImageSpanRow {
    type Key = Uuid;

    fn end(&mut self, at: i64) {
        self.valid_to = Some(at);
    }

    fn shift(&mut self, by: i64) {
        self.valid_from += by;
        self.valid_to = self.valid_to.map(|at| at + by);
    }

    fn close(ends: Vec<(Uuid, i64)>, statement: &mut Statement) {
        end_rows(Self::TABLE, "image", ends, statement);
    }
}

impl ImageRow {
    fn added(projected: &Projected<'_, Image>, added: &Added) -> Self {
        let (name, stamp) = (added.name.as_str(), projected.stamp);
        let keys = FileKeys::of(name, &added.media_type);
        Self {
            image: projected.stream,
            image_set: added.image_set.uuid(),
            name: name.to_owned(),
            path: added.path.to_string(),
            digest: added.digest.bytes().to_vec(),
            media_type: added.media_type.clone(),
            bytes: added.bytes.cast_signed(),
            width: added.frame.width.cast_signed(),
            height: added.frame.height.cast_signed(),
            metadata: "{}".to_owned(),
            removed: false,
            added_by: stamp.by.uuid(),
            added_at: stamp.at,
            sort_key: sort_key(name),
            search_key: image_search_key(added.path.as_str(), name),
            added_position: projected.at,
            file_key: keys.whole,
            stem_key: keys.stem,
        }
    }
}
