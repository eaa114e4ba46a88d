//! One picture on its way into a set.

use bytes::Bytes;
use domain::{Digest, Frame, ImageId, ImageSetId, image::Added};
use futures::future::join_all;

use super::{Intake, Outcome, Uploaded};
use crate::{
    Caller, CommandError,
    blobs::BlobError,
    effort, ids,
    pictures::{FileCalled, Picture, Renditions},
};

impl Intake {
    /// Takes a picture into a set, under its file's name, which may have folders before it, with `/` behind each. A bad picture is an outcome,
    /// not an error; the same command again has no further effect and the same outcome.
    pub async fn take_image(
        &self,
        caller: Caller,
        set: ImageSetId,
        file_name: &str,
        bytes: Bytes,
    ) -> Result<Uploaded, CommandError> {
        let digest = digest_of(bytes.clone()).await;
        self.take_digested(caller, set, file_name, digest, bytes).await
    }

    pub(super) async fn take_digested(
        &self,
        caller: Caller,
        set: ImageSetId,
        file_name: &str,
        digest: Digest,
        bytes: Bytes,
    ) -> Result<Uploaded, CommandError> {
        self.images.may_add(caller, set).await?;
        let file = match FileCalled::of(file_name) {
            Ok(file) => file,
            Err(error) => return Ok(Uploaded::refused(file_name, Outcome::BadName, &error)),
        };
        self.take_hashed(caller, set, file, digest, bytes).await
    }

    async fn take_hashed(
        &self,
        caller: Caller,
        set: ImageSetId,
        file: FileCalled,
        digest: Digest,
        bytes: Bytes,
    ) -> Result<Uploaded, CommandError> {
        let ready = match self.prepare(caller, set, file, digest, bytes).await? {
            Prepared::Told(told) => return Ok(told),
            Prepared::Ready(ready) => ready,
        };
        let added = self.images.add(caller, ready.added.clone()).await;
        self.told(&ready, added).await
    }

    /// All that comes before the fact: the picture is judged and its bytes are kept.
    pub(super) async fn prepare(
        &self,
        caller: Caller,
        set: ImageSetId,
        file: FileCalled,
        digest: Digest,
        bytes: Bytes,
    ) -> Result<Prepared, CommandError> {
        // Told again after the answer was lost, and duplicates, cost no more.
        if let Some(known) = self.known(caller, set, &file, digest).await? {
            return Ok(Prepared::Told(known));
        }
        let (picture, renditions) = match self.processor.judge(bytes.clone(), digest).await {
            Ok(judged) => judged,
            Err(error) => {
                let refused = Uploaded::refused(file.shown(), Outcome::from(&error), &error);
                return Ok(Prepared::Told(refused));
            }
        };
        self.keep(digest, bytes, renditions).await.map_err(|error| unavailable(&error))?;
        let added = added(set, &file, &picture);
        Ok(Prepared::Ready(Box::new(Ready { caller, file, added })))
    }

    /// Adds what is ready, in this order in the log; no two are the same picture. Says what became of each.
    pub(super) async fn add_in_order(
        &self,
        caller: Caller,
        set: ImageSetId,
        ready: &[&Ready],
    ) -> Result<Vec<Result<Uploaded, CommandError>>, CommandError> {
        if ready.is_empty() {
            return Ok(vec![]);
        }
        let added = ready.iter().map(|ready| (ready.caller, ready.added.clone())).collect();
        let added = self.images.add_in_order(caller, set, added).await?;
        let told = ready.iter().zip(added).map(|(ready, added)| self.told(ready, added));
        Ok(join_all(told).await)
    }

    /// Of equal pictures the first is the image.
    async fn told(
        &self,
        Ready { caller, file, added: picture }: &Ready,
        added: Result<ImageId, CommandError>,
    ) -> Result<Uploaded, CommandError> {
        match added {
            Ok(image) => Ok(Uploaded::added(file, image)),
            Err(CommandError::Refused(refused)) if refused.code == "duplicate_image" => {
                let known = self.known(*caller, picture.image_set, file, picture.digest).await?;
                Ok(known.unwrap_or_else(|| Uploaded::duplicate(file, None)))
            }
            Err(error) => Err(error),
        }
    }

    /// What is to be said if the set has these bytes.
    pub(super) async fn known(
        &self,
        caller: Caller,
        set: ImageSetId,
        file: &FileCalled,
        digest: Digest,
    ) -> Result<Option<Uploaded>, CommandError> {
        let ours = ids::derive(caller.command, b"image");
        let Some(image) = self.views.image_with_digest(set, digest).await? else { return Ok(None) };
        let id = ImageId::new(image);
        if image == ours {
            return Ok(Some(Uploaded::added(file, id)));
        }
        let line = self.views.image(id).await?;
        let name = line.map(|line| if line.path.is_empty() { line.name } else { line.path });
        Ok(Some(Uploaded::duplicate(file, name.map(|name| (id, name)))))
    }

    async fn keep(
        &self,
        digest: Digest,
        bytes: Bytes,
        renditions: Option<Renditions>,
    ) -> Result<(), BlobError> {
        self.blobs.put_digested(digest, bytes).await?;
        match renditions {
            Some(renditions) => self.blobs.put_renditions(digest, renditions).await,
            None => Ok(()),
        }
    }
}

/// What came of looking at a file.
pub(super) enum Prepared {
    /// There is nothing more to do.
    Told(Uploaded),
    Ready(Box<Ready>),
}

/// A picture of which only the log does not know yet.
pub(super) struct Ready {
    pub caller: Caller,
    file: FileCalled,
    pub added: Added,
}

fn added(set: ImageSetId, file: &FileCalled, picture: &Picture) -> Added {
    Added {
        image_set: set,
        name: file.name.clone(),
        path: file.path.clone(),
        digest: picture.digest,
        media_type: picture.media_type.to_string(),
        bytes: picture.bytes,
        frame: Frame { width: picture.width, height: picture.height },
    }
}

/// Hashing tens of megabytes is no work for the threads that serve people.
pub(crate) async fn digest_of(bytes: Bytes) -> Digest {
    let hashing = effort::blocking(move || Digest::of(&bytes));
    hashing.await.expect("hashing does not panic, and is never aborted")
}

pub(super) fn unavailable(error: &BlobError) -> CommandError {
    tracing::warn!(%error, "the storage failed");
    CommandError::Unavailable { retry_after: std::time::Duration::from_secs(1) }
}
