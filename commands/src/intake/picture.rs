//! One picture on its way into a set.

use bytes::Bytes;
use domain::{Digest, Frame, ImageId, ImageSetId, image::Added};

use super::{Intake, Outcome, Uploaded};
use crate::{
    Caller, CommandError,
    blobs::{BlobError, Rendition},
    ids,
    pictures::{FileCalled, Picture, Renditions, Screen},
};

impl Intake {
    /// Takes a picture into a set, under its file's name, which may have folders before it. A bad picture is an outcome,
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
        self.take_hashed(caller, set, &file, digest, bytes).await
    }

    pub(super) async fn take_hashed(
        &self,
        caller: Caller,
        set: ImageSetId,
        file: &FileCalled,
        digest: Digest,
        bytes: Bytes,
    ) -> Result<Uploaded, CommandError> {
        // Told again after the answer was lost, and duplicates, cost no decoding.
        if let Some(known) = self.known(caller, set, file, digest).await? {
            return Ok(known);
        }
        let (picture, renditions) = match self.processor.process(bytes.clone(), digest).await {
            Ok(processed) => processed,
            Err(error) => {
                return Ok(Uploaded::refused(file.shown(), Outcome::from(&error), &error));
            }
        };
        self.keep(digest, bytes, renditions).await.map_err(|error| unavailable(&error))?;
        match self.images.add(caller, added(set, file, &picture)).await {
            Ok(image) => Ok(Uploaded::added(file, image)),
            Err(CommandError::Refused(refused)) if refused.code == "duplicate_image" => {
                let known = self.known(caller, set, file, digest).await?;
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

    async fn keep(&self, digest: Digest, bytes: Bytes, renditions: Renditions) -> Result<(), BlobError> {
        let blobs = &self.blobs;
        blobs.put_digested(digest, bytes).await?;
        blobs.put_rendition(digest, Rendition::Thumbnail, renditions.thumbnail).await?;
        if let Screen::Rendered(screen) = renditions.screen {
            blobs.put_rendition(digest, Rendition::Screen, screen).await?;
        }
        Ok(())
    }
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
pub(super) async fn digest_of(bytes: Bytes) -> Digest {
    let hashing = tokio::task::spawn_blocking(move || Digest::of(&bytes));
    hashing.await.expect("hashing does not panic, and is never aborted")
}

pub(super) fn unavailable(error: &BlobError) -> CommandError {
    tracing::warn!(%error, "the storage failed");
    CommandError::Unavailable { retry_after: std::time::Duration::from_secs(1) }
}
