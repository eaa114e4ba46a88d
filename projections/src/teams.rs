//! Teams and their people.

use std::collections::HashMap;

use domain::{
    AccountId, TeamId, Timestamp, search_key, sort_key,
    team::{Event, Team},
};
use uuid::Uuid;

use crate::{
    Part, Views,
    contract::{InlineView, Projected},
    part::part,
    table,
};

table! {
    TeamRow in "view_teams" by ["team"] {
        team: Uuid as "uuid",
        name: String as "text",
        archived: bool as "boolean",
        founded_at: Timestamp as "timestamptz",
        name_key: String as "text",
        search_key: String as "text",
        sort_key: String as "text",
    }
}

table! {
    MemberRow in "view_members" by ["team", "account"] {
        team: Uuid as "uuid",
        account: Uuid as "uuid",
        standing: &'static str as "text",
        since: Timestamp as "timestamptz",
    }
}

rows! {
    TeamRows {
        teams: HashMap<Uuid, TeamRow>,
        members: HashMap<(Uuid, Uuid), MemberRow>,
    }
}

impl InlineView for Team {
    type Rows = TeamRows;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows) {
        let team = projected.stream;
        let mut member = |account: &AccountId, standing| {
            let account = account.uuid();
            let row = MemberRow { team, account, standing, since: projected.stamp.at };
            rows.members.insert((team, account), row);
        };
        match projected.event {
            Event::MemberInvited { account } => member(account, "invited"),
            Event::MemberJoined { account } | Event::AdminDismissed { account } => member(account, "member"),
            Event::AdminAppointed { account } => member(account, "admin"),
            Event::MemberLeft { account }
            | Event::MemberExpelled { account }
            | Event::InvitationDeclined { account }
            | Event::InvitationTakenBack { account } => member(account, "left"),
            Event::TeamFounded { .. } | Event::TeamRenamed { .. } | Event::TeamArchived {} => {
                rows.teams.extend(TeamRow::of(team, projected.state).map(|row| (team, row)));
            }
        }
    }
}

impl TeamRow {
    fn of(team: Uuid, state: &Team) -> Option<Self> {
        let (name, archived, founded_at) = match state {
            Team::Active { name, founded_at, .. } => (name, false, *founded_at),
            Team::Archived { name, founded_at, .. } => (name, true, *founded_at),
            Team::Unfounded => return None,
        };
        Some(Self {
            team,
            name: name.to_string(),
            archived,
            founded_at,
            name_key: name.key(),
            search_key: search_key(name.as_str()),
            sort_key: sort_key(name.as_str()),
        })
    }
}

/// A team in a list.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct TeamLine {
    pub team: Uuid,
    pub name: String,
    pub archived: bool,
    pub founded_at: Timestamp,
    pub members: i64,
    /// How the asking person belongs to it.
    pub standing: Option<String>,
}

/// Somebody who belongs, or is asked to belong, to a team.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MemberLine {
    pub account: Uuid,
    /// `invited`, `member` or `admin`.
    pub standing: String,
    pub since: Timestamp,
}

const TEAM_LINE: &str = "select t.team, t.name, t.archived, t.founded_at, m.standing,
        (select count(*) from view_members n where n.team = t.team and n.standing in ('member', 'admin')) as members
     from view_teams t
     left join view_members m on m.team = t.team and m.account = $1 and m.standing <> 'left'";

impl Views {
    pub async fn team(&self, team: TeamId, seen_by: AccountId) -> sqlx::Result<Option<TeamLine>> {
        sqlx::query_as(&format!("{TEAM_LINE} where t.team = $2"))
            .bind(seen_by.uuid())
            .bind(team.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// Teams one belongs to or is invited to, by name.
    pub async fn teams_of(&self, account: AccountId) -> sqlx::Result<Vec<TeamLine>> {
        sqlx::query_as(&format!(
            "{TEAM_LINE} where m.standing is not null and not t.archived order by t.sort_key"
        ))
        .bind(account.uuid())
        .fetch_all(&self.0)
        .await
    }

    /// All teams whose name contains a text, by name; `after` is the last name of the page before.
    pub async fn teams(
        &self,
        seen_by: AccountId,
        search: &str,
        after: &str,
        limit: i64,
    ) -> sqlx::Result<Part<TeamLine>> {
        let sql = format!(
            "{TEAM_LINE} where not t.archived and strpos(t.search_key, $2) > 0 and t.sort_key > $3
             order by t.sort_key limit $4"
        );
        let rows = sqlx::query(&sql)
            .bind(seen_by.uuid())
            .bind(search_key(search))
            .bind(if after.is_empty() { String::new() } else { sort_key(after) })
            .bind(limit)
            .fetch(&self.0);
        part(rows, limit).await
    }

    /// Admins first, then by the time they joined.
    pub async fn members(&self, team: TeamId) -> sqlx::Result<Vec<MemberLine>> {
        sqlx::query_as(
            "select account, standing, since from view_members where team = $1 and standing <> 'left'
             order by array_position(array['admin', 'member', 'invited'], standing), since, account",
        )
        .bind(team.uuid())
        .fetch_all(&self.0)
        .await
    }

    /// How somebody belongs to a team: `invited`, `member`, `admin`, `left`, or not at all.
    pub async fn standing(&self, team: TeamId, account: AccountId) -> sqlx::Result<Option<String>> {
        sqlx::query_scalar("select standing from view_members where team = $1 and account = $2")
            .bind(team.uuid())
            .bind(account.uuid())
            .fetch_optional(&self.0)
            .await
    }
}
