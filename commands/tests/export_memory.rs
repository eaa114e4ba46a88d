//! However many labels there are, an export holds a page of them.

#![expect(clippy::unwrap_used, reason = "tests")]

use commands::{export::ExportOf, jobs::JobState};
use domain::{
    formats::BuiltIn,
    snapshot::Selection,
    testing::{ALICE, BOB},
};
use fixtures::{Site, caller, worker::done};
use sqlx::PgPool;

/// Images with a hundred labels each; `ANNALS_EXPORT_IMAGES=10000` makes a million of it.
fn images() -> i32 {
    std::env::var("ANNALS_EXPORT_IMAGES").map_or(1_000, |images| images.parse().unwrap())
}

const MEBIBYTE: u64 = 1 << 20;

/// What the process has in memory, or had at most, in bytes.
fn memory(what: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(what)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() << 10
}

async fn fill(site: &Site, pool: &PgPool) {
    site.draw(ALICE, 100).await.unwrap();
    sqlx::query(
        "with copies as (
            insert into view_images select gen_random_uuid(), image_set, 'b' || n || '.jpg', sha256(int4send(n)),
                media_type, bytes, width, height, metadata, false, added_by, added_at
            from view_images, generate_series(1, $1) n returning image, image_set
         ), spans as (insert into view_image_spans select image, image_set, 1, null from copies)
         insert into view_annotation_revisions select gen_random_uuid(), c.image, r.image_set, annotation_type,
            n, 1, shape, false, false, author, revised_by, revised_at, valid_from, null
         from view_annotation_revisions r, copies c, generate_series(1, 100) n",
    )
    .bind(images())
    .execute(pool)
    .await
    .unwrap();
    sqlx::query("analyze").execute(pool).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn memory_does_not_grow_with_the_labels(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    fill(&site, &pool).await;
    let export = || {
        let of = ExportOf::Set { set: site.set, position: None, selection: Selection::default() };
        site.commands.exports.request(caller(BOB), of, BuiltIn::Coco.into())
    };
    let before = memory("VmRSS");

    let transfer = export().await.unwrap();
    let view = done(&site.commands, transfer.uuid()).await;

    assert_eq!((view.state, view.progress_done), (JobState::Done, i64::from(2 * (images() + 1))));
    let grown = memory("VmHWM").saturating_sub(before);
    println!("{} bytes of COCO, {grown} bytes of memory", view.result.unwrap()["bytes"]);
    assert!(grown < 64 * MEBIBYTE, "{grown} bytes");
}
