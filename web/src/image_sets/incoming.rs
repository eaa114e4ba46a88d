//! The files of a plain upload form, one after the other, none of them whole in memory but images.

use axum::extract::{FromRequest, Multipart, Request, multipart::Field};
use bytes::{Bytes, BytesMut};
use commands::{
    Caller, Commands, ids,
    intake::{Outcome, Uploaded},
};
use domain::{CommandId, ImageSetId};
use projections::Via;
use tokio::io::AsyncWriteExt as _;

use crate::{WebError, viewer::Viewer};

/// The request's parts, not read yet.
pub struct Incoming(pub Multipart);

impl FromRequest<Commands> for Incoming {
    type Rejection = WebError;

    async fn from_request(request: Request, commands: &Commands) -> Result<Self, WebError> {
        let parts = Multipart::from_request(request, commands).await;
        parts.map(Self).map_err(|_| WebError::Unreadable)
    }
}

/// Takes every file into the set and says of each what became of it.
pub async fn take(
    commands: &Commands,
    viewer: &Viewer,
    set: ImageSetId,
    mut parts: Multipart,
) -> Result<Vec<Uploaded>, WebError> {
    let (mut uploaded, limits) = (Vec::new(), commands.settings().limits);
    while let Some(part) = parts.next_field().await.map_err(|_| WebError::Unreadable)? {
        let Some(name) = part.file_name().filter(|name| !name.is_empty()).map(ToOwned::to_owned) else {
            continue;
        };
        if uploaded.len() >= limits.upload_parts as usize {
            return Err(WebError::TooLarge);
        }
        let command = CommandId::new(ids::mint(commands.clock().now()));
        let caller = Caller::new(viewer.account, Via::Page, command);
        let is_archive = name.to_ascii_lowercase().ends_with(".zip");
        uploaded.push(if is_archive {
            archive(commands, caller, set, &name, part).await?
        } else {
            image(commands, caller, set, &name, part).await?
        });
    }
    Ok(uploaded)
}

async fn image(
    commands: &Commands,
    caller: Caller,
    set: ImageSetId,
    name: &str,
    part: Field<'_>,
) -> Result<Uploaded, WebError> {
    let most = commands.settings().limits.image_bytes;
    match whole(part, most).await? {
        Some(bytes) => Ok(commands.upload_image(caller, set, name, bytes).await?),
        None => Ok(Uploaded {
            name: name.to_owned(),
            outcome: Outcome::TooLarge,
            detail: format!("an image has at most {} MiB", most >> 20),
            image: None,
        }),
    }
}

/// `None` when it is larger than allowed; the rest is read and forgotten.
async fn whole(mut part: Field<'_>, most: u64) -> Result<Option<Bytes>, WebError> {
    let (mut bytes, mut size) = (BytesMut::new(), 0);
    while let Some(chunk) = part.chunk().await.map_err(|_| WebError::Unreadable)? {
        size += chunk.len() as u64;
        if size <= most {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok((size <= most).then(|| bytes.freeze()))
}

/// An archive waits in a file until its job begins.
async fn archive(
    commands: &Commands,
    caller: Caller,
    set: ImageSetId,
    name: &str,
    mut part: Field<'_>,
) -> Result<Uploaded, WebError> {
    let broken = |error: std::io::Error| {
        tracing::error!(%error, "an archive could not be kept");
        WebError::Unavailable { retry_after: 5 }
    };
    let file = tempfile::NamedTempFile::new().map_err(broken)?;
    let mut writer = tokio::fs::File::from_std(file.reopen().map_err(broken)?);
    while let Some(chunk) = part.chunk().await.map_err(|_| WebError::Unreadable)? {
        writer.write_all(&chunk).await.map_err(broken)?;
    }
    writer.flush().await.map_err(broken)?;
    commands.upload_zip(caller, set, file.path(), name).await?;
    let detail = "it is being unpacked; load this page again to see how far it is".to_owned();
    Ok(Uploaded { name: name.to_owned(), outcome: Outcome::Added, detail, image: None })
}
