//! Which facts somebody may see.

use std::collections::HashMap;

use commands::{CommandError, Commands, Permissions};
use domain::{
    Action, ExportFormatId, Fact, ImageSetId, TeamAction, TeamId,
    team::{Event, Standing, Team},
};
use projections::Recorded;
use uuid::Uuid;

use crate::{Problem, client::Client};

/// The rights of one listener, looked up once per set and format: to be thrown away soon.
pub(super) struct VisibleFacts {
    commands: Commands,
    client: Client,
    sets: HashMap<ImageSetId, bool>,
    formats: HashMap<Uuid, bool>,
    /// Whether the listener manages it.
    teams: HashMap<TeamId, bool>,
}

impl VisibleFacts {
    pub fn new(commands: Commands, client: Client) -> Self {
        Self { commands, client, sets: HashMap::new(), formats: HashMap::new(), teams: HashMap::new() }
    }

    /// Those that may be seen, in their order.
    pub async fn among(&mut self, facts: Vec<Recorded>) -> Result<Vec<Recorded>, Problem> {
        let mut seen = Vec::with_capacity(facts.len());
        for fact in facts {
            if self.may_see(&fact).await? {
                seen.push(fact);
            }
        }
        // Votes that the listener may not see before judging are no news.
        Ok(self.commands.seen_votes.among(self.client.account, seen).await?)
    }

    async fn may_see(&mut self, recorded: &Recorded) -> Result<bool, Problem> {
        match (recorded.image_set, &recorded.fact) {
            (Some(set), _) => self.may_read(set).await,
            (None, Fact::ExportFormat(id, _)) => self.may_read_format(*id, recorded.team).await,
            (None, Fact::Team(id, event)) => self.may_see_in_team(*id, event, recorded.position).await,
            (None, Fact::AnnotationType(..)) => Ok(true),
            (None, Fact::Account(id, _)) => Ok(self.client.staff || *id == self.client.account),
            // These always belong to a set; what does not is nobody's business.
            (None, Fact::ImageSet(..) | Fact::Image(..) | Fact::Snapshot(..) | Fact::Transfer(..)) => {
                Ok(false)
            }
        }
    }

    /// Who is invited is a matter of the invited and of those who may invite, until they join; so is that somebody declined.
    async fn may_see_in_team(&mut self, team: TeamId, event: &Event, position: i64) -> Result<bool, Problem> {
        let invited = match event {
            Event::MemberInvited { account }
            | Event::InvitationDeclined { account }
            | Event::InvitationTakenBack { account } => account,
            // Before there were facts for these, an invitation ended like a membership.
            Event::MemberLeft { account } | Event::MemberExpelled { account } => {
                let before = self.commands.views().log().fold::<Team>(team.uuid(), position - 1).await?;
                if before.state.standing(*account) != Some(Standing::Invited) {
                    return Ok(true);
                }
                account
            }
            Event::TeamFounded { .. }
            | Event::TeamRenamed { .. }
            | Event::MemberJoined { .. }
            | Event::AdminAppointed { .. }
            | Event::AdminDismissed { .. }
            | Event::TeamArchived {} => return Ok(true),
        };
        Ok(*invited == self.client.account || self.manages(team).await?)
    }

    async fn manages(&mut self, team: TeamId) -> Result<bool, Problem> {
        if let Some(known) = self.teams.get(&team) {
            return Ok(*known);
        }
        let manages =
            match self.commands.permissions.in_team(self.client.account, team, TeamAction::Manage).await {
                Ok(_) => true,
                Err(CommandError::Denied(_)) => false,
                Err(error) => return Err(error.into()),
            };
        self.teams.insert(team, manages);
        Ok(manages)
    }

    /// A deleted set is read by those who could read it: its deletion is news to them.
    async fn may_read(&mut self, set: ImageSetId) -> Result<bool, Problem> {
        if let Some(known) = self.sets.get(&set) {
            return Ok(*known);
        }
        let standing = self.commands.views().standing_to_set(set, self.client.account).await?;
        let seen = standing
            .is_some_and(|standing| standing.active && Permissions::table_allows(&standing, Action::Read));
        self.sets.insert(set, seen);
        Ok(seen)
    }

    async fn may_read_format(&mut self, id: ExportFormatId, team: Option<TeamId>) -> Result<bool, Problem> {
        if let Some(known) = self.formats.get(&id.uuid()) {
            return Ok(*known);
        }
        let account = self.client.account;
        let shared = self.commands.views().export_format(id, account).await?.is_some();
        let standing = match team {
            Some(team) => self.commands.views().standing(team, account).await?,
            None => None,
        };
        let seen = shared || matches!(standing.as_deref(), Some("member" | "admin"));
        self.formats.insert(id.uuid(), seen);
        Ok(seen)
    }
}
