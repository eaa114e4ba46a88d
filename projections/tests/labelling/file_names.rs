//! What it costs to know what an image's file is called.

use domain::snapshot::Selection;
use projections::{Views, labelling::Cut};
use sqlx::{Executor as _, PgPool, postgres::PgPoolOptions};

use crate::SET;

/// Images that all want one name, half of them with another ending, in a set beside others of the same names.
const FILL: &str = "insert into view_images (image, image_set, name, digest, media_type, bytes, width, height, metadata, removed, added_by,
        added_at, sort_key, added_position, file_key, stem_key)
    select gen_random_uuid(), case n % 5 when 0 then $1::uuid else lpad(to_hex(n % 5), 32, '0')::uuid end, 'a.png',
        sha256(int4send(n)), 'image/png', 1, 1, 1, '{}', false, gen_random_uuid(), now(), 'a' || lpad(n::text, 6, '0'),
        n, n % 2, 7
    from generate_series(1, 10000) n";

const READ: &str =
    "select sum(seq_tup_read)::bigint + (select sum(idx_tup_read)::bigint from pg_stat_user_indexes
         where relname = 'view_images') from pg_stat_user_tables where relname = 'view_images'";

const IMAGES: i64 = 2_000;

async fn read(pool: &PgPool) -> i64 {
    pool.execute("select pg_stat_force_next_flush()").await.unwrap();
    sqlx::query_scalar(READ).fetch_one(pool).await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_file_name_is_known_without_reading_the_set(pool: PgPool) {
    // Of one connection, by which statistics are counted.
    let options = (*pool.connect_options()).clone();
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    pool.execute("alter table view_images set (autovacuum_enabled = false)").await.unwrap();
    sqlx::query(FILL).bind(SET.uuid()).execute(&pool).await.unwrap();
    pool.execute("insert into view_image_spans select image, image_set, 1, null from view_images")
        .await
        .unwrap();
    pool.execute("update log_head set position = 10").await.unwrap();
    let before = read(&pool).await;

    let views = Views::new(pool.clone());
    let mut reader = views.labelled(Cut::of(SET, i64::MAX, &Selection::default())).await.unwrap();
    let (mut images, mut plain) = (0, 0);
    while let Some(labelled) = reader.next().await.unwrap() {
        let same = labelled.image.same_file_name;
        images += 1;
        plain += i32::from(!same.whole) + i32::from(!same.stem);
    }

    assert_eq!((images, plain), (IMAGES, 3), "the first of each name, and of all");
    let rows = read(&pool).await - before;
    assert!(rows < 6 * IMAGES, "{rows} rows were read for {IMAGES} images");
}
