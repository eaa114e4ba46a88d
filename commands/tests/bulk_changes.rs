//! Many labels changed at once, as a job; and undone.

use commands::{
    ChangeAnnotation, DrawAnnotation,
    bulk_change::{BulkAction, Subject, Which},
};
use domain::{
    AnnotationId, CorrelationId, ShapeKind,
    filter::{Filter, LabelCondition},
    image::{Left, Verdict},
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{
    Site,
    bulk::{by_bob, done, is_there, order, undone},
    caller, code, fresh, square,
};
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn all_that_a_filter_finds_is_deleted_and_comes_back_with_its_votes(pool: PgPool) {
    let site = Site::new(pool).await;
    let (hers, _) = site.draw(ALICE, 0).await.unwrap();
    let (his, _) = site.draw(BOB, 100).await.unwrap();
    let (other, _) = site.draw(BOB, 200).await.unwrap();
    site.commands.labels.vote(caller(ALICE), his, 1, Verdict::Reject).await.unwrap();

    let job = order(&site, ALICE, &by_bob(), BulkAction::Delete).await;
    let report = done(&site.commands, job).await;

    assert_eq!((report.done, report.refused()), (2, 0));
    assert_eq!((is_there(&site, hers).await, is_there(&site, his).await), (true, false));

    let plan = site.commands.undos.plan(ALICE, CorrelationId::new(job)).await.unwrap();
    assert_eq!((plan.undone.len(), plan.left.len()), (2, 0), "the dry run says so first");
    assert!(!is_there(&site, other).await, "and changes nothing");

    let (_, report) = undone(&site, ALICE, job).await;
    assert_eq!((report.done, report.refused()), (2, 0));
    let back = site.commands.views().annotation(his, BOB).await.unwrap().unwrap();
    assert_eq!((back.revision, back.accepts, back.rejects), (1, Some(1), Some(1)));
}

#[sqlx::test(migrations = "../migrations")]
async fn each_label_that_cannot_be_changed_says_why_and_the_others_are(pool: PgPool) {
    let site = Site::new(pool).await;
    let robot = site.define("robot", ShapeKind::BoundingBox).await;
    let point = site.define("foot", ShapeKind::Point).await;
    let (fine, _) = site.draw(BOB, 0).await.unwrap();
    let (similar, _) = site.draw(BOB, 100).await.unwrap();
    let (changed, _) = site.draw(BOB, 200).await.unwrap();
    let (gone, _) = site.draw(BOB, 300).await.unwrap();
    let near = DrawAnnotation::plain(AnnotationId::new(fresh()), robot, square(102));
    site.commands.labels.draw(caller(ALICE), site.image, near).await.unwrap();
    let seen = Which::Chosen([fine, similar, changed, gone].map(|label| (label, 1)).to_vec());
    let job = order(&site, ALICE, &seen, BulkAction::Retype { annotation_type: robot }).await;
    // Between the order and the work.
    let reshape = ChangeAnnotation { shape: Some(square(250)), ..ChangeAnnotation::default() };
    site.commands.labels.change(caller(BOB), changed, 1, reshape).await.unwrap();
    site.commands.labels.erase(caller(BOB), gone, 1).await.unwrap();

    let report = done(&site.commands, job).await;

    assert_eq!((report.done, report.refused()), (1, 3));
    let why = |label: AnnotationId| {
        let refusal = report.refusals.iter().find(|refusal| refusal.subject == label.uuid());
        refusal.unwrap().code.as_str()
    };
    assert_eq!(why(similar), "similar_annotation");
    assert_eq!((why(changed), why(gone)), ("stale_revision", "erased"));

    let job =
        order(&site, ALICE, &Which::Chosen(vec![(fine, 2)]), BulkAction::Retype { annotation_type: point })
            .await;
    let report = done(&site.commands, job).await;
    assert_eq!(report.refusals[0].code, "other_shape");
}

/// However many labels it has, an image is written once, and once more when it is undone.
#[sqlx::test(migrations = "../migrations")]
async fn all_that_is_asked_of_an_image_is_one_command(pool: PgPool) {
    let site = Site::new(pool).await;
    for n in 0..20 {
        site.draw(BOB, 30 * n).await.unwrap();
    }
    let commands = async || {
        let count: i64 =
            sqlx::query_scalar("select count(*) from log_commands").fetch_one(&site.pool).await.unwrap();
        count
    };
    let before = commands().await;
    let job = order(&site, ALICE, &by_bob(), BulkAction::Delete).await;
    assert_eq!(done(&site.commands, job).await.done, 20);
    assert_eq!(commands().await - before, 2, "the order, and the image");

    let (_, report) = undone(&site, ALICE, job).await;
    assert_eq!((report.done, commands().await - before), (20, 4));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_so_already_is_left_alone(pool: PgPool) {
    let site = Site::new(pool).await;
    let (marked, _) = site.draw(BOB, 0).await.unwrap();
    let (plain, _) = site.draw(BOB, 100).await.unwrap();
    let mark = ChangeAnnotation { blurred: Some(true), ..ChangeAnnotation::default() };
    site.commands.labels.change(caller(BOB), marked, 1, mark).await.unwrap();
    let action = BulkAction::Mark { blurred: Some(true), concealed: None };

    let preview =
        site.commands.bulk_changes.preview(caller(ALICE), site.set, &by_bob(), action).await.unwrap();
    assert_eq!((preview.subjects, preview.unchanged), (vec![Subject::Label(plain, 1)], 1));

    let action = BulkAction::ResetVotes;
    let preview =
        site.commands.bulk_changes.preview(caller(ALICE), site.set, &by_bob(), action).await.unwrap();
    assert_eq!((preview.subjects, preview.unchanged), (vec![], 2), "nobody judged them");
}

#[sqlx::test(migrations = "../migrations")]
async fn votes_are_reset_and_brought_back(pool: PgPool) {
    let site = Site::new(pool).await;
    let (ball, _) = site.draw(BOB, 0).await.unwrap();
    let vote = site.commands.labels.vote(caller(ALICE), ball, 1, Verdict::Reject).await.unwrap();
    let counts = async |position| {
        let line = site.commands.views().annotation_as_of(ball, ALICE, position).await.unwrap().unwrap();
        (line.revision, line.accepts.unwrap(), line.rejects.unwrap())
    };

    let job = order(&site, ALICE, &by_bob(), BulkAction::ResetVotes).await;
    assert_eq!(done(&site.commands, job).await.done, 1);
    assert_eq!(counts(i64::MAX).await, (1, 1, 0), "the author's accept is part of the revision");
    assert_eq!(counts(vote.position).await, (1, 1, 1), "the past stays");

    let (undo, report) = undone(&site, ALICE, job).await;
    assert_eq!(report.done, 1);
    assert_eq!(counts(i64::MAX).await, (1, 1, 1));

    let (_, report) = undone(&site, ALICE, undo).await;
    assert_eq!((report.done, counts(i64::MAX).await), (1, (1, 1, 0)), "an undo can be undone");
}

#[sqlx::test(migrations = "../migrations")]
async fn undoing_leaves_alone_what_others_did_since(pool: PgPool) {
    let site = Site::new(pool).await;
    let (theirs, _) = site.draw(BOB, 0).await.unwrap();
    let (ours, _) = site.draw(BOB, 100).await.unwrap();
    let mark = BulkAction::Mark { blurred: Some(true), concealed: None };
    let job = order(&site, ALICE, &by_bob(), mark).await;
    done(&site.commands, job).await;
    site.commands.labels.vote(caller(BOB), theirs, 2, Verdict::Accept).await.unwrap();

    let plan = site.commands.undos.plan(ALICE, CorrelationId::new(job)).await.unwrap();
    let left: Vec<_> = plan.left.iter().map(|left| (left.annotation, left.why)).collect();
    assert_eq!(left, [(Some(theirs), Left::ChangedSince { by: BOB })]);
    let planned: Vec<_> = plan.undone.iter().map(|back| (back.image, back.annotation)).collect();
    assert_eq!(planned, [(site.image, Some(ours))]);

    let (_, report) = undone(&site, ALICE, job).await;
    assert_eq!((report.done, report.refused()), (1, 1));
    assert_eq!((report.refusals[0].code.as_str(), report.refusals[0].by), ("changed_since", Some(BOB)));
}

#[sqlx::test(migrations = "../migrations")]
async fn nothing_is_changed_without_a_filter_or_other_than_was_seen(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(BOB, 0).await.unwrap();
    let everything = Which::Filter(Filter::default());
    let (commands, set) = (&site.commands, site.set);

    let refused =
        commands.bulk_changes.preview(caller(ALICE), set, &everything, BulkAction::Delete).await.unwrap_err();
    assert_eq!(code(&refused), "no_filter");

    let seen = commands
        .bulk_changes
        .preview(caller(ALICE), set, &by_bob(), BulkAction::Delete)
        .await
        .unwrap()
        .fingerprint;
    site.draw(BOB, 100).await.unwrap();
    let refused = commands
        .bulk_changes
        .request(caller(ALICE), set, &by_bob(), BulkAction::Delete, seen)
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "selection_changed");
    let other = BulkAction::Mark { blurred: Some(true), concealed: None };
    let refused =
        commands.bulk_changes.request(caller(ALICE), set, &by_bob(), other, seen).await.unwrap_err();
    assert_eq!(code(&refused), "selection_changed", "nor done otherwise");

    let nobodys = Which::Filter(Filter::of([LabelCondition::Author(CAROL)]));
    let seen = commands
        .bulk_changes
        .preview(caller(ALICE), set, &nobodys, BulkAction::Delete)
        .await
        .unwrap()
        .fingerprint;
    let refused = commands
        .bulk_changes
        .request(caller(ALICE), set, &nobodys, BulkAction::Delete, seen)
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "nothing_to_change");
}

#[sqlx::test(migrations = "../migrations")]
async fn labels_of_another_set_are_as_unknown_as_those_that_never_were(pool: PgPool) {
    let site = Site::new(pool).await;
    let (ours, _) = site.draw(BOB, 0).await.unwrap();
    let (gone, _) = site.draw(BOB, 100).await.unwrap();
    site.commands.labels.erase(caller(BOB), gone, 1).await.unwrap();
    let foreign = fixtures::own_set(&site.commands, CAROL).await;
    let preview = |by, set, labels: &[AnnotationId]| {
        let which = Which::Chosen(labels.iter().map(|label| (*label, 1)).collect());
        let commands = &site.commands;
        async move { commands.bulk_changes.preview(caller(by), set, &which, BulkAction::Delete).await }
    };

    let seen = preview(ALICE, site.set, &[ours, gone]).await.unwrap().subjects.len();
    assert_eq!(seen, 2, "what is gone from the set is known");
    let never = preview(CAROL, foreign, &[AnnotationId::new(fresh())]).await.unwrap_err();
    for hidden in [ours, gone] {
        let refused = preview(CAROL, foreign, &[hidden]).await.unwrap_err();
        assert_eq!(refused.to_string(), never.to_string());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_right_is_asked_when_it_is_ordered_when_it_is_done_and_when_it_is_undone(pool: PgPool) {
    let site = Site::new(pool).await;
    let (his, _) = site.draw(BOB, 0).await.unwrap();
    let (commands, set) = (&site.commands, site.set);
    let refused =
        commands.bulk_changes.preview(caller(BOB), set, &by_bob(), BulkAction::Delete).await.unwrap_err();
    assert_eq!(code(&refused), "denied");

    commands.teams.appoint_admin(caller(ALICE), site.team, BOB).await.unwrap();
    let job = order(&site, BOB, &by_bob(), BulkAction::Delete).await;
    commands.teams.dismiss_admin(caller(ALICE), site.team, BOB).await.unwrap();
    let report = done(commands, job).await;
    assert_eq!((report.done, report.refusals[0].code.as_str()), (0, "denied"));
    assert!(is_there(&site, his).await);

    let job = order(&site, ALICE, &by_bob(), BulkAction::Delete).await;
    done(commands, job).await;
    let refused = commands.undos.request(caller(BOB), CorrelationId::new(job)).await.unwrap_err();
    assert_eq!(code(&refused), "denied");
}

#[sqlx::test(migrations = "../migrations")]
async fn ones_own_gesture_is_undone_by_its_command(pool: PgPool) {
    let site = Site::new(pool).await;
    let gesture = caller(BOB);
    let label = AnnotationId::new(fresh());
    site.draw_as(gesture, label, 0).await.unwrap();

    let (_, report) = undone(&site, BOB, gesture.correlation.uuid()).await;

    assert_eq!((report.done, is_there(&site, label).await), (1, false));
    let unknown = site.commands.undos.plan(BOB, CorrelationId::new(fresh())).await.unwrap_err();
    assert_eq!(code(&unknown), "denied");
}
