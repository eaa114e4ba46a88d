//! Pictures and archives on their way into a set.

#![expect(clippy::unwrap_used, reason = "tests")]

use bytes::Bytes;
use commands::{
    intake::{FormError, Outcome},
    jobs::JobState,
};
use domain::{
    image_set,
    testing::{ALICE, BOB, CAROL},
    transfer::Transfer,
};
use fixtures::{
    Site, arriving, caller, code, png,
    worker::{self, done, until},
    zip,
};
use projections::images::ImagePlace;
use sqlx::PgPool;

async fn images(site: &Site) -> usize {
    site.commands.views().images(site.set, &ImagePlace::default(), 1000).await.unwrap().len()
}

async fn head(site: &Site) -> i64 {
    site.commands.views().log().head().await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_bytes_are_one_image(pool: PgPool) {
    let site = Site::new(pool).await;
    let upload = |name| site.commands.intake.take_image(caller(BOB), site.set, name, png(1));

    let first = upload("ball\n.png").await.unwrap();
    let again = upload("other.png").await.unwrap();

    assert_eq!((first.outcome, first.name.as_str()), (Outcome::Added, "ball.png"));
    assert_eq!((again.outcome, again.image), (Outcome::Duplicate, first.image));
    let line = site.commands.views().image(first.image.unwrap()).await.unwrap().unwrap();
    assert_eq!((line.width, line.height, line.media_type.as_str()), (16, 12, "image/png"));
    assert_eq!(site.commands.blobs().read(line.digest.0, 1 << 20).await.unwrap(), png(1));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_bytes_in_parallel_are_one_image(pool: PgPool) {
    let site = Site::new(pool).await;
    for round in 0..10 {
        let uploads =
            (0..8).map(|_| site.commands.intake.take_image(caller(BOB), site.set, "a.png", png(round)));
        let all = futures::future::try_join_all(uploads).await.unwrap();

        let added: Vec<_> = all.iter().filter(|one| one.outcome == Outcome::Added).collect();
        assert_eq!(added.len(), 1, "{all:?}");
        let told = |one: &&commands::intake::Uploaded| one.image == added[0].image && one.image.is_some();
        assert_eq!(all.iter().filter(told).count(), 8, "{all:?}");
    }
    assert_eq!(images(&site).await, 1 + 10);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_upload_sent_again_is_answered_again(pool: PgPool) {
    let site = Site::new(pool).await;
    let caller = caller(BOB);
    let first = site.commands.intake.take_image(caller, site.set, "a.png", png(1)).await.unwrap();
    let head_before = head(&site).await;

    let again = site.commands.intake.take_image(caller, site.set, "a.png", png(1)).await.unwrap();

    assert_eq!((again, head(&site).await), (first, head_before));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_bad_picture_is_an_outcome_and_leaves_no_trace(pool: PgPool) {
    let site = Site::new(pool).await;
    let before = head(&site).await;
    let whole = png(1);
    for (bytes, outcome) in [
        (Bytes::new(), Outcome::Empty),
        (Bytes::from_static(b"hello"), Outcome::Unsupported),
        (whole.slice(..whole.len() - 20), Outcome::Damaged),
    ] {
        let uploaded = site.commands.intake.take_image(caller(BOB), site.set, "a.png", bytes).await.unwrap();
        assert_eq!((uploaded.outcome, uploaded.image), (outcome, None));
        assert!(!uploaded.detail.is_empty());
    }
    assert_eq!(head(&site).await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_may_not_upload_leaves_no_trace(pool: PgPool) {
    let site = Site::new(pool).await;
    let file = zip(&[("a.png", png(1))]);
    let before = head(&site).await;
    let error = site.commands.intake.take_image(caller(CAROL), site.set, "a.png", png(1)).await.unwrap_err();
    assert_eq!(code(&error), "denied");
    let error =
        site.commands.intake.take_archive(caller(CAROL), site.set, "a.zip", None, arriving(&file)).await;
    let Err(FormError::Command(error)) = error else { panic!("{error:?}") };
    assert_eq!((code(&error), head(&site).await), ("denied", before));

    site.commands.sets.change(caller(ALICE), site.set, image_set::Command::LockImages).await.unwrap();
    let before = head(&site).await;
    let error = site.commands.intake.take_image(caller(ALICE), site.set, "a.png", png(1)).await.unwrap_err();
    assert_eq!((code(&error), head(&site).await), ("images_locked", before));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_archive_tells_of_every_entry(pool: PgPool) {
    let site = Site::new(pool).await;
    let file = zip(&[
        ("day 1/a.png", png(1)),
        ("../evil.png", png(2)),
        ("text.jpg", Bytes::from_static(b"hello")),
        ("__MACOSX/a.png", png(3)),
        ("day 2/a.png", png(4)),
        ("copy.png", png(1)),
    ]);
    let job = site
        .commands
        .intake
        .take_archive(caller(BOB), site.set, "x/all.zip", None, arriving(&file))
        .await
        .unwrap();

    let view = done(&site.commands, job).await;

    assert_eq!((view.state, view.progress_done, view.progress_total), (JobState::Done, 6, Some(6)));
    let result = view.result.unwrap();
    let told: Vec<_> = result["results"].as_array().unwrap().iter().map(|one| &one["outcome"]).collect();
    assert_eq!(told, ["added", "bad_name", "unsupported", "added", "duplicate"]);
    assert_eq!(result["counts"]["added"], 2);
    let line = site.commands.views().transfer(job.into()).await.unwrap().unwrap();
    let Transfer::Imported { what, added, refused, .. } = line.state.0 else { panic!("it has ended") };
    assert_eq!((what.as_str(), added, refused), ("all.zip", 2, 3));
    let facts = site.commands.views().log().of_set(site.set, 0, 100).await.unwrap();
    assert_eq!(facts.iter().filter(|fact| fact.correlation.uuid() == job).count(), 4);
    assert!(site.commands.blobs().spooled(job).await.is_err());
}

#[sqlx::test(migrations = "../migrations")]
async fn an_archive_that_is_none_fails_in_words(pool: PgPool) {
    let site = Site::new(pool).await;
    let file = Bytes::from_static(b"hello");
    let before = head(&site).await;
    let job = site
        .commands
        .intake
        .take_archive(caller(BOB), site.set, "a.zip", None, arriving(&file))
        .await
        .unwrap();

    let view = done(&site.commands, job).await;

    assert_eq!((view.state, view.error.as_deref()), (JobState::Failed, Some("this is not a zip archive")));
    assert_eq!(head(&site).await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_worker_that_dies_half_way_adds_nothing_twice(pool: PgPool) {
    let site = Site::new(pool).await;
    let names: Vec<_> = (0..400).map(|number| format!("{number}.png")).collect();
    let entries: Vec<_> = (0..).zip(&names).map(|(number, name)| (name.as_str(), png(number))).collect();
    let file = zip(&entries);
    let caller = caller(BOB);
    let job =
        site.commands.intake.take_archive(caller, site.set, "a.zip", None, arriving(&file)).await.unwrap();

    for already in [5, 100] {
        let worker = worker::start(&site.commands);
        let mut head = site.commands.head();
        while images(&site).await < already {
            head.changed().await.unwrap();
        }
        // Really over before the clock goes on: what it still did would be a sign of life of the time after.
        worker.abort();
        let _ = worker.await;
        until(&site.commands, job, |view| view.state == JobState::Running).await;
        site.clock.advance(std::time::Duration::from_mins(2));
    }
    assert_eq!(
        site.commands.intake.take_archive(caller, site.set, "a.zip", None, arriving(&file)).await.unwrap(),
        job
    );
    let view = done(&site.commands, job).await;

    assert_eq!((view.state, view.attempts), (JobState::Done, 3));
    assert_eq!(view.result.unwrap()["counts"], serde_json::json!({ "added": 400 }));
    assert_eq!(images(&site).await, 1 + 400);
}
