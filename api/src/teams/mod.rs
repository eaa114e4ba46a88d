//! People who own image sets together.

pub mod archive;
pub mod found;
pub mod list;
pub mod rename;
pub mod show;

use chrono::{DateTime, Utc};
use projections::teams::TeamLine;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct Team {
    team: Uuid,
    name: String,
    archived: bool,
    founded_at: DateTime<Utc>,
    /// How many people belong to it.
    members: i64,
    /// How you belong to it: `invited`, `member`, `admin` or not.
    standing: Option<String>,
}

/// What a team is called.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TeamName {
    name: String,
}

impl From<TeamLine> for Team {
    fn from(line: TeamLine) -> Self {
        Self {
            team: line.team,
            name: line.name,
            archived: line.archived,
            founded_at: line.founded_at,
            members: line.members,
            standing: line.standing,
        }
    }
}
