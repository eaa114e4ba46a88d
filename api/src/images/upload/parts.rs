//! A multipart form, file by file: at most one of them is in memory.

use axum::{
    extract::{Multipart, multipart::Field, multipart::MultipartError},
    http::StatusCode,
};
use bytes::{Bytes, BytesMut};
use commands::Commands;
use tempfile::NamedTempFile;

use super::archive;
use crate::Problem;

/// Files of a form that is still arriving.
pub struct Parts {
    multipart: Multipart,
    count: u32,
    most: u32,
    /// Most bytes of one picture.
    limit: usize,
}

pub enum File {
    Picture { name: String, bytes: Bytes },
    Archive { name: String, file: NamedTempFile },
    TooLarge { name: String },
}

impl Parts {
    pub fn new(multipart: Multipart, commands: &Commands) -> Self {
        let limits = commands.settings().limits;
        let limit = usize::try_from(limits.image_bytes).unwrap_or(usize::MAX);
        Self { multipart, count: 0, most: limits.upload_parts, limit }
    }

    pub async fn next(&mut self) -> Result<Option<File>, Problem> {
        let Some(field) = self.multipart.next_field().await.map_err(|error| refuse(&error))? else {
            return Ok(None);
        };
        self.count += 1;
        if self.count > self.most {
            let detail =
                format!("a request may have at most {} parts; what came before was taken", self.most);
            return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "too_many_parts", detail));
        }
        if field.name() != Some("file") {
            return Err(Problem::invalid("file", "every field must be called `file`"));
        }
        let name = field.file_name().unwrap_or("unnamed").to_owned();
        read(field, name, self.limit).await.map(Some)
    }
}

/// What a file is, its first bytes say; its name and what the client calls it do not count.
async fn read(mut field: Field<'_>, name: String, limit: usize) -> Result<File, Problem> {
    let mut bytes = BytesMut::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| refuse(&error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() >= archive::MAGIC && archive::is_one(&bytes) {
            return Ok(File::Archive { name, file: archive::keep(&bytes, field).await? });
        }
        if bytes.len() > limit {
            while field.chunk().await.map_err(|error| refuse(&error))?.is_some() {}
            return Ok(File::TooLarge { name });
        }
    }
    Ok(File::Picture { name, bytes: bytes.freeze() })
}

pub(super) fn refuse(error: &MultipartError) -> Problem {
    let status = error.status();
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(status, "large_body", error.body_text()),
        _ => Problem::new(StatusCode::BAD_REQUEST, "malformed_multipart", error.body_text()),
    }
}
