//! What holds after any commands whatsoever.

use proptest::prelude::*;

use super::*;
use crate::{
    AccountId, Decider as _, Stamp,
    testing::{ALICE, CAROL, noon},
};

/// Few people, labels, types and places, so that commands get into each other's way.
fn any_command() -> impl Strategy<Value = Command> {
    let id = || (0..6_u128).prop_map(label);
    let revision = || 1..5_u32;
    let verdict = prop::sample::select(vec![Verdict::Accept, Verdict::Reject]);
    prop_oneof![
        6 => any_draft().prop_map(Command::Draw),
        2 => prop::collection::vec(any_draft(), 0..4).prop_map(Command::DrawAll),
        6 => (id(), revision(), any_change())
            .prop_map(|(annotation, revision, change)| Command::Change { annotation, revision, change }),
        3 => (id(), revision()).prop_map(|(annotation, revision)| Command::Erase { annotation, revision }),
        3 => id().prop_map(|annotation| Command::RestoreAnnotation { annotation }),
        4 => (id(), revision(), verdict)
            .prop_map(|(annotation, revision, verdict)| Command::Vote { annotation, revision, verdict }),
        2 => (id(), revision())
            .prop_map(|(annotation, revision)| Command::WithdrawVote { annotation, revision }),
        1 => (id(), revision()).prop_map(|(annotation, revision)| Command::ResetVotes { annotation, revision }),
        1 => (id(), revision()).prop_map(|(annotation, revision)| Command::RestoreVotes { annotation, revision }),
        1 => prop::sample::select(vec![Command::Remove, Command::Restore]),
    ]
}

fn any_spec() -> impl Strategy<Value = Spec> {
    let plain = Spec { allows_blurred: false, ..ROBOT };
    let inactive = Spec { active: false, ..BALL };
    prop::sample::select(vec![BALL, BALL, ROBOT, plain, inactive, FOOT])
}

fn any_shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        1 => Just(Shape::NotInImage),
        6 => (0..5_i32, 0..3_i32).prop_map(|(x, y)| at(f64::from(x) * 4., f64::from(y) * 4.)),
        1 => (0..5_i32).prop_map(|x| shape(Point, &[[f64::from(x) * 4., 7.]])),
        1 => Just(at(600., 0.)),
    ]
}

fn any_draft() -> impl Strategy<Value = Draft> {
    (0..6_u128, any_spec(), any_shape(), any::<bool>())
        .prop_map(|(n, spec, shape, blurred)| Draft { blurred, ..draft(n, spec, shape) })
}

fn any_change() -> impl Strategy<Value = Change> {
    let flag = || prop::option::of(any::<bool>());
    (any_spec(), prop::option::of(any_shape()), flag(), flag())
        .prop_map(|(spec, shape, blurred, concealed)| Change { spec, shape, blurred, concealed })
}

fn any_person() -> impl Strategy<Value = AccountId> {
    prop::sample::select(vec![ALICE, BOB, CAROL])
}

fn live(image: &Image) -> Vec<(AnnotationId, &Annotation)> {
    image.picture().unwrap().live_annotations().collect()
}

fn no_two_say_the_same_or_the_opposite(image: &Image) -> Result<(), TestCaseError> {
    for (n, (_, a)) in live(image).iter().enumerate() {
        for (_, b) in &live(image)[n + 1..] {
            if a.annotation_type == b.annotation_type {
                prop_assert!(!a.shape.is_similar(&b.shape), "{a:?} {b:?}");
                prop_assert!(a.shape != Shape::NotInImage && b.shape != Shape::NotInImage);
            }
        }
    }
    Ok(())
}

fn all_fit(image: &Image) -> Result<(), TestCaseError> {
    for (_, label) in live(image) {
        prop_assert!(FRAME.holds(&label.shape));
        prop_assert!(label.shape != Shape::NotInImage || !(label.blurred || label.concealed));
        let spec = [BALL, ROBOT, FOOT].into_iter().find(|spec| spec.id == label.annotation_type);
        prop_assert!(spec.is_some_and(|spec| label.shape.kind().is_none_or(|kind| kind == spec.shape)));
    }
    Ok(())
}

/// Nothing is forgotten, no revision is taken back, and its votes last as long as it does.
fn the_record_only_grows(before: &Image, after: &Image) -> Result<(), TestCaseError> {
    let now = &after.picture().unwrap().annotations;
    for (id, old) in &before.picture().unwrap().annotations {
        let new = &now[id];
        prop_assert!(new.revision >= old.revision);
        prop_assert_eq!(new.author, old.author);
        if new.revision == old.revision {
            prop_assert_eq!((&new.shape, new.annotation_type), (&old.shape, old.annotation_type));
            prop_assert_eq!((new.blurred, new.concealed), (old.blurred, old.concealed));
        } else {
            prop_assert_eq!(new.votes.len(), 1, "a new revision has its editor's vote alone");
        }
        if old.erased {
            prop_assert_eq!((new.revision, &new.votes), (old.revision, &old.votes));
        }
    }
    Ok(())
}

fn votes_are_on_the_present_revision(before: &Image, events: &[Event]) -> Result<(), TestCaseError> {
    for event in events {
        if let Event::VoteCast { annotation, revision, .. } | Event::VoteWithdrawn { annotation, revision } =
            event
        {
            let judged = &before.picture().unwrap().annotations[annotation];
            prop_assert_eq!(judged.revision, *revision);
            prop_assert!(!judged.erased);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_rules_hold_after_any_commands(
        commands in prop::collection::vec((any_person(), any_command()), 1..60),
    ) {
        let mut image = image([]).state().clone();
        for (by, command) in commands {
            let stamp = Stamp { by, at: noon() };
            let before = image.clone();
            let Ok(events) = image.decide(command.clone(), stamp) else { continue };
            votes_are_on_the_present_revision(&before, &events)?;
            for event in &events {
                image.apply(event, stamp);
                // After every fact: people look at each of them.
                no_two_say_the_same_or_the_opposite(&image)?;
                all_fit(&image)?;
                the_record_only_grows(&before, &image)?;
            }
            prop_assert!(!events.is_empty() || image == before);
        }
    }

    /// A command that is repeated after its effect has no second one.
    #[test]
    fn an_accepted_vote_or_restoration_repeated_changes_nothing(
        commands in prop::collection::vec((any_person(), any_command()), 1..40),
    ) {
        let mut image = image([]).state().clone();
        for (by, command) in commands {
            let stamp = Stamp { by, at: noon() };
            let Ok(events) = image.decide(command.clone(), stamp) else { continue };
            for event in &events {
                image.apply(event, stamp);
            }
            if matches!(command, Command::Vote { .. } | Command::WithdrawVote { .. } | Command::RestoreAnnotation { .. }) {
                prop_assert_eq!(image.decide(command, stamp), Ok(vec![]));
            }
        }
    }
}
