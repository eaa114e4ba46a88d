//! What a set costs to read depends on the set, however many labels other sets have.

use domain::{ImageSetId, snapshot::Selection};
use projections::{Views, labelling::Cut};
use sqlx::{Executor as _, PgPool, postgres::PgPoolOptions};
use uuid::Uuid;

const IMAGES: i64 = 1_000;
/// Often enough for PostgreSQL to have settled on a plan.
const TIMES: i64 = 7;
const SMALL: ImageSetId = ImageSetId::new(Uuid::from_u128(1));

/// Of a set: images, labels on each of them, and two votes on each label.
const FILL: &str = "
    with image as (
        select md5('image ' || $1 || ' ' || n)::uuid as image, n from generate_series(1, $2) n
    ), images as (
        insert into view_images (image, image_set, name, digest, media_type, bytes, width, height, metadata, removed,
            added_by, added_at)
        select image, lpad($1::text, 32, '0')::uuid, lpad(n::text, 6, '0') || '.jpg', sha256(image::text::bytea), 'image/jpeg',
            1, 640, 480, '{}', false, gen_random_uuid(), now() from image
    ), spans as (
        insert into view_image_spans select image, lpad($1::text, 32, '0')::uuid, 1, null from image
    ), label as (
        select md5(image || ' ' || number)::uuid as annotation, image, number from image, generate_series(1, $3) number
    ), labels as (
        insert into view_annotation_revisions (annotation, image, image_set, annotation_type, number, revision, shape, blurred,
            concealed, author, revised_by, revised_at, valid_from, drawn)
        select annotation, image, lpad($1::text, 32, '0')::uuid, lpad('7', 32, '0')::uuid, number, 1,
            '{\"kind\":\"bounding_box\",\"points\":[[10,20],[30,40]]}', false, false, gen_random_uuid(), gen_random_uuid(), now(), 1,
            true from label
    )
    insert into view_vote_spans
    select annotation, md5(annotation || ' ' || voter)::uuid, image, lpad($1::text, 32, '0')::uuid, 1, true, voter = 1, now(), 1, null
    from label, generate_series(1, 2) voter";

/// Rows of the tables that a set consists of, read from each of them or from their indexes so far.
///
/// A connection counts at its end, at the latest: whoever has read is gone by now, and is waited for.
async fn read(pool: &PgPool) -> Vec<(String, i64)> {
    let others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
    while sqlx::query_scalar::<_, i64>(others).fetch_one(pool).await.unwrap() > 0 {
        tokio::task::yield_now().await;
    }
    sqlx::query_as(
        "select name::text, rows from (
             select relname as name, relname, seq_tup_read as rows from pg_stat_user_tables
             union all select indexrelname, relname, idx_tup_read from pg_stat_user_indexes) read
         where relname in ('view_images', 'view_image_spans', 'view_annotation_revisions', 'view_vote_spans')
         order by name",
    )
    .fetch_all(pool)
    .await
    .unwrap()
}

/// What was read since then.
async fn read_since(before: &[(String, i64)], pool: &PgPool) -> (i64, Vec<(String, i64)>) {
    let since =
        read(pool).await.into_iter().zip(before).map(|((name, rows), before)| (name, rows - before.1));
    let since: Vec<_> = since.filter(|(_, rows)| *rows > 0).collect();
    (since.iter().map(|(_, rows)| rows).sum(), since)
}

/// A small set of images with one label each beside a large one; a pool that has one connection and no other.
async fn filled(pool: &PgPool) -> PgPool {
    let options = (*pool.connect_options()).clone();
    pool.close().await;
    let pool = PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    for table in ["images", "image_spans", "annotation_revisions", "vote_spans"] {
        let alone = format!("alter table view_{table} set (autovacuum_enabled = false)");
        pool.execute(alone.as_str()).await.unwrap();
    }
    for (set, images, labels) in [(1_i32, IMAGES, 1_i32), (2, 500, 100)] {
        sqlx::query(FILL).bind(set).bind(images).bind(labels).execute(&pool).await.unwrap();
    }
    pool.execute("update log_head set position = 1").await.unwrap();
    pool
}

async fn reading_costs_what_the_set_is(pool: &PgPool, knowledge: &str) {
    let cut = || Cut::of(SMALL, 1, &Selection::default());
    // Image, its span, label, two votes.
    let rows = 5 * IMAGES;
    let before = read(pool).await;
    let views = Views::new(pool.clone());
    let content = views.labelled(cut()).await.unwrap().content().await.unwrap();
    assert_eq!((content.images, content.annotations), (IMAGES.unsigned_abs(), IMAGES.unsigned_abs()));
    drop(views);
    let (cost, of) = read_since(&before, pool).await;
    assert!((rows..3 * rows).contains(&cost), "{knowledge}: {cost} rows were read of {rows}: {of:?}");

    let before = read(pool).await;
    let views = Views::new(pool.clone());
    for _ in 0..TIMES {
        assert_eq!(views.images_in(cut()).await.unwrap(), IMAGES.unsigned_abs());
        assert_eq!(views.labels_by_type(cut()).await.unwrap().len(), 1);
    }
    drop(views);
    let (cost, of) = read_since(&before, pool).await;
    // Spans twice, and labels.
    let rows = 3 * IMAGES * TIMES;
    assert!((rows..2 * rows).contains(&cost), "{knowledge}: {cost} rows were counted of {rows}: {of:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_set_is_read_without_reading_others(pool: PgPool) {
    let pool = filled(&pool).await;
    reading_costs_what_the_set_is(&pool, "never analyzed").await;
    pool.execute("analyze").await.unwrap();
    reading_costs_what_the_set_is(&pool, "analyzed").await;
}
