//! What things were called, and of which types labels were, at any time.

use std::collections::HashMap;

use uuid::Uuid;

use crate::Views;

/// Events that give a name.
const NAMING: [&str; 10] = [
    "AnnotationTypeDefined",
    "AnnotationTypeRenamed",
    "TeamFounded",
    "TeamRenamed",
    "ImageSetCreated",
    "ImageSetRenamed",
    "SnapshotTaken",
    "SnapshotRenamed",
    "ExportFormatDefined",
    "ExportFormatRevised",
];

/// What held from a position on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Since<T> {
    pub position: i64,
    pub what: T,
}

/// What a label was, but for its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelThen {
    pub annotation_type: Uuid,
    pub blurred: bool,
    pub concealed: bool,
}

/// For each thing what held, oldest first.
pub type OverTime<T> = HashMap<Uuid, Vec<Since<T>>>;

impl Views {
    /// Names of types, teams, image sets, snapshots and export formats. Nobody's permission is asked.
    pub async fn names_over_time(&self, of: &[Uuid]) -> sqlx::Result<OverTime<String>> {
        let found: Vec<(Uuid, i64, Option<String>)> = sqlx::query_as(
            "select stream_id, position,
                 coalesce(payload -> type ->> 'name', payload -> type -> 'definition' ->> 'name')
             from events where stream_id = any($1) and type = any($2) order by position",
        )
        .bind(of)
        .bind(NAMING)
        .fetch_all(&self.0)
        .await?;
        let named = found.into_iter().filter_map(|(of, position, name)| Some((of, position, name?)));
        Ok(over_time(named))
    }

    /// Types and marks of labels.
    pub async fn labels_over_time(&self, of: &[Uuid]) -> sqlx::Result<OverTime<LabelThen>> {
        let found: Vec<(Uuid, i64, Uuid, bool, bool)> = sqlx::query_as(
            "select annotation, valid_from, annotation_type, blurred, concealed from view_annotation_revisions
             where annotation = any($1) order by valid_from",
        )
        .bind(of)
        .fetch_all(&self.0)
        .await?;
        let told = found.into_iter().map(|(of, position, annotation_type, blurred, concealed)| {
            (of, position, LabelThen { annotation_type, blurred, concealed })
        });
        Ok(over_time(told))
    }
}

fn over_time<T>(found: impl Iterator<Item = (Uuid, i64, T)>) -> OverTime<T> {
    let mut all: OverTime<T> = HashMap::new();
    for (of, position, what) in found {
        all.entry(of).or_default().push(Since { position, what });
    }
    all
}
