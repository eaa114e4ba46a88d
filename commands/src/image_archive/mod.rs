//! All images of a set as one zip archive: written while it is sent, never stored, and resumable, because its bytes follow
//! from the set's images alone.

mod layout;
mod list;
mod stream;

use std::sync::Arc;

use domain::{Digest, ImageSetId, formats::FileName, snapshot::Selection};
use futures::StreamExt as _;
use http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use projections::{Views, labelling::Cut};
use sha2::{Digest as _, Sha256};

use self::{
    layout::{Content, Entry, Layout},
    list::List,
};
use crate::{
    CommandError,
    blobs::Blobs,
    download::{Chunks, answer, beyond, disposition, is_known, part},
    shared::Shared,
};

/// What is in an archive, and where.
#[derive(Debug)]
pub struct ImageArchive {
    pub file_name: String,
    /// The name of its bytes, for `ETag`.
    pub tag: String,
    entries: Vec<Entry>,
    layout: Layout,
}

/// Makes archives of sets.
pub struct ImageArchives {
    views: Views,
    blobs: Blobs,
}

impl ImageArchives {
    pub(crate) fn new(shared: &Shared) -> Self {
        Self { views: shared.views.clone(), blobs: shared.blobs.clone() }
    }

    /// The archive of a set as it is now: its images under the file names that exports give them, and `images.csv`, which
    /// says what is known of each.
    pub async fn of_set(&self, set: ImageSetId) -> Result<Arc<ImageArchive>, CommandError> {
        let line = self.views.image_set(set).await?.ok_or(CommandError::NOT_FOUND)?;
        let head = self.views.log().head().await?;
        let mut reader =
            self.views.labelled(Cut::of(set, head, &Selection::default())).await?.without_labels();
        let (mut list, mut entries) = (List::default(), vec![]);
        while let Some(labelled) = reader.next().await? {
            let name = FileName::of(&labelled.image).to_string();
            list.add(&name, &labelled);
            let content = Content::Stored(labelled.image.digest);
            entries.push(Entry { name: format!("images/{name}"), bytes: labelled.bytes, content });
        }
        entries.push(list.entry());
        Ok(Arc::new(ImageArchive::new(format!("{}.zip", FileName::safe(&line.name)), entries)))
    }

    /// The answer to a request for an archive, whole or in part (RFC 9110).
    pub fn download(&self, archive: &Arc<ImageArchive>, asked: &HeaderMap) -> Response<Chunks> {
        let headers = archive.describe();
        if is_known(asked, &archive.tag) {
            return answer(StatusCode::NOT_MODIFIED, headers, None);
        }
        let size = archive.bytes();
        let Some((status, headers, range)) = part(asked, &archive.tag, size, headers) else {
            return beyond(size);
        };
        let chunks = stream::stream(archive.clone(), self.blobs.clone(), range);
        answer(status, headers, Some(chunks.boxed()))
    }
}

impl ImageArchive {
    fn new(file_name: String, entries: Vec<Entry>) -> Self {
        let mut hash = Sha256::new();
        for entry in &entries {
            hash.update((entry.name.len() as u64).to_le_bytes());
            hash.update(&entry.name);
            match &entry.content {
                Content::Stored(digest) => hash.update(digest.bytes()),
                Content::Written(bytes, _) => hash.update(bytes),
            }
        }
        let tag = format!("\"{}\"", Digest::new(hash.finalize().into()));
        Self { file_name, tag, layout: Layout::of(&entries), entries }
    }

    /// How long it is.
    pub fn bytes(&self) -> u64 {
        self.layout.size()
    }

    /// How many images are in it.
    pub fn images(&self) -> usize {
        self.entries.len() - 1
    }

    fn describe(&self) -> HeaderMap {
        let tag = HeaderValue::from_str(&self.tag).ok().map(|tag| (header::ETAG, tag));
        let said = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
            (header::ACCEPT_RANGES, HeaderValue::from_static("bytes")),
            (header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
            (header::CONTENT_DISPOSITION, disposition("attachment", &self.file_name)),
        ];
        said.into_iter().chain(tag).collect()
    }
}
