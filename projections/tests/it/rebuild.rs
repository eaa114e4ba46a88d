//! Inline tables, a rebuild, and a fold of the log are the same.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use domain::ImageId;
use projections::{
    Views,
    inline::{InlineProjector, InlineRows as _, Rows},
    rebuild::{RebuildError, rebuild},
    registry,
};
use sqlx::PgPool;

use crate::{
    together::{followers, project_all},
    world::{World, append, append_with_views, id},
};

/// Every row of every table of a view, as text.
async fn contents(tables: &[&str], pool: &PgPool) -> Vec<String> {
    let mut all = vec![];
    for table in tables {
        let rows: Vec<String> =
            sqlx::query_scalar(&format!("select '{table} ' || t::text from {table} t order by 1"))
                .fetch_all(pool)
                .await
                .unwrap();
        all.extend(rows);
    }
    all
}

/// Written as the append does, in batches of this many facts.
async fn lived(seed: u64, commands: usize, batch: usize, pool: &PgPool) -> World {
    let mut world = World::new(seed);
    world.live(commands);
    let mut projector = InlineProjector::remembering(i64::MAX);
    for facts in world.log.chunks(batch) {
        append_with_views(facts, &mut projector, pool).await;
    }
    world
}

async fn rebuilt(pool: &PgPool) {
    let before = contents(Rows::TABLES, pool).await;
    let report = rebuild(pool, registry::INLINE, |_| {}).await.unwrap();
    assert_eq!(report.differences.into_iter().collect::<Vec<_>>(), []);
    assert_eq!(contents(Rows::TABLES, pool).await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn inline_tables_are_what_a_rebuild_makes(pool: PgPool) {
    lived(1, 3000, 1, &pool).await;
    rebuilt(&pool).await;
    rebuilt(&pool).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn how_facts_were_batched_makes_no_difference(pool: PgPool) {
    lived(2, 3000, 7, &pool).await;
    rebuilt(&pool).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn inline_tables_are_what_a_fold_of_the_log_says(pool: PgPool) {
    let world = lived(3, 3000, 5, &pool).await;
    let views = Views::new(pool);
    let by = domain::AccountId::new(id(1, 0));
    for (image, (state, _)) in &world.images {
        let Some(picture) = state.picture() else { continue };
        let found = views.annotations_on(ImageId::new(*image), by).await.unwrap();
        let mut expected: Vec<_> = picture.live_annotations().collect();
        expected.sort_by_key(|(_, label)| label.number);
        assert_eq!(found.len(), expected.len());
        for (line, (id, label)) in found.iter().zip(expected) {
            assert_eq!((line.annotation, line.revision), (id.uuid(), label.revision.cast_signed()));
            assert_eq!(line.shape.0, label.shape);
            let votes = views.votes_on(id).await.unwrap();
            assert_eq!(votes.len(), label.votes.len());
            for vote in votes {
                let verdict = label.votes[&vote.account.into()];
                assert_eq!(vote.accepts, verdict == domain::image::Verdict::Accept);
            }
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_somebody_changed_by_hand_is_found_and_put_right(pool: PgPool) {
    lived(4, 1000, 50, &pool).await;
    let before = contents(Rows::TABLES, &pool).await;
    for sql in [
        "update view_images set name = 'other' where image = (select min(image::text)::uuid from view_images)",
        "delete from view_vote_spans where valid_from = (select max(valid_from) from view_vote_spans)",
        "insert into view_accounts select gen_random_uuid(), status, staff, registered_at from view_accounts limit 1",
    ] {
        sqlx::query(sql).execute(&pool).await.unwrap();
    }
    let report = rebuild(&pool, registry::INLINE, |_| {}).await.unwrap();
    let found: Vec<_> = report.differences.into_iter().collect();
    assert_eq!(found, [("view_accounts", 1), ("view_images", 1), ("view_vote_spans", 1)]);
    assert_eq!(contents(Rows::TABLES, &pool).await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn following_views_are_rebuilt_too(pool: PgPool) {
    let mut world = World::new(5);
    world.live(3000);
    append(&world.log, &mut pool.acquire().await.unwrap()).await;
    for follower in &mut followers(&pool).await {
        project_all(&mut **follower, &pool).await;
    }
    let tables = ["view_points", "view_set_statistics", "view_set_progress", "view_acts", "view_last_acts"];
    let before = contents(&tables, &pool).await;
    assert!(before.len() > 10);
    for view in registry::following_views() {
        let report = rebuild(&pool, view, |_| {}).await.unwrap();
        assert!(report.differences.is_empty(), "{report:?}");
        assert_eq!(report.events, i64::try_from(world.log.len()).unwrap());
    }
    assert_eq!(contents(&tables, &pool).await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_view_of_another_version_is_rebuilt_before_it_is_followed(pool: PgPool) {
    let mut world = World::new(6);
    world.live(500);
    append(&world.log, &mut pool.acquire().await.unwrap()).await;
    sqlx::query("insert into view_checkpoints values ('points', 0, 3, 'following')")
        .execute(&pool)
        .await
        .unwrap();
    sqlx::query("insert into view_points values ($1, '2000-01-01', 9)")
        .bind(id(1, 0))
        .execute(&pool)
        .await
        .unwrap();
    let mut points = registry::followers().swap_remove(0);
    project_all(&mut *points, &pool).await;
    let found: (i32, i64) =
        sqlx::query_as("select version, position from view_checkpoints where name = 'points'")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(found, (points.version(), i64::try_from(world.log.len()).unwrap()));
    let wrong: i64 = sqlx::query_scalar("select count(*) from view_points where points = 9")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(wrong, 0);
}

/// Prepared statements of readers and writers, on other connections, live through the switch.
#[sqlx::test(migrations = "../migrations")]
async fn people_keep_working_while_a_view_is_rebuilt(pool: PgPool) {
    let mut world = World::new(7);
    world.live(4000);
    let start = world.log.len();
    let mut projector = InlineProjector::remembering(i64::MAX);
    for facts in world.log.chunks(100) {
        append_with_views(facts, &mut projector, &pool).await;
    }
    let done = AtomicBool::new(false);
    let working = async {
        let (mut written, mut longest) = (start, Duration::ZERO);
        while !done.load(Ordering::Relaxed) {
            world.live(20);
            let begun = Instant::now();
            append_with_views(&world.log[written..], &mut projector, &pool).await;
            longest = longest.max(begun.elapsed());
            written = world.log.len();
        }
        longest
    };
    let reading = async {
        let views = Views::new(pool.clone());
        let (image, by) = (ImageId::new(id(5, 1)), domain::AccountId::new(id(1, 0)));
        let mut seen = 0;
        while !done.load(Ordering::Relaxed) {
            assert!(views.image(image).await.unwrap().is_some());
            let labels = views.annotations_on_as_of(image, by, i64::try_from(start).unwrap()).await.unwrap();
            assert!(seen == 0 || labels.len() == seen);
            seen = labels.len();
        }
    };
    let rebuilding = async {
        for _ in 0..5 {
            let report = rebuild(&pool, registry::INLINE, |_| {}).await.unwrap();
            assert!(report.differences.is_empty(), "{report:?}");
        }
        done.store(true, Ordering::Relaxed);
    };
    let (longest, (), ()) = futures::join!(working, reading, rebuilding);
    assert!(longest < Duration::from_secs(2), "{longest:?}");
    rebuilt(&pool).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_view_is_rebuilt_by_one_at_a_time(pool: PgPool) {
    lived(8, 200, 50, &pool).await;
    let (one, two) =
        futures::join!(rebuild(&pool, registry::INLINE, |_| {}), rebuild(&pool, registry::INLINE, |_| {}));
    let refused = [one, two].into_iter().filter(|r| matches!(r, Err(RebuildError::Running))).count();
    assert_eq!(refused, 1);
    rebuilt(&pool).await;
}
