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
use http::header::CONTENT_DISPOSITION;
use multer::{Field, Multipart};

use super::{
    FormError, Intake, Outcome, Uploaded,
    archive::{MAGIC, is_one},
    arrived::Arrived,
    disposition::{SentName, file_name},
    held::{Held, limited},
    picture::digest_of,
};
use crate::{
    Caller, CommandError,
    archive::{EntryRefusal, FormNames, NameEncoding, NamesRead, UnknownEncoding},
};

/// The field that says how names in archives are to be read.
const ENCODING: &str = "encoding";
/// What a file without a name is called.
const UNNAMED: &str = "unnamed";
/// Bytes of the longest name of an encoding, and more.
const LONGEST_ENCODING: u64 = 100;

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
        // Each file is a command of its own; the request's id is for these files, and for nothing else.
        self.orders.executor.claim(caller, set.uuid(), &("files", set)).await?;
        let held = Held::default();
        let parts = Multipart::new(limited(body, held.clone()), boundary);
        let mut form = Form {
            intake: self,
            caller,
            set,
            parts,
            held,
            number: 0,
            encoding: None,
            names: FormNames::default(),
            name: String::new(),
        };
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
                    taken.extend(form.end(&error).await);
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
    /// Files that were begun.
    number: u32,
    /// In which names are that do not say theirs: of files, and in archives.
    encoding: Option<NameEncoding>,
    names: FormNames,
    /// Of the file that is being read.
    name: String,
}

impl Form<'_> {
    async fn next(&mut self) -> Result<Option<Uploaded>, FormError> {
        let most = self.intake.limits.upload_parts;
        loop {
            "what came after it".clone_into(&mut self.name);
            let Some(part) = self.parts.next_field().await? else { return Ok(None) };
            if part.name() == Some(ENCODING) {
                self.read_encoding(part).await?;
                continue;
            }
            let read = self.called(&part);
            self.number += 1;
            if self.number > most {
                return Err(FormError::TooMany(most));
            }
            if part.name() != Some("file") {
                let words = "every field must be called `file`, or `encoding`";
                return Err(CommandError::invalid("file", words).into());
            }
            let mut part = self.arriving(part);
            let begun = begin(&mut part).await?;
            // What browsers send when nobody chose a file.
            if self.name.is_empty() && begun.is_empty() {
                continue;
            }
            if self.name.is_empty() {
                UNNAMED.clone_into(&mut self.name);
            }
            let read = match read {
                Ok(read) => read,
                Err(refusal) => {
                    skip(part).await?;
                    return Ok(Some(Uploaded::refused(&self.name, refusal.into(), &refusal)));
                }
            };
            return Ok(Some(self.take(begun, part).await?.read_as(read)));
        }
    }

    /// Reads what the file of a part is called, and says how.
    fn called(&mut self, part: &Field<'_>) -> Result<Option<NamesRead>, EntryRefusal> {
        let sent = part.headers().get(CONTENT_DISPOSITION).and_then(|header| file_name(header.as_bytes()));
        let Some(SentName { bytes, encoding }) = sent else {
            UNNAMED.clone_into(&mut self.name);
            return Ok(None);
        };
        match self.names.read(&bytes, encoding, self.encoding) {
            Ok((name, read)) => {
                self.name = name;
                Ok(read)
            }
            Err(refusal) => {
                self.name = String::from_utf8_lossy(&bytes).into_owned();
                Err(refusal)
            }
        }
    }

    /// How names are to be read that do not say theirs; said once, before the files: these are dealt with as they arrive.
    async fn read_encoding(&mut self, part: Field<'static>) -> Result<(), FormError> {
        ENCODING.clone_into(&mut self.name);
        let invalid = |words: String| CommandError::invalid(ENCODING, words);
        if self.number > 0 || self.encoding.is_some() {
            return Err(invalid("send `encoding` once, before the files".to_owned()).into());
        }
        let part = self.arriving(part);
        let text = whole(BytesMut::new(), part, LONGEST_ENCODING).await?;
        let text = text.ok_or_else(|| invalid("`encoding` is the name of an encoding".to_owned()))?;
        let (text, _memory) = text.load(&self.intake.memory).await.map_err(|error| not_spooled(&error))?;
        let text = String::from_utf8_lossy(&text).trim().to_owned();
        // As a form sends it where nothing was chosen.
        if !text.is_empty() {
            self.encoding = Some(text.parse().map_err(|error: UnknownEncoding| invalid(error.to_string()))?);
        }
        Ok(())
    }

    /// What a file is, its first bytes say; its name and what the client calls it do not count.
    async fn take(&self, begun: BytesMut, mut part: Part) -> Result<Uploaded, FormError> {
        let (intake, set, name) = (self.intake, self.set, &self.name);
        let caller = self.caller.part(format!("file {}", self.number - 1).as_bytes());
        if is_one(&begun) {
            let chunks = stream::iter([Ok(begun.freeze())]).chain(&mut part);
            let job = intake.take_archive(caller, set, name, self.encoding, chunks).await?;
            skip(part).await?;
            return Ok(Uploaded::unpacking(name.clone(), job));
        }
        let most = intake.limits.image_bytes;
        let Some(arrived) = whole(begun, part, most).await? else {
            let why = format!("an image may have at most {} MiB", most >> 20);
            return Ok(Uploaded::refused(name, Outcome::TooLarge, &why));
        };
        let (bytes, _memory) = arrived.load(&intake.memory).await.map_err(|error| not_spooled(&error))?;
        let digest = digest_of(bytes.clone()).await;
        // Sent again under the request's id it must be the same file, also where it led to no fact.
        let asked = caller.part(b"asked");
        intake.orders.executor.claim(asked, set.uuid(), &("file", set, name, digest)).await?;
        Ok(intake.take_digested(caller, set, name, digest, bytes).await?)
    }

    /// The rest is read, told of and forgotten: a client that is still sending does not hear an answer.
    async fn end(mut self, error: &FormError) -> Vec<Uploaded> {
        let why = match error {
            FormError::Command(CommandError::Broken(error)) => {
                tracing::error!(%error, "a file of a form could not be taken");
                "something went wrong on our side".to_owned()
            }
            error => error.to_string(),
        };
        let why = format!("{why}; this was not taken, nor what came after it: send it again");
        let refused = |name: &str| Uploaded::refused(name, Outcome::NotTaken, &why);
        let mut left = vec![refused(&self.name)];
        while let Ok(Some(part)) = self.parts.next_field().await {
            if left.len() < self.intake.limits.upload_parts as usize {
                // One that cannot be read is told as far as it can be.
                let _ = self.called(&part);
                left.push(refused(&self.name));
            }
            if skip(self.arriving(part)).await.is_err() {
                break;
            }
        }
        left
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
