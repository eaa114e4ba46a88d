//! Teams: who joins, who leaves, and that somebody stays in charge.

use super::{Command, Event, Refusal, Standing, Team};
use crate::{
    AccountId, Name,
    testing::{ALICE, BOB, CAROL, Given, given},
};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

const fn joined(account: AccountId) -> Event {
    Event::MemberJoined { account }
}

const fn invited(account: AccountId) -> Event {
    Event::MemberInvited { account }
}

const fn appointed(account: AccountId) -> Event {
    Event::AdminAppointed { account }
}

const fn left(account: AccountId) -> Event {
    Event::MemberLeft { account }
}

/// Alice is its admin and only member.
fn team() -> Given<Team> {
    given([Event::TeamFounded { name: name("Bit-Bots") }, joined(ALICE), appointed(ALICE)])
}

fn with_bob() -> Given<Team> {
    team().and([invited(BOB), joined(BOB)])
}

fn standing(team: &Given<Team>, account: AccountId) -> Option<Standing> {
    let Team::Active { people, .. } = team.state() else { return None };
    people.get(&account).copied()
}

#[test]
fn who_founds_a_team_is_its_admin() {
    let founded = given::<Team>([]).when(Command::Found { name: name("Bit-Bots") }).then([
        Event::TeamFounded { name: name("Bit-Bots") },
        joined(ALICE),
        appointed(ALICE),
    ]);
    assert_eq!(standing(&founded, ALICE), Some(Standing::Admin));
}

#[test]
fn a_team_is_founded_once() {
    team().when(Command::Found { name: name("Others") }).then_refused(&Refusal::AlreadyFounded);
}

#[test]
fn nothing_happens_to_a_team_that_was_never_founded() {
    for command in all_but_found() {
        given::<Team>([]).when(command).then_refused(&Refusal::Unfounded);
    }
}

fn all_but_found() -> [Command; 9] {
    [
        Command::Rename { name: name("Others") },
        Command::Invite { account: BOB },
        Command::Join,
        Command::Decline,
        Command::Leave,
        Command::Expel { account: BOB },
        Command::AppointAdmin { account: BOB },
        Command::DismissAdmin { account: BOB },
        Command::Archive,
    ]
}

#[test]
fn a_new_name_is_a_fact_and_the_old_one_is_not() {
    team()
        .when(Command::Rename { name: name("Hamburg Bit-Bots") })
        .then([Event::TeamRenamed { name: name("Hamburg Bit-Bots") }])
        .when(Command::Rename { name: name("Hamburg Bit-Bots") })
        .then([]);
}

#[test]
fn only_the_invited_join() {
    team().by(BOB).when(Command::Join).then_refused(&Refusal::NotInvited);
    let joined_bob = team().and([invited(BOB)]).by(BOB).when(Command::Join).then([joined(BOB)]);
    assert_eq!(standing(&joined_bob, BOB), Some(Standing::Member));
}

#[test]
fn an_invitation_makes_nobody_a_member() {
    let team = team().when(Command::Invite { account: BOB }).then([invited(BOB)]);
    assert_eq!(standing(&team, BOB), Some(Standing::Invited));
}

#[test]
fn who_is_invited_is_not_invited_again() {
    team().and([invited(BOB)]).when(Command::Invite { account: BOB }).then_refused(&Refusal::AlreadyInvited);
}

#[test]
fn joining_twice_changes_nothing() {
    with_bob().by(BOB).when(Command::Join).then([]);
    team().when(Command::Join).then([]);
}

#[test]
fn members_are_not_invited_again() {
    with_bob().when(Command::Invite { account: BOB }).then_refused(&Refusal::AlreadyMember);
    team().when(Command::Invite { account: ALICE }).then_refused(&Refusal::AlreadyMember);
}

#[test]
fn an_invitation_can_be_declined_and_taken_back() {
    let invited = || team().and([invited(BOB)]);
    let declined = invited().by(BOB).when(Command::Leave).then([Event::InvitationDeclined { account: BOB }]);
    declined.when(Command::Join).then_refused(&Refusal::NotInvited);
    invited().by(BOB).when(Command::Decline).then([Event::InvitationDeclined { account: BOB }]);
    with_bob().by(BOB).when(Command::Decline).then_refused(&Refusal::JoinedAlready);
    team().by(BOB).when(Command::Decline).then_refused(&Refusal::NotInvited);
    archived().by(CAROL).when(Command::Decline).then([Event::InvitationDeclined { account: CAROL }]);
    invited()
        .when(Command::Expel { account: BOB })
        .then([Event::InvitationTakenBack { account: BOB }])
        .by(BOB)
        .when(Command::Join)
        .then_refused(&Refusal::NotInvited);
}

#[test]
fn a_member_leaves_and_must_be_invited_to_come_back() {
    let gone = with_bob().by(BOB).when(Command::Leave).then([left(BOB)]);
    assert_eq!(standing(&gone, BOB), None);
    gone.when(Command::Join).then_refused(&Refusal::NotInvited);
}

#[test]
fn the_last_admin_cannot_leave_while_there_are_members() {
    with_bob()
        .when(Command::Leave)
        .then_refused(&Refusal::LastAdmin)
        .when(Command::AppointAdmin { account: BOB })
        .then([appointed(BOB)])
        .when(Command::Leave)
        .then([left(ALICE)]);
}

#[test]
fn the_last_admin_can_be_neither_dismissed_nor_expelled() {
    with_bob().when(Command::DismissAdmin { account: ALICE }).then_refused(&Refusal::LastAdmin);
    with_bob().by(BOB).when(Command::Expel { account: ALICE }).then_refused(&Refusal::LastAdmin);
}

#[test]
fn the_last_member_hands_over_or_archives_but_does_not_leave() {
    team().when(Command::Leave).then_refused(&Refusal::LastMember);
    team().when(Command::Archive).then([Event::TeamArchived {}]);
}

#[test]
fn the_invited_are_no_members_to_leave_a_team_to() {
    team().and([invited(BOB), invited(CAROL)]).when(Command::Leave).then_refused(&Refusal::LastMember);
}

#[test]
fn only_members_become_admins() {
    team().when(Command::AppointAdmin { account: BOB }).then_refused(&Refusal::NoMember);
    team().and([invited(BOB)]).when(Command::AppointAdmin { account: BOB }).then_refused(&Refusal::NoMember);
    let two = with_bob().when(Command::AppointAdmin { account: BOB }).then([appointed(BOB)]);
    assert_eq!(standing(&two, BOB), Some(Standing::Admin));
    two.when(Command::AppointAdmin { account: BOB }).then([]);
}

#[test]
fn a_dismissed_admin_stays_a_member() {
    let two = with_bob().and([appointed(BOB)]);
    let one =
        two.when(Command::DismissAdmin { account: ALICE }).then([Event::AdminDismissed { account: ALICE }]);
    assert_eq!(standing(&one, ALICE), Some(Standing::Member));
}

#[test]
fn dismissing_who_is_no_admin_changes_nothing() {
    with_bob().when(Command::DismissAdmin { account: BOB }).then([]);
}

#[test]
fn strangers_neither_leave_nor_are_expelled() {
    team().by(CAROL).when(Command::Leave).then_refused(&Refusal::NoMember);
    team().when(Command::Expel { account: CAROL }).then_refused(&Refusal::NoMember);
}

#[test]
fn an_expelled_member_has_no_standing_left() {
    let team = with_bob()
        .and([appointed(BOB)])
        .when(Command::Expel { account: BOB })
        .then([Event::MemberExpelled { account: BOB }]);
    assert_eq!(standing(&team, BOB), None);
}

fn archived() -> Given<Team> {
    with_bob().and([invited(CAROL), Event::TeamArchived {}])
}

#[test]
fn an_archived_team_takes_nobody_and_nothing_new_and_keeps_its_name() {
    let still =
        |command: &Command| !matches!(command, Command::Decline | Command::Leave | Command::Expel { .. });
    let again = [Command::Found { name: name("Others") }];
    for command in all_but_found().into_iter().filter(still).chain(again) {
        let archived = archived();
        assert!(matches!(archived.state(), Team::Archived { name: kept, .. } if *kept == name("Bit-Bots")));
        archived.when(command).then_refused(&Refusal::Archived);
    }
    archived().by(CAROL).when(Command::Join).then_refused(&Refusal::Archived);
}

#[test]
fn anybody_can_leave_an_archived_team_its_last_admin_and_its_last_member_too() {
    let without_admin = archived().when(Command::Leave).then([left(ALICE)]);
    let empty = without_admin.by(BOB).when(Command::Leave).then([left(BOB)]);
    empty.when(Command::Leave).then_refused(&Refusal::NoMember);
}

#[test]
fn who_is_not_to_read_it_any_more_is_expelled_from_an_archived_team() {
    archived()
        .when(Command::Expel { account: BOB })
        .then([Event::MemberExpelled { account: BOB }])
        .when(Command::Expel { account: BOB })
        .then_refused(&Refusal::NoMember);
}
