//! People who own image sets together.

mod refusal;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::refusal::Refusal;
use crate::{AccountId, Decider, DomainEvent, Name, Stamp, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Command {
    Found {
        name: Name,
    },
    Rename {
        name: Name,
    },
    Invite {
        account: AccountId,
    },
    /// Accept an invitation.
    Join,
    /// Not join, though invited.
    Decline,
    Leave,
    Expel {
        account: AccountId,
    },
    AppointAdmin {
        account: AccountId,
    },
    DismissAdmin {
        account: AccountId,
    },
    Archive,
}

/// What can happen to a team. Variants are stored: add, never edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
pub enum Event {
    TeamFounded {
        name: Name,
    },
    TeamRenamed {
        name: Name,
    },
    MemberInvited {
        account: AccountId,
    },
    MemberJoined {
        account: AccountId,
    },
    MemberLeft {
        account: AccountId,
    },
    MemberExpelled {
        account: AccountId,
    },
    AdminAppointed {
        account: AccountId,
    },
    AdminDismissed {
        account: AccountId,
    },
    TeamArchived {},
    /// Somebody who was invited does not want to join.
    InvitationDeclined {
        account: AccountId,
    },
    /// Those who invited somebody thought again.
    InvitationTakenBack {
        account: AccountId,
    },
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Team {
    #[default]
    Unfounded,
    Active {
        name: Name,
        founded_at: Timestamp,
        people: BTreeMap<AccountId, Standing>,
    },
    /// Takes nobody and nothing new; its people can only become fewer.
    Archived {
        name: Name,
        founded_at: Timestamp,
        people: BTreeMap<AccountId, Standing>,
    },
}

impl Team {
    /// How somebody belongs to it; nothing for whoever does not.
    pub fn standing(&self, account: AccountId) -> Option<Standing> {
        match self {
            Self::Unfounded => None,
            Self::Active { people, .. } | Self::Archived { people, .. } => people.get(&account).copied(),
        }
    }
}

/// How somebody belongs to a team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Standing {
    Invited,
    Member,
    Admin,
}

impl DomainEvent for Event {
    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Decider for Team {
    const TYPE: &'static str = "team";
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command, Stamp { by, .. }: Stamp) -> Result<Vec<Event>, Refusal> {
        match (self, command) {
            (Self::Unfounded, Command::Found { name }) => Ok(vec![
                Event::TeamFounded { name },
                Event::MemberJoined { account: by },
                Event::AdminAppointed { account: by },
            ]),
            (Self::Unfounded, _) => Err(Refusal::Unfounded),
            (Self::Archived { people, .. }, Command::Decline) => declined(people, by),
            (Self::Archived { people, .. }, Command::Leave) => gone(people, by, left),
            (Self::Archived { people, .. }, Command::Expel { account }) => gone(people, account, expelled),
            (Self::Archived { .. }, _) => Err(Refusal::Archived),
            (Self::Active { name, people, .. }, command) => decide_in_team(name, people, command, by),
        }
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        match (self, event) {
            (state, Event::TeamFounded { name }) => {
                *state = Self::Active { name: name.clone(), founded_at: stamp.at, people: BTreeMap::new() };
            }
            (state, Event::TeamArchived {}) => {
                if let Self::Active { name, founded_at, people } = state {
                    let (name, people) = (name.clone(), std::mem::take(people));
                    *state = Self::Archived { name, founded_at: *founded_at, people };
                }
            }
            (Self::Active { name, .. }, Event::TeamRenamed { name: new }) => name.clone_from(new),
            (Self::Active { people, .. } | Self::Archived { people, .. }, event) => {
                apply_to_people(people, event);
            }
            (Self::Unfounded, _) => {}
        }
    }
}

/// From an archived team, in which nobody is needed.
fn gone(
    people: &BTreeMap<AccountId, Standing>,
    account: AccountId,
    how: impl Fn(AccountId, Standing) -> Event,
) -> Result<Vec<Event>, Refusal> {
    let standing = people.get(&account).ok_or(Refusal::NoMember)?;
    Ok(vec![how(account, *standing)])
}

fn declined(people: &BTreeMap<AccountId, Standing>, by: AccountId) -> Result<Vec<Event>, Refusal> {
    match people.get(&by) {
        Some(Standing::Invited) => Ok(vec![Event::InvitationDeclined { account: by }]),
        Some(Standing::Member | Standing::Admin) => Err(Refusal::JoinedAlready),
        None => Err(Refusal::NotInvited),
    }
}

/// Who was only invited leaves nothing.
const fn left(account: AccountId, standing: Standing) -> Event {
    match standing {
        Standing::Invited => Event::InvitationDeclined { account },
        Standing::Member | Standing::Admin => Event::MemberLeft { account },
    }
}

const fn expelled(account: AccountId, standing: Standing) -> Event {
    match standing {
        Standing::Invited => Event::InvitationTakenBack { account },
        Standing::Member | Standing::Admin => Event::MemberExpelled { account },
    }
}

fn decide_in_team(
    present: &Name,
    people: &BTreeMap<AccountId, Standing>,
    command: Command,
    by: AccountId,
) -> Result<Vec<Event>, Refusal> {
    use Standing::{Admin, Invited, Member};
    let admins = people.values().filter(|standing| **standing == Admin).count();
    let joined = people.values().filter(|standing| **standing != Invited).count();
    let standing = |account: &AccountId| people.get(account).copied();
    match command {
        Command::Found { .. } => Err(Refusal::AlreadyFounded),
        Command::Rename { name } if name == *present => Ok(vec![]),
        Command::Rename { name } => Ok(vec![Event::TeamRenamed { name }]),
        Command::Archive => Ok(vec![Event::TeamArchived {}]),
        Command::Invite { account } => match standing(&account) {
            Some(Member | Admin) => Err(Refusal::AlreadyMember),
            Some(Invited) => Err(Refusal::AlreadyInvited),
            None => Ok(vec![Event::MemberInvited { account }]),
        },
        Command::Join => match standing(&by) {
            Some(Invited) => Ok(vec![Event::MemberJoined { account: by }]),
            Some(Member | Admin) => Ok(vec![]),
            None => Err(Refusal::NotInvited),
        },
        Command::Decline => declined(people, by),
        Command::Leave => match standing(&by) {
            None => Err(Refusal::NoMember),
            Some(Admin) if joined == 1 => Err(Refusal::LastMember),
            Some(Admin) if admins == 1 => Err(Refusal::LastAdmin),
            Some(standing) => Ok(vec![left(by, standing)]),
        },
        Command::Expel { account } => match standing(&account) {
            None => Err(Refusal::NoMember),
            Some(Admin) if admins == 1 => Err(Refusal::LastAdmin),
            Some(standing) => Ok(vec![expelled(account, standing)]),
        },
        Command::AppointAdmin { account } => match standing(&account) {
            Some(Member) => Ok(vec![Event::AdminAppointed { account }]),
            Some(Admin) => Ok(vec![]),
            Some(Invited) | None => Err(Refusal::NoMember),
        },
        Command::DismissAdmin { account } => match standing(&account) {
            Some(Admin) if admins == 1 => Err(Refusal::LastAdmin),
            Some(Admin) => Ok(vec![Event::AdminDismissed { account }]),
            _ => Ok(vec![]),
        },
    }
}

fn apply_to_people(people: &mut BTreeMap<AccountId, Standing>, event: &Event) {
    match event {
        Event::MemberInvited { account } => {
            people.insert(*account, Standing::Invited);
        }
        Event::MemberJoined { account } | Event::AdminDismissed { account } => {
            people.insert(*account, Standing::Member);
        }
        Event::AdminAppointed { account } => {
            people.insert(*account, Standing::Admin);
        }
        Event::MemberLeft { account }
        | Event::MemberExpelled { account }
        | Event::InvitationDeclined { account }
        | Event::InvitationTakenBack { account } => {
            people.remove(account);
        }
        Event::TeamFounded { .. } | Event::TeamRenamed { .. } | Event::TeamArchived {} => {}
    }
}
