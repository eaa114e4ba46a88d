//! A bulk change whose worker dies in the middle.

use std::time::Duration;

use commands::{DrawAnnotation, bulk_change::BulkAction};
use domain::{
    AnnotationId, CorrelationId, Fact, ImageId, Shape, ShapeKind,
    filter::{Filter, LabelCondition, Limit},
    image::Event,
    testing::{ALICE, BOB},
};
use fixtures::{
    Site,
    bulk::{by_bob, done, order},
    caller, fresh, start, worker,
};
use futures::future::join_all;
use sqlx::PgPool;
use uuid::Uuid;

/// More than go into the log at once.
const LABELS: usize = 1_200;

/// So many labels of Bob's on three images.
async fn many(site: &Site) -> Vec<ImageId> {
    let mut images = vec![];
    for title in ["0.jpg", "1.jpg", "2.jpg"] {
        images.push(site.add_image(title).await.unwrap());
    }
    let draws = (0..LABELS).map(async |n| {
        let (x, y) =
            (f64::from(u32::try_from(n / 3 % 20).unwrap()), f64::from(u32::try_from(n / 60).unwrap()));
        let corners = [[x * 30.0, y * 22.0], [x * 30.0 + 20.0, y * 22.0 + 20.0]];
        let draw = DrawAnnotation::plain(
            AnnotationId::new(fresh()),
            site.ball,
            Shape::from_pixels(ShapeKind::BoundingBox, &corners).unwrap(),
        );
        site.commands.labels.draw(caller(BOB), images[n % 3], draw).await.unwrap();
    });
    join_all(draws).await;
    images
}

/// Lets a worker begin, and kills it when something has been written.
async fn begin_and_kill(site: &Site) {
    let mut head = site.commands.head();
    head.mark_unchanged();
    let worker = worker::start(&site.commands);
    head.changed().await.unwrap();
    worker.abort();
    let _ = worker.await;
}

async fn facts_of(site: &Site, images: &[ImageId], correlation: Uuid) -> Vec<Event> {
    let ids: Vec<_> = images.iter().map(|image| image.uuid()).collect();
    let facts = site.commands.views().log().of_streams(&ids).await.unwrap();
    let ours = facts.into_iter().filter(|fact| fact.correlation.uuid() == correlation);
    let events = ours.map(|fact| match fact.fact {
        Fact::Image(_, event) => event,
        other => panic!("{other:?} is not an image's"),
    });
    events.collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_job_whose_worker_is_killed_goes_on_and_does_nothing_twice(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let images = many(&site).await;
    let later = || {
        site.clock.advance(Duration::from_mins(2));
        start(pool.clone(), site.clock.clone())
    };

    let job = order(&site, ALICE, &by_bob(), BulkAction::Delete).await;
    begin_and_kill(&site).await;
    let half = facts_of(&site, &images, job).await.len();
    assert!((1..LABELS).contains(&half), "killed in the middle, not after {half}");
    let report = done(&later(), job).await;
    assert_eq!((report.done, report.refused()), (LABELS as u64, 0));
    let facts = facts_of(&site, &images, job).await;
    assert_eq!(facts.len(), LABELS, "each label once");

    let undo = site.commands.undos.request(caller(ALICE), CorrelationId::new(job)).await.unwrap();
    begin_and_kill(&site).await;
    let half = facts_of(&site, &images, undo).await.len();
    assert!((1..LABELS).contains(&half), "killed in the middle, not after {half}");
    let report = done(&later(), undo).await;
    assert_eq!((report.done, report.refused()), (LABELS as u64, 0));
    assert_eq!(facts_of(&site, &images, undo).await.len(), LABELS);
    let revisions = [Limit::Least(1), Limit::Most(1)].map(LabelCondition::Revisions);
    let all = revisions.into_iter().chain([LabelCondition::Author(BOB)]).collect::<Filter<_>>();
    assert_eq!(
        site.commands.views().count_labels(site.set, &all).await.unwrap(),
        i64::try_from(LABELS).unwrap()
    );
}
