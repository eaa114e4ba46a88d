//! The storage held against the log.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod site;

use std::{
    fs::File,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use commands::{
    Parts, Settings,
    blobs::{Blobs, BlobsConfig},
    clock::SystemClock,
    desk::Passwords,
    pictures::ImageProcessor,
};
use sqlx::PgPool;
use tokio_util::task::TaskTracker;

const BALL: Bytes = Bytes::from_static(b"a white ball with black patches");

/// Somebody uploads again what nobody has referred to for long, after it was found and before it is deleted.
#[sqlx::test(migrations = "../migrations")]
async fn what_is_stored_again_is_no_orphan_any_more(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let commands = commands::start(Parts {
        reading: pool.clone(),
        pool,
        clock: Arc::new(SystemClock),
        tasks: TaskTracker::new(),
        blobs: Blobs::open(&BlobsConfig::Folder { path: folder.path().to_owned() }).unwrap(),
        processor: ImageProcessor::default(),
        passwords: Passwords::with_cost(8, 1, 1),
        settings: Settings::default(),
    });
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
