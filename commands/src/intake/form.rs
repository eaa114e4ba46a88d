//! Files as browsers and programs send them: a multipart form that is still arriving, file by file, none of them whole in
//! memory but pictures, when there is room for them. Both doors take files in here, so that what counts as an archive, how much is too much and what
//! is answered is the same at both.

use std::{error::Error, time::Duration};

use bytes::{Bytes, BytesMut};
use domain::ImageSetId;
use futures::{
    Stream, StreamExt as _, TryStreamExt as _,
    stream::{self, BoxStream},
};
use multer::{Field, Multipart};

use super::{
    FormError, Intake, Outcome, Uploaded,
    archive::{MAGIC, is_one},
    arrived::Arrived,
    held::{Held, limited},
};
use crate::{Caller, CommandError};

impl Intake {
    /// Takes the files of a form into a set and says of each, in their order, what became of it. When the form ends
    /// badly after some were taken, that is said of the file at which it ended: who sent them must hear of the others.
    pub async fn take_files<E>(
        &self,
        caller: Caller,
        set: ImageSetId,
        content_type: &str,
        body: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    ) -> Result<Vec<Uploaded>, FormError>
    where
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        // Before gigabytes are read for nothing.
        self.images.may_add(caller, set).await?;
        let boundary = multer::parse_boundary(content_type).map_err(|_| FormError::NotAForm)?;
        let held = Held::default();
        let parts = Multipart::new(limited(body, held.clone()), boundary);
        let mut form = Form { intake: self, caller, set, parts, held, number: 0, name: String::new() };
        let mut taken = Vec::new();
        loop {
            match form.next().await {
                Ok(Some(uploaded)) => taken.push(uploaded),
                Ok(None) if taken.is_empty() => {
                    return Err(CommandError::invalid("file", "send at least one field `file`").into());
                }
                Ok(None) => return Ok(taken),
                Err(error) if taken.is_empty() => return Err(error),
                Err(error) => {
                    taken.push(form.end(&error).await);
                    return Ok(taken);
                }
            }
        }
    }
}

/// The bytes of one file.
type Part = BoxStream<'static, Result<Bytes, multer::Error>>;

struct Form<'a> {
    intake: &'a Intake,
    caller: Caller,
    set: ImageSetId,
    parts: Multipart<'static>,
    held: Held,
    /// Parts that were begun.
    number: u32,
    /// Of the file that is being read.
    name: String,
}

impl Form<'_> {
    async fn next(&mut self) -> Result<Option<Uploaded>, FormError> {
        let most = self.intake.limits.upload_parts;
        loop {
            "what came after it".clone_into(&mut self.name);
            let Some(part) = self.parts.next_field().await? else { return Ok(None) };
            part.file_name().unwrap_or("unnamed").clone_into(&mut self.name);
            self.number += 1;
            if self.number > most {
                return Err(FormError::TooMany(most));
            }
            if part.name() != Some("file") {
                return Err(CommandError::invalid("file", "every field must be called `file`").into());
            }
            let mut part = self.arriving(part);
            let begun = begin(&mut part).await?;
            // Otherwise it is what browsers send when nobody chose a file.
            if !self.name.is_empty() || !begun.is_empty() {
                return self.take(begun, part).await.map(Some);
            }
        }
    }

    /// What a file is, its first bytes say; its name and what the client calls it do not count.
    async fn take(&self, begun: BytesMut, mut part: Part) -> Result<Uploaded, FormError> {
        let (intake, set, name) = (self.intake, self.set, &self.name);
        let caller = self.caller.part(format!("file {}", self.number - 1).as_bytes());
        if is_one(&begun) {
            let chunks = stream::iter([Ok(begun.freeze())]).chain(&mut part);
            let job = intake.take_archive(caller, set, name, chunks).await?;
            skip(part).await?;
            return Ok(Uploaded::unpacking(name.clone(), job));
        }
        let most = intake.limits.image_bytes;
        let Some(arrived) = whole(begun, part, most).await? else {
            let why = format!("an image may have at most {} MiB", most >> 20);
            return Ok(Uploaded::refused(name.clone(), Outcome::TooLarge, &why));
        };
        let (bytes, _memory) = arrived.load(&intake.memory).await.map_err(|error| not_spooled(&error))?;
        Ok(intake.take_image(caller, set, name, bytes).await?)
    }

    /// The rest is read and forgotten: a client that is still sending does not hear an answer.
    async fn end(mut self, error: &FormError) -> Uploaded {
        while let Ok(Some(part)) = self.parts.next_field().await {
            if skip(self.arriving(part)).await.is_err() {
                break;
            }
        }
        let why = match error {
            FormError::Command(CommandError::Broken(error)) => {
                tracing::error!(%error, "a file of a form could not be taken");
                "something went wrong on our side".to_owned()
            }
            error => error.to_string(),
        };
        let why = format!("{why}; this and what came after it was not taken: send it again");
        Uploaded::refused(self.name, Outcome::NotTaken, &why)
    }

    fn arriving(&self, part: Field<'static>) -> Part {
        let held = self.held.clone();
        held.forget();
        part.inspect(move |_| held.forget()).boxed()
    }
}

/// Enough of a file to tell what it is, if it has as much.
async fn begin(part: &mut Part) -> Result<BytesMut, multer::Error> {
    let mut begun = BytesMut::new();
    while begun.len() < MAGIC
        && let Some(chunk) = part.try_next().await?
    {
        begun.extend_from_slice(&chunk);
    }
    Ok(begun)
}

/// Nothing when it has more bytes than that; the rest of it is read and forgotten.
async fn whole(begun: BytesMut, mut part: Part, most: u64) -> Result<Option<Arrived>, FormError> {
    let mut size = begun.len() as u64;
    let mut arrived = Some(Arrived::new(begun));
    while let Some(chunk) = part.try_next().await? {
        size += chunk.len() as u64;
        if size > most {
            arrived = None;
        } else if let Some(arrived) = &mut arrived {
            arrived.push(&chunk).await.map_err(|error| not_spooled(&error))?;
        }
    }
    Ok(arrived)
}

/// Most often the disk is full.
fn not_spooled(error: &std::io::Error) -> CommandError {
    tracing::warn!(%error, "an upload could not be kept on this machine's disk");
    CommandError::Unavailable { retry_after: Duration::from_secs(5) }
}

async fn skip(part: Part) -> Result<(), multer::Error> {
    part.try_for_each(async |_| Ok(())).await
}
