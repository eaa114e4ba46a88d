//! What is measured of views, as a monitoring system sees it.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use sqlx::PgPool;

use crate::{
    following::{Running, write},
    world::World,
};

const GLANCE: Duration = Duration::from_millis(20);

/// The gauges of this thread.
#[derive(Default)]
struct Gauges(Mutex<HashMap<String, Arc<AtomicU64>>>);

impl Gauges {
    fn of_points(&self, name: &str) -> Option<f64> {
        let gauges = self.0.lock().unwrap();
        gauges.get(&format!("{name} points")).map(|bits| f64::from_bits(bits.load(Ordering::Relaxed)))
    }
}

impl Recorder for Gauges {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::noop()
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        let labels: Vec<_> = key.labels().map(metrics::Label::value).collect();
        let name = format!("{} {}", key.name(), labels.join(" "));
        Gauge::from_arc(self.0.lock().unwrap().entry(name).or_default().clone())
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

/// Nobody looks at a page, and no follower tells anything.
#[sqlx::test(migrations = "../migrations")]
async fn a_view_that_stands_still_is_seen_to_and_seen_to_go_on(pool: PgPool) {
    let gauges = Gauges::default();
    let _recorder = metrics::set_default_local_recorder(&gauges);
    let mut world = World::new(11);
    world.live(100);
    let head = write(&world, 0, &pool).await;
    let damage =
        "alter table events disable trigger user; create table kept as select payload::text from events
                  where position = 1; update events set payload = '{\"Unheard\":{}}' where position = 1";
    sqlx::raw_sql(damage).execute(&pool).await.unwrap();
    let running = Running::start(&pool);
    #[expect(clippy::cast_precision_loss, reason = "small")]
    let behind = Some(head as f64);
    let seen = || (gauges.of_points("annals_projection_stopped"), gauges.of_points("annals_projection_lag"));
    while seen() != (Some(1.0), behind) {
        tokio::time::sleep(GLANCE).await;
    }
    sqlx::raw_sql("update events set payload = (select payload::json from kept) where position = 1")
        .execute(&pool)
        .await
        .unwrap();
    assert!(running.following.restart("points").await.unwrap());
    while seen() != (Some(0.0), Some(0.0)) {
        tokio::time::sleep(GLANCE).await;
    }
    running.stop().await;
}
