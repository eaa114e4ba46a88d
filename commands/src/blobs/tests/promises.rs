//! What every storage must do.

use std::{convert::Infallible, io};

use bytes::Bytes;
use domain::Digest;
use futures::{TryStreamExt, stream};
use uuid::Uuid;

use super::{super::*, everything, large};

const BALL: Bytes = Bytes::from_static(b"a white ball with black patches");

pub async fn all(blobs: &Blobs) {
    blobs.check().await.unwrap();
    stores_once_and_reads_back(blobs).await;
    streams_what_is_large(blobs).await;
    leaves_nothing_behind(blobs).await;
    keeps_renditions(blobs).await;
    forgets(blobs).await;
    belongs_to_one_installation(blobs).await;
}

async fn collect(blob: Blob) -> Vec<u8> {
    blob.chunks.try_collect::<Vec<_>>().await.unwrap().concat()
}

async fn stores_once_and_reads_back(blobs: &Blobs) {
    let digest = Digest::of(&BALL);
    assert!(blobs.head(digest).await.unwrap_err().is_not_found());
    assert!(blobs.get(digest, None).await.err().unwrap().is_not_found());

    let twice = futures::future::join_all((0..4).map(|_| blobs.put_bytes(BALL))).await;
    for stored in twice {
        assert_eq!(stored.unwrap(), StoredObject { digest, bytes: 31 });
    }
    assert_eq!(everything(blobs).await.len(), 1);
    assert_eq!(blobs.head(digest).await.unwrap().bytes, 31);
    assert_eq!(collect(blobs.get(digest, None).await.unwrap()).await, BALL);

    let part = blobs.get(digest, Some(2..7)).await.unwrap();
    assert_eq!((part.bytes, part.range.clone()), (31, 2..7));
    assert_eq!(collect(part).await, b"white");
    let tail = blobs.get(digest, Some(24..1000)).await.unwrap();
    assert_eq!(tail.range, 24..31);
    assert_eq!(collect(tail).await, b"patches");
    let beyond = blobs.get(digest, Some(31..40)).await;
    assert!(matches!(beyond, Err(BlobError::NoSuchRange { size: 31, .. })));

    assert_eq!(blobs.read(digest, 31).await.unwrap(), BALL);
    assert!(matches!(blobs.read(digest, 30).await, Err(BlobError::TooLarge { limit: 30 })));
}

async fn streams_what_is_large(blobs: &Blobs) {
    let bytes = large().concat();
    let chunks = || stream::iter(large().into_iter().map(Ok::<_, Infallible>));
    let first = blobs.put(chunks(), bytes.len() as u64).await.unwrap();
    let second = blobs.put(chunks(), u64::MAX).await.unwrap();
    assert_eq!(first, StoredObject { digest: Digest::of(&bytes), bytes: bytes.len() as u64 });
    assert_eq!(first, second);
    assert!(collect(blobs.get(first.digest, None).await.unwrap()).await == bytes);
    assert_eq!(everything(blobs).await.len(), 2);
}

async fn leaves_nothing_behind(blobs: &Blobs) {
    let before = everything(blobs).await;
    let chunks = || stream::iter(large().into_iter().map(Ok::<_, io::Error>));
    for limit in [100, 10_000_000] {
        let error = blobs.put(chunks(), limit).await.unwrap_err();
        assert!(matches!(error, BlobError::TooLarge { limit: told } if told == limit));
    }
    for whole in [1, 140] {
        let mut chunks: Vec<_> = large().into_iter().take(whole).map(Ok).collect();
        chunks.push(Err(io::Error::other("the line went dead")));
        let error = blobs.put(stream::iter(chunks), u64::MAX).await.unwrap_err();
        assert_eq!(error.to_string(), "the bytes could not be read: the line went dead");
    }
    assert_eq!(everything(blobs).await, before);
    let later = chrono::DateTime::from_timestamp(1 << 33, 0).unwrap();
    assert_eq!(blobs.sweep(later).await.unwrap(), 0);
}

async fn keeps_renditions(blobs: &Blobs) {
    let image = Digest::of(&BALL);
    let place = ObjectKey::Rendition(image, Rendition::Thumbnail);
    assert!(blobs.head(place).await.unwrap_err().is_not_found());
    blobs.put_rendition(image, Rendition::Thumbnail, Bytes::from_static(b"small")).await.unwrap();
    blobs.put_rendition(image, Rendition::Thumbnail, Bytes::from_static(b"smaller")).await.unwrap();
    assert_eq!(blobs.read(place, 100).await.unwrap(), "smaller");
    let listed: Vec<_> = blobs.list().try_collect().await.unwrap();
    assert!(listed.iter().any(|listed| listed.place == Some(place) && listed.bytes == 7));
    assert!(listed.iter().all(|listed| listed.place.is_some()));
}

async fn forgets(blobs: &Blobs) {
    let digest = Digest::of(&BALL);
    blobs.delete(digest).await.unwrap();
    blobs.delete(digest).await.unwrap();
    assert!(blobs.head(digest).await.unwrap_err().is_not_found());
    assert_eq!(blobs.read(ObjectKey::Rendition(digest, Rendition::Thumbnail), 100).await.unwrap(), "smaller");
}

async fn belongs_to_one_installation(blobs: &Blobs) {
    let [ours, theirs] = [1, 2].map(Uuid::from_u128);
    blobs.claim(ours).await.unwrap();
    blobs.claim(ours).await.unwrap();
    assert!(matches!(blobs.claim(theirs).await, Err(BlobError::Foreign(found)) if found == ours.to_string()));
    blobs.check().await.unwrap();
}
