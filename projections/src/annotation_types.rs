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
    contract::{InlineRows, InlineView, Projected},
    statement::{Row as _, Statement},
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
        defined_position: i64 as "first position",
        name_key: String as "text",
        sort_key: String as "text",
    }
}

/// The types that a batch changes.
#[derive(Debug, Default, Clone)]
pub struct AnnotationTypeRows(HashMap<Uuid, AnnotationTypeRow>);

impl InlineRows for AnnotationTypeRows {
    const TABLES: &'static [&'static str] = &[AnnotationTypeRow::TABLE];

    fn absorb(&mut self, later: Self, offset: i64) {
        self.0.extend(later.0.into_iter().map(|(id, row)| {
            (id, AnnotationTypeRow { defined_position: row.defined_position + offset, ..row })
        }));
    }

    fn write(self, statement: &mut Statement) {
        statement.upsert(self.0.into_values().collect());
    }
}

impl InlineView for AnnotationType {
    type Rows = AnnotationTypeRows;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows) {
        let Self::Defined { definition, active, defined_at } = projected.state else { return };
        match projected.event {
            Event::AnnotationTypeDefined(_)
            | Event::AnnotationTypeRenamed { .. }
            | Event::AnnotationTypeChanged { .. }
            | Event::AnnotationTypeActivated {}
            | Event::AnnotationTypeDeactivated {} => {
                let first = rows.0.get(&projected.stream).map(|row| row.defined_position);
                let row = AnnotationTypeRow {
                    annotation_type: projected.stream,
                    name: definition.name.to_string(),
                    shape: definition.shape.code(),
                    node_count: definition.node_count.map(u16::cast_signed),
                    allows_blurred: definition.allows_blurred,
                    allows_concealed: definition.allows_concealed,
                    active: *active,
                    defined_at: *defined_at,
                    defined_position: first.unwrap_or(projected.at),
                    name_key: definition.name.key(),
                    sort_key: sort_key(definition.name.as_str()),
                };
                rows.0.insert(projected.stream, row);
            }
        }
    }
}

/// An annotation type as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeLine {
    pub name: String,
    /// Its place among all types by their definition, from 0, which never changes: its class number in exports.
    pub number: u32,
    pub spec: Spec,
}

/// Types are never removed, so the position of its definition gives each a number for ever.
const NUMBERED: &str = "(select *, row_number() over (order by defined_position) - 1 as number from view_annotation_types) numbered";

impl FromRow<'_, PgRow> for TypeLine {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let number: i64 = row.try_get("number")?;
        Ok(Self {
            name: row.try_get("name")?,
            number: u32::try_from(number).map_err(|error| sqlx::Error::Decode(error.into()))?,
            spec: spec(row)?,
        })
    }
}

/// What labels of the type must be, from a row of the table.
pub(crate) fn spec(row: &PgRow) -> sqlx::Result<Spec> {
    let shape: &str = row.try_get("shape")?;
    let unknown = |_| sqlx::Error::Decode(format!("unknown shape {shape}").into());
    Ok(Spec {
        id: row.try_get::<Uuid, _>("annotation_type")?.into(),
        shape: shape.parse::<ShapeKind>().map_err(unknown)?,
        node_count: row.try_get::<Option<i16>, _>("node_count")?.map(i16::cast_unsigned),
        allows_blurred: row.try_get("allows_blurred")?,
        allows_concealed: row.try_get("allows_concealed")?,
        active: row.try_get("active")?,
    })
}

impl Views {
    pub async fn annotation_type(&self, id: AnnotationTypeId) -> sqlx::Result<Option<TypeLine>> {
        sqlx::query_as(&format!("select * from {NUMBERED} where annotation_type = $1"))
            .bind(id.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// All types, active ones first, by name.
    pub async fn annotation_types(&self) -> sqlx::Result<Vec<TypeLine>> {
        sqlx::query_as(&format!("select * from {NUMBERED} order by active desc, sort_key, annotation_type"))
            .fetch_all(&self.0)
            .await
    }

    /// All types by their numbers: an order in which nobody's place ever changes.
    pub async fn annotation_types_by_number(&self) -> sqlx::Result<Vec<TypeLine>> {
        sqlx::query_as(&format!("select * from {NUMBERED} order by number")).fetch_all(&self.0).await
    }

    /// Types that were defined at a log position, by their numbers, which were the same then.
    pub(crate) async fn annotation_types_defined_by(
        &self,
        position: i64,
    ) -> sqlx::Result<Vec<AnnotationTypeId>> {
        let ids: Vec<Uuid> = sqlx::query_scalar(
            "select annotation_type from view_annotation_types where defined_position <= $1
             order by defined_position",
        )
        .bind(position)
        .fetch_all(&self.0)
        .await?;
        Ok(ids.into_iter().map(AnnotationTypeId::new).collect())
    }
}
