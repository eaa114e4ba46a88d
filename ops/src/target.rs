//! Where a command writes its bytes: a new file, whole or not at all, or standard output.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures::{Stream, StreamExt as _};
use serde_json::Value;
use tempfile::NamedTempFile;
use tokio::{
    fs::File,
    io::{self, AsyncWrite, AsyncWriteExt as _},
};

use crate::{
    Failure,
    output::{Output, asked},
};

/// What was asked for.
#[derive(Debug, PartialEq, Eq)]
pub enum Target {
    Standard,
    File(PathBuf),
    /// In this folder, under the name that the bytes have.
    Named,
}

impl Target {
    /// `-` is standard output. A file that is there is refused, before anything is done.
    pub fn of(out: Option<&Path>) -> Result<Self, Failure> {
        match out {
            None => Ok(Self::Named),
            Some(path) if path == Path::new("-") => Ok(Self::Standard),
            Some(path) if path.exists() => Err(is_there(path)),
            Some(path) if !folder_of(path).is_dir() => {
                Err(asked(format!("{}: there is no such folder", folder_of(path).display())))
            }
            Some(path) => Ok(Self::File(path.to_owned())),
        }
    }

    /// Writes everything; `name` is that of the bytes. Says where they are.
    pub async fn write<E: Into<Failure>>(
        &self,
        name: &str,
        chunks: impl Stream<Item = Result<Bytes, E>>,
    ) -> Result<PathBuf, Failure> {
        let path = match self {
            Self::Standard => {
                copy(chunks, &mut io::stdout()).await?;
                return Ok(PathBuf::from("-"));
            }
            Self::File(path) => path.clone(),
            Self::Named => PathBuf::from(name),
        };
        // Beside its place, so that no half of it ever stands there.
        let folder = folder_of(&path);
        let unwritable = |error: io::Error| format!("{}: {error}", path.display());
        let beside = NamedTempFile::new_in(folder).map_err(unwritable)?;
        let mut file = File::from_std(beside.reopen().map_err(unwritable)?);
        copy(chunks, &mut file).await?;
        file.sync_all().await.map_err(unwritable)?;
        beside.persist_noclobber(&path).map_err(|error| match error.error.kind() {
            io::ErrorKind::AlreadyExists => is_there(&path),
            _ => unwritable(error.error).into(),
        })?;
        Ok(path)
    }

    /// Says what was written: on standard error when standard output has the bytes.
    pub fn say(&self, out: Output, text: &str, json: &Value) {
        match (self, out) {
            (Self::Standard, Output::Text) => eprintln!("{text}"),
            (Self::Standard, Output::Json) => eprintln!("{json}"),
            _ => out.say(text, json),
        }
    }
}

async fn copy<E: Into<Failure>>(
    chunks: impl Stream<Item = Result<Bytes, E>>,
    out: &mut (impl AsyncWrite + Unpin),
) -> Result<(), Failure> {
    let mut chunks = std::pin::pin!(chunks);
    while let Some(chunk) = chunks.next().await {
        out.write_all(&chunk.map_err(Into::into)?).await?;
    }
    Ok(out.flush().await?)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn is_there(path: &Path) -> Failure {
    asked(format!("{} is there already: nothing was written", path.display()))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use futures::stream;

    use super::*;

    fn chunks(
        all: &[Result<&'static str, &'static str>],
    ) -> impl Stream<Item = Result<Bytes, Failure>> + use<> {
        let all: Vec<_> = all.iter().map(|chunk| chunk.map(Bytes::from).map_err(Into::into)).collect();
        stream::iter(all)
    }

    #[tokio::test]
    async fn a_file_is_whole_or_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        let target = Target::of(Some(&path)).unwrap();

        assert!(target.write("x", chunks(&[Ok("a"), Err("lost")])).await.is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert_eq!(target.write("x", chunks(&[Ok("a"), Ok("b")])).await.unwrap(), path);
        assert_eq!(fs::read_to_string(&path).unwrap(), "ab");
    }

    #[tokio::test]
    async fn what_is_there_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json");
        let target = Target::of(Some(&path)).unwrap();
        fs::write(&path, "mine").unwrap();

        assert!(Target::of(Some(&path)).unwrap_err().to_string().contains("is there already"));
        assert!(target.write("x", chunks(&[Ok("a")])).await.unwrap_err().is::<crate::output::Asked>());
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }
}
