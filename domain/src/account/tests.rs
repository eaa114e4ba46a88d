//! Accounts: registered, approved, given rights, closed.

use super::{Account, Command, Event, Refusal, Status};
use crate::testing::{Given, given, noon};

const REGISTERED: Event = Event::AccountRegistered {};
const APPROVED: Event = Event::AccountApproved {};
const GRANTED: Event = Event::StaffRightsGranted {};
const REVOKED: Event = Event::StaffRightsRevoked {};
const CLOSED: Event = Event::AccountClosed {};
const REFUSED: Event = Event::RegistrationRefused {};

fn account(events: impl IntoIterator<Item = Event>) -> Given<Account> {
    given(events)
}

fn register(approved: bool, staff: bool) -> Command {
    Command::Register { approved, staff }
}

#[test]
fn a_registration_waits_for_approval() {
    let waiting = account([]).when(register(false, false)).then([REGISTERED]);
    assert_eq!((waiting.state().status, waiting.state().registered_at), (Status::Waiting, noon()));
    let active = waiting.when(Command::Approve).then([APPROVED]);
    assert_eq!(active.state().status, Status::Active);
}

#[test]
fn who_is_approved_at_once_does_not_wait() {
    account([]).when(register(true, false)).then([REGISTERED, APPROVED]);
}

#[test]
fn the_operator_makes_staff_but_registration_alone_does_not() {
    account([]).when(register(true, true)).then([REGISTERED, APPROVED, GRANTED]);
    account([]).when(register(false, true)).then([REGISTERED]);
}

#[test]
fn nobody_is_registered_twice() {
    account([REGISTERED]).when(register(true, false)).then_refused(&Refusal::AlreadyRegistered);
    account([REGISTERED, APPROVED]).when(register(true, true)).then_refused(&Refusal::AlreadyRegistered);
}

#[test]
fn only_the_approved_get_staff_rights() {
    account([REGISTERED]).when(Command::GrantStaffRights).then_refused(&Refusal::NotApproved);
    let staff = account([REGISTERED, APPROVED]).when(Command::GrantStaffRights).then([GRANTED]);
    assert!(staff.state().staff);
}

#[test]
fn staff_rights_can_be_revoked() {
    let plain = account([REGISTERED, APPROVED, GRANTED]).when(Command::RevokeStaffRights).then([REVOKED]);
    assert!(!plain.state().staff);
}

#[test]
fn what_is_so_already_is_no_fact() {
    account([REGISTERED, APPROVED]).when(Command::Approve).then([]);
    account([REGISTERED, APPROVED]).when(Command::RevokeStaffRights).then([]);
    account([REGISTERED, APPROVED, GRANTED]).when(Command::GrantStaffRights).then([]);
}

#[test]
fn a_closed_account_has_no_rights() {
    let closed = account([REGISTERED, APPROVED, GRANTED]).when(Command::Close).then([CLOSED]);
    assert_eq!((closed.state().status, closed.state().staff), (Status::Closed, false));
}

#[test]
fn a_waiting_account_can_be_closed() {
    account([REGISTERED]).when(Command::Close).then([CLOSED]);
}

#[test]
fn who_waits_can_be_refused_and_who_is_in_cannot() {
    let refused = account([REGISTERED]).when(Command::Refuse).then([REFUSED]);
    assert_eq!(refused.state().status, Status::Closed);
    refused.when(Command::Approve).then_refused(&Refusal::Closed);
    account([REGISTERED, APPROVED]).when(Command::Refuse).then_refused(&Refusal::NotWaiting);
}

#[test]
fn a_closed_account_stays_closed() {
    for command in [
        register(true, true),
        Command::Approve,
        Command::Refuse,
        Command::GrantStaffRights,
        Command::RevokeStaffRights,
        Command::Close,
    ] {
        account([REGISTERED, APPROVED, CLOSED]).when(command).then_refused(&Refusal::Closed);
    }
}

#[test]
fn nothing_happens_to_an_account_that_does_not_exist() {
    for command in [
        Command::Approve,
        Command::Refuse,
        Command::GrantStaffRights,
        Command::RevokeStaffRights,
        Command::Close,
    ] {
        account([]).when(command).then_refused(&Refusal::Unknown);
    }
}
