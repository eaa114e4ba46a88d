//! Jobs that are cancelled: who may, what stays, and what the log hears.

#![expect(clippy::unwrap_used, reason = "tests")]

use commands::{CommandError, export::ExportOf, jobs::JobState};
use domain::{
    Access, TransferId,
    formats::BuiltIn,
    snapshot::Selection,
    testing::{ALICE, BOB, CAROL},
    transfer::Transfer,
};
use fixtures::{
    Site, arriving, caller, png,
    worker::{self, until},
    zip,
};
use sqlx::PgPool;

async fn requested(site: &Site) -> TransferId {
    let of = ExportOf::Set { set: site.set, position: None, selection: Selection::default() };
    site.commands.exports.request(caller(BOB), of, BuiltIn::Coco.into()).await.unwrap()
}

async fn state(site: &Site, transfer: TransferId) -> Transfer {
    site.commands.views().transfer(transfer).await.unwrap().unwrap().state.0
}

#[sqlx::test(migrations = "../migrations")]
async fn an_export_that_waits_is_cancelled_by_its_owner_and_the_log_hears_of_it(pool: PgPool) {
    let site = Site::new(pool).await;
    let export = requested(&site).await;
    let error = site.commands.cancellations.cancel(caller(CAROL), export.uuid()).await.unwrap_err();
    assert!(matches!(error, CommandError::Denied(Access::Hidden)), "{error:?}");

    let job = site.commands.cancellations.cancel(caller(BOB), export.uuid()).await.unwrap();
    assert_eq!((job.state, job.cancelled_by), (JobState::Cancelled, Some(BOB)));
    let Transfer::Failed { reason, .. } = state(&site, export).await else { panic!("it has failed") };
    assert_eq!(reason, "it was cancelled");

    let head = site.head().await;
    let again = site.commands.cancellations.cancel(caller(BOB), export.uuid()).await.unwrap();
    assert_eq!((again, site.head().await), (job, head));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_governs_the_set_cancels_what_others_ordered(pool: PgPool) {
    let site = Site::new(pool).await;
    let export = requested(&site).await;
    let job = site.commands.cancellations.cancel(caller(ALICE), export.uuid()).await.unwrap();
    assert_eq!((job.owner, job.cancelled_by), (Some(BOB), Some(ALICE)));
    // A member does not cancel what others ordered.
    let of = ExportOf::Set { set: site.set, position: None, selection: Selection::default() };
    let of_alice = site.commands.exports.request(caller(ALICE), of, BuiltIn::Coco.into()).await.unwrap();
    let error = site.commands.cancellations.cancel(caller(BOB), of_alice.uuid()).await.unwrap_err();
    assert!(matches!(error, CommandError::Denied(Access::Hidden)), "{error:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_import_that_runs_ends_soon_and_keeps_what_it_added(pool: PgPool) {
    let site = Site::new(pool).await;
    let names: Vec<_> = (0..3_000).map(|number| format!("{number}.png")).collect();
    let entries: Vec<_> = (0..).zip(&names).map(|(number, name)| (name.as_str(), png(number))).collect();
    let file = zip(&entries);
    let intake = &site.commands.intake;
    let job = intake.take_archive(caller(BOB), site.set, "a.zip", None, arriving(&file)).await.unwrap();
    let _worker = worker::start(&site.commands);
    until(&site.commands, job, |view| view.progress_done > 0).await;

    site.commands.cancellations.cancel(caller(ALICE), job).await.unwrap();
    let view = until(&site.commands, job, |view| view.state.is_over()).await;

    assert_eq!((view.state, view.attempts), (JobState::Cancelled, 1));
    let told = view.result.unwrap()["counts"]["added"].as_u64().unwrap();
    let Transfer::ImportFailed { added, reason, .. } = state(&site, job.into()).await else {
        panic!("it has failed")
    };
    assert_eq!((added, reason.as_str()), (told, "it was cancelled"));
    assert!((1..3_000).contains(&added), "{added}");
    let images = site
        .commands
        .views()
        .images(site.set, &projections::images::ImagePlace::default(), 1000)
        .await
        .unwrap()
        .len();
    // One may be on its way when its neighbour hears of the end.
    assert!((added..=added + 2).contains(&(images as u64 - 1)), "{added} {images}");
    assert!(site.commands.blobs().spooled(job).await.is_err());
}

#[sqlx::test(migrations = "../migrations")]
async fn an_archive_that_waits_is_cancelled_and_goes(pool: PgPool) {
    let site = Site::new(pool).await;
    let file = zip(&[("a.png", png(1))]);
    let intake = &site.commands.intake;
    let job = intake.take_archive(caller(BOB), site.set, "a.zip", None, arriving(&file)).await.unwrap();
    let head = site.head().await;
    let view = site.commands.cancellations.cancel(caller(BOB), job).await.unwrap();
    assert_eq!((view.state, site.head().await), (JobState::Cancelled, head));
    assert!(site.commands.blobs().spooled(job).await.is_err());
}
