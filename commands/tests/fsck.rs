//! The storage held against the log.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{
    fs::File,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use commands::{Settings, blobs::BlobError, clock::SystemClock, download::Download};
use http::HeaderMap;
use sqlx::PgPool;

const BALL: Bytes = Bytes::from_static(b"a white ball with black patches");

/// Somebody uploads again what nobody has referred to for long, after it was found and before it is deleted.
#[sqlx::test(migrations = "../migrations")]
async fn what_is_stored_again_is_no_orphan_any_more(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let commands = fixtures::start_in(folder.path(), pool, Arc::new(SystemClock), Settings::default());
    let name = commands.blobs().put_bytes(BALL).await.unwrap().digest.to_string();
    let place = folder.path().join("objects").join(&name[..2]).join(&name[2..4]).join(&name);
    let old = SystemTime::from(commands.clock().now()) - Duration::from_hours(48);
    let age = || File::options().write(true).open(&place).unwrap().set_modified(old).unwrap();

    age();
    let found = commands.storage.check().await.unwrap();
    assert_eq!(found.orphans.len(), 1);
    commands.blobs().put_bytes(BALL).await.unwrap();
    assert_eq!(commands.storage.delete_orphans(&found.orphans).await.unwrap(), 0);
    assert!(commands.storage.check().await.unwrap().orphans.is_empty());

    age();
    assert_eq!(commands.storage.delete_orphans(&found.orphans).await.unwrap(), 1);
    assert!(!place.exists());
}

/// Bytes that rotted in the storage are found, and sent to nobody under the digest of what they were.
#[sqlx::test(migrations = "../migrations")]
async fn what_is_damaged_is_found_and_not_served(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let commands =
        fixtures::start_in(folder.path(), pool.clone(), Arc::new(SystemClock), Settings::default());
    let stored = commands.blobs().put_bytes(BALL).await.unwrap().digest;
    sqlx::query(
        "insert into view_transfers (transfer, image_set, state, requested_by, started_at, kept_digest, kept_bytes)
         values (gen_random_uuid(), gen_random_uuid(), '\"Unknown\"', gen_random_uuid(), now(), $1, 31)",
    )
    .bind(stored.bytes().as_slice())
    .execute(&pool)
    .await
    .unwrap();
    let file = Download { place: stored.into(), media_type: "image/png", named: None };
    assert_eq!(commands.blobs().download(file, &HeaderMap::new()).await.unwrap().status(), 200);
    assert_eq!(commands.storage.check_deep().await.unwrap().damaged, []);

    let name = stored.to_string();
    let place = folder.path().join("objects").join(&name[..2]).join(&name[2..4]).join(&name);
    std::fs::write(&place, b"a white ball with black patchez").unwrap();

    let served = commands.blobs().download(file, &HeaderMap::new()).await;
    assert!(matches!(served, Err(BlobError::Damaged(digest)) if digest == stored));
    assert_eq!(commands.storage.check().await.unwrap().damaged, []);
    assert_eq!(commands.storage.check_deep().await.unwrap().damaged, [stored]);
}
