//! The page of a team: its members, sets and formats.

use std::collections::HashMap;

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{Commands, Permissions, team_role};
use domain::{AccountId, TeamAction, TeamId};
use projections::{
    points::thirty_days_before,
    teams::{MemberLine, TeamLine},
};
use uuid::Uuid;

use crate::{
    WebError,
    extract::Path,
    filters,
    forms::Errors,
    image_sets::{SetCard, cards},
    page::{Head, Wants},
    viewer::Viewer,
};

/// A team's page lists all its members; nobody has met a larger team.
const MOST_MEMBERS: i64 = 1_000;

/// Accepts by others on somebody's labels.
#[derive(Debug, Default, Clone, Copy)]
struct Points {
    all: i64,
    thirty_days: i64,
}

/// Everything the page of a team shows; the forms on it come back as this page, too.
#[derive(Template)]
#[template(path = "teams/page.html")]
pub struct TeamPage {
    viewer: Viewer,
    team: TeamLine,
    members: Vec<MemberLine>,
    names: HashMap<AccountId, String>,
    points: HashMap<Uuid, Points>,
    sets: Vec<SetCard>,
    /// Whom the viewer wanted to invite.
    pub invited: String,
    pub errors: Errors,
}

impl TeamPage {
    pub async fn load(commands: &Commands, viewer: Viewer, team: TeamId) -> Result<Self, WebError> {
        let views = commands.views();
        let line = views.team(team, viewer.account).await?.ok_or(WebError::NotFound)?;
        let members = commands.teams.members(viewer.account, team).await?;
        let accounts: Vec<AccountId> = members.iter().map(|member| member.account.into()).collect();
        let names = commands.people.full_names(&accounts).await?;
        let points = points_of(commands, team).await?;
        let sets = cards(views, views.image_sets_of_team(team, viewer.account).await?).await?;
        let (invited, errors) = (String::new(), Errors::default());
        Ok(Self { viewer, team: line, members, names, points, sets, invited, errors })
    }

    pub fn head(&self) -> Head {
        Head::new(&self.team.name).under("/teams", "Teams")
    }

    fn name_of(&self, member: &MemberLine) -> &str {
        self.names.get(&member.account.into()).map_or("", String::as_str)
    }

    fn points(&self, member: &MemberLine) -> Points {
        self.points.get(&member.account).copied().unwrap_or_default()
    }

    fn may(&self, action: TeamAction) -> bool {
        let role = team_role(self.team.standing.as_deref());
        !self.team.archived && Permissions::team_allows(role, action)
    }

    fn is_admin(&self) -> bool {
        self.team.standing.as_deref() == Some("admin")
    }

    fn is_viewer(&self, member: &MemberLine) -> bool {
        member.account == self.viewer.account.uuid()
    }

    fn belongs(&self) -> bool {
        matches!(self.team.standing.as_deref(), Some("member" | "admin"))
    }
}

async fn points_of(commands: &Commands, team: TeamId) -> Result<HashMap<Uuid, Points>, WebError> {
    let views = commands.views();
    let mut points: HashMap<Uuid, Points> = HashMap::new();
    for line in views.leaderboard(None, Some(team), MOST_MEMBERS).await? {
        points.entry(line.account).or_default().all = line.points;
    }
    let lately = thirty_days_before(commands.clock().now());
    for line in views.leaderboard(Some(lately), Some(team), MOST_MEMBERS).await? {
        points.entry(line.account).or_default().thirty_days = line.points;
    }
    Ok(points)
}

/// `GET /teams/{team}`
pub async fn show(
    viewer: Viewer,
    State(commands): State<Commands>,
    wants: Wants,
    Path(team): Path<TeamId>,
) -> Result<Response, WebError> {
    let page = TeamPage::load(&commands, viewer, team).await?;
    wants.show(&page.head(), &page)
}
