//! The same promises, kept by a folder and by an S3-compatible service.

mod promises;
mod s3;

use std::path::Path;

use bytes::Bytes;
use futures::TryStreamExt;

use super::{Blobs, BlobsConfig};

fn folder(path: &Path) -> Blobs {
    Blobs::open(&BlobsConfig::Folder { path: path.to_owned() }).unwrap()
}

async fn everything(blobs: &Blobs) -> Vec<String> {
    let listed: Vec<_> = blobs.list().try_collect().await.unwrap();
    let mut paths: Vec<_> = listed.into_iter().map(|listed| listed.path).collect();
    paths.sort();
    paths
}

/// More than is held in memory, in uneven chunks.
fn large() -> Vec<Bytes> {
    (0..150_u8).map(|n| Bytes::from(vec![n; 70_001])).collect()
}

#[tokio::test]
async fn a_folder_keeps_the_promises() {
    let home = tempfile::tempdir().unwrap();
    promises::all(&folder(&home.path().join("new/objects"))).await;
}

#[tokio::test]
async fn a_folder_holds_nothing_but_whole_objects() {
    let home = tempfile::tempdir().unwrap();
    let blobs = folder(home.path());
    let digest = blobs.put_bytes(Bytes::from_static(b"ball")).await.unwrap().digest.to_string();
    let place = home.path().join("objects").join(&digest[..2]).join(&digest[2..4]).join(&digest);
    assert_eq!(std::fs::read(&place).unwrap(), b"ball");

    // A disk that lost half of it: the next upload mends it.
    std::fs::write(&place, b"ba").unwrap();
    blobs.put_bytes(Bytes::from_static(b"ball")).await.unwrap();
    assert_eq!(std::fs::read(&place).unwrap(), b"ball");

    std::fs::write(home.path().join("objects/notes.txt"), b"mine").unwrap();
    let strange: Vec<_> = blobs
        .list()
        .try_filter(|listed| std::future::ready(listed.place.is_none()))
        .try_collect()
        .await
        .unwrap();
    assert_eq!(strange.len(), 1);
    assert_eq!(strange[0].path, "objects/notes.txt");
}

#[test]
fn a_secret_is_not_printed() {
    let config = BlobsConfig::S3 {
        bucket: "annals".into(),
        endpoint: None,
        region: "eu-central-1".into(),
        key_id: "key".into(),
        secret: "hunter2".into(),
        allow_http: false,
    };
    assert!(!format!("{config:?}").contains("hunter2"));
}
