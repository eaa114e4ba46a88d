//! What programs and people are told when something is refused: codes are stable.

use domain::{
    AnnotationId, Class, Frame, Refuse, ShapeKind, account,
    annotation_type::{self, Misfit},
    export_format, formats, image, image_set, snapshot, team, transfer,
};
use uuid::Uuid;

const MISSING: Class = Class::Missing;
const CONFLICT: Class = Class::Conflict;
const INVALID: Class = Class::Invalid;

/// Class, code and field, one line a refusal.
#[track_caller]
fn told<const N: usize>(table: [(&dyn Refuse, Class, &str, Option<&str>); N]) {
    for (refusal, class, code, field) in table {
        let told = (refusal.class(), refusal.code(), refusal.field());
        assert_eq!(told, (class, code, field), "{refusal}");
        assert!(refusal.code().bytes().all(|b| b.is_ascii_lowercase() || b == b'_'));
        let sentence = refusal.to_string();
        assert!(sentence.starts_with(|c: char| c.is_lowercase()) && !sentence.ends_with('.'), "{sentence}");
    }
}

#[test]
fn of_images_and_labels() {
    use image::Refusal as R;
    let to = AnnotationId::new(Uuid::from_u128(1));
    told([
        (&R::Unknown, MISSING, "not_found", None),
        (&R::Removed, MISSING, "not_found", None),
        (&R::NoSuchAnnotation, MISSING, "not_found", None),
        (&R::Erased, MISSING, "erased", None),
        (&R::AlreadyAdded, CONFLICT, "exists", None),
        (&R::AlreadyDrawn, CONFLICT, "exists", None),
        (&R::Similar { to }, CONFLICT, "similar_annotation", None),
        (&R::Contradicts { to }, CONFLICT, "contradicting_annotation", None),
        (&R::Stale { annotation: to, seen: 1, current: 2 }, CONFLICT, "stale_revision", None),
        (&R::OutsideImage(Frame { width: 1, height: 1 }), INVALID, "outside_image", Some("shape")),
        (&R::NoArea, INVALID, "no_area", Some("shape")),
        (&R::ExtremePoints, INVALID, "extreme_points", Some("extreme_points")),
    ]);
}

#[test]
fn of_labels_that_do_not_fit_their_type() {
    use image::Refusal::Misfit as R;
    told([
        (&R(Misfit::Inactive), INVALID, "inactive_annotation_type", Some("annotation_type")),
        (&R(Misfit::OtherShape(ShapeKind::Line)), INVALID, "other_shape", Some("shape")),
        (&R(Misfit::NodeCount(4)), INVALID, "node_count", Some("shape")),
        (&R(Misfit::Blurred), INVALID, "flags_not_allowed", Some("blurred")),
        (&R(Misfit::Concealed), INVALID, "flags_not_allowed", Some("concealed")),
        (&R(Misfit::FlagsOfNothing), INVALID, "flags_not_allowed", Some("blurred")),
    ]);
}

#[test]
fn what_stands_in_the_way_is_named() {
    use image::Refusal as R;
    let to = AnnotationId::new(Uuid::from_u128(1));
    for refusal in
        [R::Similar { to }, R::Contradicts { to }, R::Stale { annotation: to, seen: 1, current: 2 }]
    {
        assert_eq!(refusal.subject(), Some(to.uuid()));
    }
    assert_eq!(R::Erased.subject(), None);
    assert_eq!(R::Similar { to }.to_string(), "similar annotation exists");
    assert_eq!(
        R::OutsideImage(Frame { width: 640, height: 480 }).to_string(),
        "the shape reaches outside the 640 x 480 image"
    );
}

#[test]
fn of_sets_snapshots_and_transfers() {
    use image_set::Refusal as S;
    use snapshot::Refusal as D;
    use transfer::Refusal as T;
    told([
        (&S::Unknown, MISSING, "not_found", None),
        (&S::Deleted, MISSING, "not_found", None),
        (&S::AlreadyCreated, CONFLICT, "already_created", None),
        (&S::Released, CONFLICT, "released", None),
        (&S::NotPublic, CONFLICT, "not_public", None),
        (&S::TooManyTags, INVALID, "too_many_tags", None),
        (&S::TooLateToRestore, CONFLICT, "too_late_to_restore", None),
        (&D::Unknown, MISSING, "not_found", None),
        (&D::AlreadyTaken, CONFLICT, "already_taken", None),
        (&D::Withdrawn, CONFLICT, "withdrawn", None),
        (&T::Unknown, MISSING, "not_found", None),
        (&T::BeingWritten, CONFLICT, "being_written", None),
        (&T::NoFile, CONFLICT, "no_file", None),
        (&T::OutOfOrder, CONFLICT, "out_of_order", None),
    ]);
}

#[test]
fn of_people_types_and_formats() {
    use account::Refusal as A;
    use annotation_type::Refusal as Y;
    use export_format::Refusal as F;
    use team::Refusal as T;
    told([
        (&A::Unknown, MISSING, "not_found", None),
        (&A::Closed, CONFLICT, "closed", None),
        (&A::AlreadyRegistered, CONFLICT, "already_registered", None),
        (&A::NotApproved, CONFLICT, "not_approved", None),
        (&A::NotWaiting, CONFLICT, "not_waiting", None),
        (&T::Unfounded, MISSING, "not_found", None),
        (&T::AlreadyFounded, CONFLICT, "already_founded", None),
        (&T::Archived, CONFLICT, "archived", None),
        (&T::AlreadyMember, CONFLICT, "already_member", None),
        (&T::AlreadyInvited, CONFLICT, "already_invited", None),
        (&T::NotInvited, CONFLICT, "not_invited", None),
        (&T::JoinedAlready, CONFLICT, "joined_already", None),
        (&T::NoMember, INVALID, "no_member", None),
        (&T::LastAdmin, CONFLICT, "last_admin", None),
        (&T::LastMember, CONFLICT, "last_member", None),
        (&Y::Undefined, MISSING, "not_found", None),
        (&Y::AlreadyDefined, CONFLICT, "already_defined", None),
        (&Y::FixedByShape(ShapeKind::Line), INVALID, "fixed_by_shape", Some("node_count")),
        (&Y::NodeCountOutOfRange(ShapeKind::Polygon), INVALID, "node_count_out_of_range", Some("node_count")),
        (&F::Undefined, MISSING, "not_found", None),
    ]);
}

#[test]
fn of_templates() {
    use export_format::Refusal as F;
    use formats::template::{Fault, Flaw, Place};
    let at = Place { line: 1, column: 1 };
    let (condition, outer) = ("%%ifblurred", "%%ifconcealed");
    let flaw = |fault| F::Template(Flaw { field: "base", fault });
    told([
        (&flaw(Fault::TemplateTooLong(65_537)), INVALID, "template_too_long", Some("base")),
        (&flaw(Fault::UnclosedCondition { condition, at }), INVALID, "unclosed_condition", Some("base")),
        (&flaw(Fault::NestedCondition { condition, outer, at }), INVALID, "nested_condition", Some("base")),
        (&flaw(Fault::ControlCharacter { at }), INVALID, "control_character", Some("base")),
        (&flaw(Fault::TooManyContents(11)), INVALID, "too_many_contents", Some("base")),
    ]);
}
