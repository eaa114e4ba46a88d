//! A site whose tables were never analyzed: PostgreSQL then knows nothing of the log but its size.

use domain::image::Image;
use sqlx::{Executor as _, PgPool, postgres::PgPoolOptions};
use uuid::Uuid;

use crate::{
    Log,
    projectors::{read_page, read_streams},
    registry::followers,
};

const STREAMS: i64 = 1_000;
const FACTS: i64 = 100_000;

const FILL: &str = "
    alter table events set (autovacuum_enabled = false);
    insert into events (stream_id, sequence, stream_type, type, version, payload, account, at, command, correlation,
        via, position)
    select lpad(to_hex(n % 1000), 32, '0')::uuid, n / 1000 + 1, 'image', 'ImageDescribed', 1,
        ('{\"ImageDescribed\":{\"metadata\":{\"note\":\"' || repeat('long ', 40) || '\"}}}')::json,
        gen_random_uuid(), now(), gen_random_uuid(), gen_random_uuid(), 'api', n + 1
    from generate_series(0, 99999) n;
    update log_head set position = 100000";

/// Rows that scans of the whole table and of the index of positions have read.
async fn scanned(pool: &PgPool) -> i64 {
    pool.execute("select pg_stat_force_next_flush()").await.unwrap();
    sqlx::query_scalar(
        "select t.seq_tup_read + i.idx_tup_read from pg_stat_user_tables t, pg_stat_user_indexes i
         where t.relname = 'events' and i.indexrelname = 'events_position_key'",
    )
    .fetch_one(pool)
    .await
    .unwrap()
}

/// Of one connection, by which statistics are counted.
async fn filled(pool: &PgPool) -> PgPool {
    let options = (*pool.connect_options()).clone();
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    pool.execute(FILL).await.unwrap();
    pool
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stream_is_read_without_reading_the_log(pool: PgPool) {
    let pool = filled(&pool).await;
    let before = scanned(&pool).await;

    // Often enough for PostgreSQL to have settled on a plan.
    for n in 0..8 {
        let log = Log::new(pool.clone());
        let folded = log.fold::<Image>(Uuid::from_u128(n), i64::MAX).await.unwrap();
        assert_eq!(folded.sequence, FACTS / STREAMS);
        let half = log.of_stream(Uuid::from_u128(n), FACTS / 2).await.unwrap();
        assert_eq!(half.len(), 50);
    }
    assert_eq!(scanned(&pool).await - before, 0);

    let page = read_page(FACTS - 100, i64::MAX, 100, &mut pool.acquire().await.unwrap()).await.unwrap();
    let before = scanned(&pool).await;
    for _ in 0..8 {
        let (mut read, mut connection) = (0, pool.acquire().await.unwrap());
        let note = |_: &_| {
            read += 1;
            Ok(())
        };
        read_streams(page.iter().collect(), &mut connection, note).await.unwrap();
        assert_eq!(read, 100 * 99);
    }
    assert_eq!(scanned(&pool).await - before, 0);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_log_is_read_once_for_all_views(pool: PgPool) {
    let pool = filled(&pool).await;
    let mut followers = followers();
    for follower in &followers {
        sqlx::query("insert into view_checkpoints values ($1, $2, $3, 'following')")
            .bind(follower.name())
            .bind(follower.version())
            .bind(FACTS - 500)
            .execute(&pool)
            .await
            .unwrap();
    }
    let before = scanned(&pool).await;
    for follower in &mut followers {
        assert_eq!(follower.catch_up(&pool).await.unwrap(), FACTS);
    }
    assert_eq!(scanned(&pool).await - before, 500);
}
