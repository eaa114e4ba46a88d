//! What labels are called, and which shape they have.

use std::collections::HashMap;

use domain::{
    AnnotationTypeId, ShapeKind, Timestamp,
    annotation_type::{AnnotationType, Event, Spec},
    sort_key,
};
use sqlx::{FromRow, Row as _, postgres::PgRow};
use uuid::Uuid;

use crate::{
    Views,
    contract::{InlineView, Projected},
    table,
};

table! {
    AnnotationTypeRow in "view_annotation_types" by ["annotation_type"] {
        annotation_type: Uuid as "uuid",
        name: String as "text",
        shape: &'static str as "text",
        node_count: Option<i16> as "smallint",
        allows_blurred: bool as "boolean",
        allows_concealed: bool as "boolean",
        active: bool as "boolean",
        defined_at: Timestamp as "timestamptz",
        name_key: String as "text",
        sort_key: String as "text",
    }
}

impl InlineView for AnnotationType {
    type Rows = HashMap<Uuid, AnnotationTypeRow>;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows) {
        let Self::Defined { definition, active, defined_at } = projected.state else { return };
        match projected.event {
            Event::AnnotationTypeDefined(_)
            | Event::AnnotationTypeRenamed { .. }
            | Event::AnnotationTypeChanged { .. }
            | Event::AnnotationTypeActivated {}
            | Event::AnnotationTypeDeactivated {} => {
                let row = AnnotationTypeRow {
                    annotation_type: projected.stream,
                    name: definition.name.to_string(),
                    shape: definition.shape.code(),
                    node_count: definition.node_count.map(u16::cast_signed),
                    allows_blurred: definition.allows_blurred,
                    allows_concealed: definition.allows_concealed,
                    active: *active,
                    defined_at: *defined_at,
                    name_key: definition.name.key(),
                    sort_key: sort_key(definition.name.as_str()),
                };
                rows.insert(projected.stream, row);
            }
        }
    }
}

/// An annotation type as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeLine {
    pub name: String,
    pub spec: Spec,
}

impl FromRow<'_, PgRow> for TypeLine {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let shape: &str = row.try_get("shape")?;
        let unknown = |_| sqlx::Error::Decode(format!("unknown shape {shape}").into());
        let spec = Spec {
            id: row.try_get::<Uuid, _>("annotation_type")?.into(),
            shape: shape.parse::<ShapeKind>().map_err(unknown)?,
            node_count: row.try_get::<Option<i16>, _>("node_count")?.map(i16::cast_unsigned),
            allows_blurred: row.try_get("allows_blurred")?,
            allows_concealed: row.try_get("allows_concealed")?,
            active: row.try_get("active")?,
        };
        Ok(Self { name: row.try_get("name")?, spec })
    }
}

impl Views {
    pub async fn annotation_type(&self, id: AnnotationTypeId) -> sqlx::Result<Option<TypeLine>> {
        sqlx::query_as("select * from view_annotation_types where annotation_type = $1")
            .bind(id.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// All types, active ones first, by name.
    pub async fn annotation_types(&self) -> sqlx::Result<Vec<TypeLine>> {
        sqlx::query_as("select * from view_annotation_types order by active desc, sort_key, annotation_type")
            .fetch_all(&self.0)
            .await
    }

    /// All types, oldest first: an order in which nobody's place ever changes.
    pub async fn annotation_types_by_age(&self) -> sqlx::Result<Vec<TypeLine>> {
        sqlx::query_as("select * from view_annotation_types order by defined_at, annotation_type")
            .fetch_all(&self.0)
            .await
    }
}
