//! Undoing what belongs together, and nothing else.

use commands::{Caller, DrawAnnotation, bulk_change::BulkAction};
use domain::{
    AccountId, AnnotationId, CommandId, CorrelationId,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{
    Site,
    bulk::{by_bob, done, is_there, order, undone},
    caller, fresh, square,
};
use projections::Via;
use sqlx::PgPool;
use uuid::Uuid;

/// Everything a client can make look as if it belonged to what is known by this id.
fn impostors(by: AccountId, of: Uuid) -> [Caller; 2] {
    let first = Caller::new(by, Via::Api, CommandId::new(of));
    [first, first.part(b"then")]
}

async fn draw_in_own_set(site: &Site, sender: Caller, x: i32) -> AnnotationId {
    let set = fixtures::own_set(&site.commands, sender.account).await;
    let image = fixtures::add_image(&site.commands, sender.account, set, "own.jpg").await.unwrap();
    let annotation = AnnotationId::new(fresh());
    let draw = DrawAnnotation::plain(annotation, site.ball, square(x));
    site.commands.labels.draw(sender, image, draw).await.unwrap();
    annotation
}

#[sqlx::test(migrations = "../migrations")]
async fn who_takes_the_id_of_a_job_for_a_command_does_not_keep_it_from_being_undone(pool: PgPool) {
    let site = Site::new(pool).await;
    let (his, _) = site.draw(BOB, 0).await.unwrap();
    let job = order(&site, ALICE, &by_bob(), BulkAction::Delete).await;
    done(&site.commands, job).await;
    for sender in impostors(CAROL, job) {
        draw_in_own_set(&site, sender, 0).await;
    }

    let plan = site.commands.undos.plan(ALICE, CorrelationId::new(job)).await.unwrap();
    let planned: Vec<_> = plan.undone.iter().map(|back| (back.image, back.annotation)).collect();
    assert_eq!(planned, [(site.image, Some(his))]);
    let (_, report) = undone(&site, ALICE, job).await;
    assert_eq!((report.done, is_there(&site, his).await), (1, true));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_somebody_draws_under_the_id_of_a_job_is_not_undone_with_it(pool: PgPool) {
    let site = Site::new(pool).await;
    let (hers, _) = site.draw(ALICE, 0).await.unwrap();
    site.draw(BOB, 100).await.unwrap();
    let job = order(&site, ALICE, &by_bob(), BulkAction::Delete).await;
    done(&site.commands, job).await;
    let mut labels = vec![hers];
    for (sender, x) in impostors(BOB, job).into_iter().zip([200, 300]) {
        labels.push(AnnotationId::new(fresh()));
        site.draw_as(sender, labels[labels.len() - 1], x).await.unwrap();
    }

    let (_, report) = undone(&site, ALICE, job).await;

    assert_eq!((report.done, report.refused()), (1, 0));
    for label in labels {
        assert!(is_there(&site, label).await);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_gesture_is_whose_command_came_first(pool: PgPool) {
    let site = Site::new(pool).await;
    let gesture = caller(BOB);
    let his = AnnotationId::new(fresh());
    site.draw_as(gesture, his, 0).await.unwrap();
    let [_, second] = impostors(CAROL, gesture.correlation.uuid());
    draw_in_own_set(&site, second, 0).await;

    let (_, report) = undone(&site, BOB, gesture.correlation.uuid()).await;

    assert_eq!((report.done, is_there(&site, his).await), (1, false));
    let carols = site.commands.undos.plan(CAROL, gesture.correlation).await.unwrap_err();
    assert_eq!(fixtures::code(&carols), "denied");
}

#[sqlx::test(migrations = "../migrations")]
async fn two_bulk_changes_are_undone_the_latest_first(pool: PgPool) {
    let site = Site::new(pool).await;
    let (his, _) = site.draw(BOB, 0).await.unwrap();
    let marking =
        order(&site, ALICE, &by_bob(), BulkAction::Mark { blurred: Some(true), concealed: None }).await;
    done(&site.commands, marking).await;
    let deleting = order(&site, ALICE, &by_bob(), BulkAction::Delete).await;
    done(&site.commands, deleting).await;

    for of in [deleting, marking] {
        let (_, report) = undone(&site, ALICE, of).await;
        assert_eq!((report.done, report.refused()), (1, 0), "{:?}", report.refusals);
    }

    let label = site.commands.views().annotation(his, BOB).await.unwrap().unwrap();
    assert!(!label.blurred);
}
