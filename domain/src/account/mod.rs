//! A person who signs in. Names, addresses and passwords live elsewhere, where they can be forgotten.

mod refusal;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::refusal::Refusal;
use crate::{Decider, DomainEvent, Stamp, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Command {
    /// `approved`: made by the operator, or registration is open.
    Register {
        approved: bool,
        staff: bool,
    },
    Approve,
    /// Not let in.
    Refuse,
    GrantStaffRights,
    RevokeStaffRights,
    Close,
}

/// What can happen to an account. Variants are stored: add, never edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
pub enum Event {
    AccountRegistered {},
    AccountApproved {},
    StaffRightsGranted {},
    StaffRightsRevoked {},
    AccountClosed {},
    RegistrationRefused {},
}

/// What an account may do at all.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub status: Status,
    pub staff: bool,
    pub registered_at: Timestamp,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Status {
    #[default]
    Unknown,
    Waiting,
    Active,
    Closed,
}

impl DomainEvent for Event {
    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Decider for Account {
    const TYPE: &'static str = "account";
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command, _: Stamp) -> Result<Vec<Event>, Refusal> {
        use Command::{Approve, Close, GrantStaffRights, Refuse, Register, RevokeStaffRights};
        match (self.status, command) {
            (Status::Unknown, Register { approved, staff }) => Ok(registered(approved, staff)),
            (Status::Unknown, _) => Err(Refusal::Unknown),
            (Status::Closed, _) => Err(Refusal::Closed),
            (_, Register { .. }) => Err(Refusal::AlreadyRegistered),
            (Status::Waiting, Approve) => Ok(vec![Event::AccountApproved {}]),
            (Status::Waiting, Refuse) => Ok(vec![Event::RegistrationRefused {}]),
            (Status::Active, Refuse) => Err(Refusal::NotWaiting),
            (Status::Waiting, GrantStaffRights) => Err(Refusal::NotApproved),
            (Status::Active, GrantStaffRights) if !self.staff => Ok(vec![Event::StaffRightsGranted {}]),
            (_, RevokeStaffRights) if self.staff => Ok(vec![Event::StaffRightsRevoked {}]),
            (_, Close) => Ok(vec![Event::AccountClosed {}]),
            (Status::Active, Approve | GrantStaffRights) | (_, RevokeStaffRights) => Ok(vec![]),
        }
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        match event {
            Event::AccountRegistered {} => {
                (self.status, self.registered_at) = (Status::Waiting, stamp.at);
            }
            Event::AccountApproved {} => self.status = Status::Active,
            Event::StaffRightsGranted {} => self.staff = true,
            Event::StaffRightsRevoked {} => self.staff = false,
            Event::AccountClosed {} | Event::RegistrationRefused {} => {
                (self.status, self.staff) = (Status::Closed, false);
            }
        }
    }
}

fn registered(approved: bool, staff: bool) -> Vec<Event> {
    let mut events = vec![Event::AccountRegistered {}];
    if approved {
        events.push(Event::AccountApproved {});
    }
    if approved && staff {
        events.push(Event::StaffRightsGranted {});
    }
    events
}
