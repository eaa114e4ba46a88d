//! Image sets: open and closed, released, deleted and restored.

use chrono::TimeDelta;
use uuid::Uuid;

use super::{Command, Details, Event, ImageSet, MAX_TAGS, Open, Priority, Refusal};
use crate::{
    AnnotationTypeId, Name, TeamId, Text,
    testing::{ALICE, BOB, Given, given, noon},
};

const TEAM: TeamId = TeamId::new(Uuid::from_u128(1));
const OTHERS: TeamId = TeamId::new(Uuid::from_u128(2));

fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

fn text(text: &str) -> Text {
    Text::parse(text).unwrap()
}

fn created() -> Event {
    Event::ImageSetCreated {
        team: TEAM,
        name: name("Leipzig"),
        location: text("Field B"),
        description: text(""),
    }
}

fn create() -> Command {
    Command::Create { team: TEAM, name: name("Leipzig"), location: text("Field B"), description: text("") }
}

fn set(events: impl IntoIterator<Item = Event>) -> Given<ImageSet> {
    given([created()]).and(events)
}

fn details(set: &Given<ImageSet>) -> &Details {
    let ImageSet::Known(details) = set.state() else { panic!("the set is unknown") };
    details
}

/// Every command but creation and restoration.
fn changes() -> Vec<Command> {
    vec![
        Command::Rename { name: name("Nagoya") },
        Command::Describe { location: text(""), description: text("dark") },
        Command::Publish,
        Command::Withdraw,
        Command::OpenCollaboration,
        Command::CloseCollaboration,
        Command::LockImages,
        Command::UnlockImages,
        Command::BlindVerification,
        Command::UnblindVerification,
        Command::SetPriority { priority: Priority::High },
        Command::SetMainAnnotationType { annotation_type: None },
        Command::Tag { tag: name("night") },
        Command::Untag { tag: name("night") },
        Command::Release,
        Command::HandOver { team: OTHERS },
        Command::Delete,
    ]
}

#[test]
fn a_new_set_is_private_unlocked_and_its_creators() {
    let set = given::<ImageSet>([]).when(create()).then([created()]);
    let details = details(&set);
    assert_eq!((details.team, details.creator), (Some(TEAM), ALICE));
    assert_eq!((details.openness, details.locked), (Open::Private, false));
    assert_eq!((details.priority, details.created_at), (Priority::Normal, noon()));
}

#[test]
fn a_set_is_created_once() {
    set([]).when(create()).then_refused(&Refusal::AlreadyCreated);
}

#[test]
fn nothing_happens_to_a_set_that_does_not_exist() {
    for command in changes().into_iter().chain([Command::Restore]) {
        given::<ImageSet>([]).when(command).then_refused(&Refusal::Unknown);
    }
}

#[test]
fn a_public_set_can_be_opened_to_collaboration_and_a_private_one_not() {
    set([])
        .when(Command::OpenCollaboration)
        .then_refused(&Refusal::NotPublic)
        .when(Command::Publish)
        .then([Event::ImageSetPublished {}])
        .when(Command::OpenCollaboration)
        .then([Event::CollaborationOpened {}]);
}

#[test]
fn closing_collaboration_leaves_a_set_public() {
    let set = set([Event::ImageSetPublished {}, Event::CollaborationOpened {}])
        .when(Command::CloseCollaboration)
        .then([Event::CollaborationClosed {}]);
    assert_eq!(details(&set).openness, Open::Public);
}

#[test]
fn withdrawing_a_set_ends_collaboration_too() {
    let set = set([Event::ImageSetPublished {}, Event::CollaborationOpened {}])
        .when(Command::Withdraw)
        .then([Event::ImageSetWithdrawn {}]);
    assert_eq!(details(&set).openness, Open::Private);
    let public = set.when(Command::Publish).then([Event::ImageSetPublished {}]);
    assert_eq!(details(&public).openness, Open::Public);
}

#[test]
fn publishing_a_collaborative_set_does_not_close_it() {
    let set =
        set([Event::ImageSetPublished {}, Event::CollaborationOpened {}]).when(Command::Publish).then([]);
    assert_eq!(details(&set).openness, Open::Collaborative);
}

#[test]
fn images_are_locked_and_unlocked() {
    let locked = set([]).when(Command::LockImages).then([Event::ImagesLocked {}]);
    assert!(details(&locked).locked);
    let unlocked = locked.when(Command::UnlockImages).then([Event::ImagesUnlocked {}]);
    assert!(!details(&unlocked).locked);
}

#[test]
fn verification_is_open_until_it_is_blinded() {
    assert!(!details(&set([])).blind);
    let blinded = set([]).when(Command::BlindVerification).then([Event::VerificationBlinded {}]);
    assert!(details(&blinded).blind);
    let open = blinded.when(Command::UnblindVerification).then([Event::VerificationUnblinded {}]);
    assert!(!details(&open).blind);
}

#[test]
fn what_is_so_already_is_no_fact() {
    for command in [
        Command::Rename { name: name("Leipzig") },
        Command::Describe { location: text("Field B"), description: text("") },
        Command::Withdraw,
        Command::CloseCollaboration,
        Command::UnlockImages,
        Command::UnblindVerification,
        Command::SetPriority { priority: Priority::Normal },
        Command::SetMainAnnotationType { annotation_type: None },
        Command::Untag { tag: name("night") },
        Command::HandOver { team: TEAM },
        Command::Restore,
    ] {
        set([]).when(command).then([]);
    }
}

#[test]
fn texts_priority_and_main_type_can_be_set() {
    let ball = AnnotationTypeId::new(Uuid::from_u128(3));
    let set = set([])
        .when(Command::Rename { name: name("Nagoya") })
        .then([Event::ImageSetRenamed { name: name("Nagoya") }])
        .when(Command::Describe { location: text("Hall"), description: text("dark") })
        .then([Event::ImageSetDescribed { location: text("Hall"), description: text("dark") }])
        .when(Command::SetPriority { priority: Priority::High })
        .then([Event::PrioritySet { priority: Priority::High }])
        .when(Command::SetMainAnnotationType { annotation_type: Some(ball) })
        .then([Event::MainAnnotationTypeSet { annotation_type: Some(ball) }]);
    let details = details(&set);
    assert_eq!((details.name.as_str(), details.description.as_str()), ("Nagoya", "dark"));
    assert_eq!((details.priority, details.main_annotation_type), (Priority::High, Some(ball)));
}

#[test]
fn a_tag_is_given_once_and_taken_off() {
    set([])
        .when(Command::Tag { tag: name("night") })
        .then([Event::Tagged { tag: name("night") }])
        .when(Command::Tag { tag: name("night") })
        .then([])
        .when(Command::Untag { tag: name("night") })
        .then([Event::Untagged { tag: name("night") }]);
}

#[test]
fn tags_that_are_one_name_are_one_tag() {
    set([Event::Tagged { tag: name("Übung") }])
        .when(Command::Tag { tag: name("ÜBUNG") })
        .then([])
        .when(Command::Untag { tag: name("u\u{308}bung") })
        .then([Event::Untagged { tag: name("Übung") }]);
}

#[test]
fn a_set_has_at_most_a_hundred_tags() {
    let tag = |n: usize| name(&format!("tag {n}"));
    let full = || set((0..MAX_TAGS).map(|n| Event::Tagged { tag: tag(n) }));
    full().when(Command::Tag { tag: tag(MAX_TAGS) }).then_refused(&Refusal::TooManyTags);
    full().when(Command::Tag { tag: tag(0) }).then([]);
}

#[test]
fn a_released_set_is_public_collaborative_locked_and_no_teams() {
    let set = set([]).when(Command::Release).then([Event::ImageSetReleased {}]);
    let released = details(&set);
    assert_eq!((released.team, released.openness, released.locked), (None, Open::Collaborative, true));
    set.when(Command::Release).then([]);
}

#[test]
fn a_released_set_stays_so() {
    for command in [
        Command::Withdraw,
        Command::CloseCollaboration,
        Command::UnlockImages,
        Command::HandOver { team: TEAM },
    ] {
        set([Event::ImageSetReleased {}]).when(command).then_refused(&Refusal::Released);
    }
}

#[test]
fn a_set_handed_over_keeps_its_creator_and_its_openness() {
    let set = set([])
        .by(BOB)
        .when(Command::HandOver { team: OTHERS })
        .then([Event::ImageSetHandedOver { team: OTHERS }]);
    let details = details(&set);
    assert_eq!((details.team, details.creator), (Some(OTHERS), ALICE));
    assert_eq!(details.openness, Open::Private);
}

#[test]
fn a_deleted_set_takes_nothing_but_its_restoration() {
    for command in changes() {
        set([Event::ImageSetDeleted {}]).when(command).then_refused(&Refusal::Deleted);
    }
    set([Event::ImageSetDeleted {}]).when(create()).then_refused(&Refusal::AlreadyCreated);
}

#[test]
fn a_deleted_set_can_be_restored_for_thirty_days() {
    let deleted = || set([Event::ImageSetPublished {}, Event::ImageSetDeleted {}]);
    for later in [TimeDelta::zero(), TimeDelta::days(29), TimeDelta::days(30)] {
        let restored = deleted().at(noon() + later).when(Command::Restore).then([Event::ImageSetRestored {}]);
        assert_eq!(details(&restored).deleted_at, None);
        assert_eq!(details(&restored).openness, Open::Public);
    }
}

#[test]
fn after_thirty_days_a_deleted_set_is_gone() {
    for later in [TimeDelta::days(30) + TimeDelta::microseconds(1), TimeDelta::days(31)] {
        set([Event::ImageSetDeleted {}])
            .at(noon() + later)
            .when(Command::Restore)
            .then_refused(&Refusal::TooLateToRestore);
    }
}

#[test]
fn the_thirty_days_count_from_the_last_deletion() {
    let day = |n| noon() + TimeDelta::days(n);
    set([Event::ImageSetDeleted {}])
        .at(day(20))
        .and([Event::ImageSetRestored {}, Event::ImageSetDeleted {}])
        .at(day(45))
        .when(Command::Restore)
        .then([Event::ImageSetRestored {}]);
}
