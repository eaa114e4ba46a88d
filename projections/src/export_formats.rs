//! Teams' own export formats.

use std::collections::HashMap;

use domain::{
    AccountId, ExportFormatId, TeamId,
    export_format::{Event, ExportFormat, FormatDefinition},
    sort_key,
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    Part, Views,
    contract::{InlineView, Projected},
    part::part,
    table,
};

table! {
    ExportFormatRow in "view_export_formats" by ["export_format"] {
        export_format: Uuid as "uuid",
        team: Uuid as "uuid",
        author: Uuid as "uuid",
        name: String as "text",
        definition: String as "json",
        public: bool as "boolean",
        deleted: bool as "boolean",
        name_key: String as "text",
        sort_key: String as "text",
    }
}

impl InlineView for ExportFormat {
    type Rows = HashMap<Uuid, ExportFormatRow>;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows) {
        let Some((team, author, definition, public, deleted)) = projected.state.parts() else { return };
        match projected.event {
            Event::ExportFormatDefined { .. }
            | Event::ExportFormatRevised { .. }
            | Event::ExportFormatShared {}
            | Event::ExportFormatUnshared {}
            | Event::ExportFormatDeleted {} => {
                let row = ExportFormatRow {
                    export_format: projected.stream,
                    team: team.uuid(),
                    author: author.uuid(),
                    name: definition.name.to_string(),
                    definition: serde_json::to_string(definition).expect("a definition is JSON"),
                    public,
                    deleted,
                    name_key: definition.name.key(),
                    sort_key: sort_key(definition.name.as_str()),
                };
                rows.insert(projected.stream, row);
            }
        }
    }
}

/// An export format as it is now.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct FormatLine {
    pub export_format: Uuid,
    pub team: Uuid,
    pub team_name: String,
    pub author: Uuid,
    pub name: String,
    pub definition: Json<FormatDefinition>,
    pub public: bool,
}

const FORMAT_LINE: &str =
    "select f.*, t.name as team_name from view_export_formats f join view_teams t on t.team = f.team
     left join view_members m on m.team = f.team and m.account = $1 and m.standing in ('member', 'admin')
     where not f.deleted";

impl Views {
    pub async fn export_format(
        &self,
        id: ExportFormatId,
        seen_by: AccountId,
    ) -> sqlx::Result<Option<FormatLine>> {
        sqlx::query_as(&format!(
            "{FORMAT_LINE} and f.export_format = $2 and (f.public or m.account is not null)"
        ))
        .bind(seen_by.uuid())
        .bind(id.uuid())
        .fetch_optional(&self.0)
        .await
    }

    /// Formats of one's teams and public ones, by name; of one team if given.
    pub async fn export_formats(
        &self,
        seen_by: AccountId,
        team: Option<TeamId>,
        after: Option<ExportFormatId>,
        limit: i64,
    ) -> sqlx::Result<Part<FormatLine>> {
        let sql = format!(
            "{FORMAT_LINE} and (f.public or m.account is not null) and ($2::uuid is null or f.team = $2)
               and ($3::uuid is null or (f.sort_key, f.export_format) > (
                   select l.sort_key, l.export_format from view_export_formats l where l.export_format = $3))
             order by f.sort_key, f.export_format limit $4"
        );
        let rows = sqlx::query(&sql)
            .bind(seen_by.uuid())
            .bind(team.map(TeamId::uuid))
            .bind(after.map(ExportFormatId::uuid))
            .bind(limit)
            .fetch(&self.0);
        part(rows, limit).await
    }
}
