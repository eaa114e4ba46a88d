//! The digest of a cut's content: SHA-256 over canonical JSON lines (RFC 8785, each ended by `\n`).
//!
//! One line per image, by name (as bytes, so that no idea of the alphabet moves them), then id; each followed by one line
//! per label, in the order in which they were drawn. All values are as of the cut; ids are hyphenated lower-case UUIDs, the digest
//! is that of the image's bytes in hexadecimal, coordinates are pixels:
//!
//! ```text
//! {"digest":"…","height":480,"image":"…","name":"a.jpg","width":640}
//! {"accepts":2,"accepts_by_others":1,"annotation":"…","annotation_type":"…","author":"…","blurred":false,
//!  "concealed":false,"image":"…","rejects":0,"revised_by":"…","revision":1,"shape":{"kind":"…","points":[[1,2],…]}}
//! ```
//!
//! (The second is one line, too.) An image that came in a folder has its `path` after its `name`. Neither ever
//! changes; names of sets, teams, types and people may, so they are not in it.

use domain::{
    AccountId, AnnotationId, AnnotationTypeId, Digest, ImageId, Shape,
    formats::{Label, LabelledImage},
};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::{Cut, Made, Reader, reader::Order};
use crate::{LogError, Views, canonical};

/// What a cut's content amounts to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Content {
    pub digest: Digest,
    pub images: u64,
    pub annotations: u64,
}

/// Fields in the order of their names, as the RFC wants keys.
#[derive(Serialize)]
struct CanonicalImage<'a> {
    digest: Digest,
    height: u32,
    image: ImageId,
    name: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    path: &'a str,
    width: u32,
}

/// Fields in the order of their names, as the RFC wants keys.
#[derive(Serialize)]
struct CanonicalLabel<'a> {
    accepts: u32,
    accepts_by_others: u32,
    annotation: AnnotationId,
    annotation_type: AnnotationTypeId,
    author: AccountId,
    blurred: bool,
    concealed: bool,
    image: ImageId,
    rejects: u32,
    revised_by: AccountId,
    revision: u32,
    shape: &'a Shape,
}

impl Views {
    /// Digest and size of a cut's content.
    pub async fn content(&self, cut: impl Into<Cut>) -> Result<Content, LogError> {
        self.labelled(cut).await?.content().await
    }
}

impl Reader {
    /// Digest and size of what a reader that has read nothing yet is to read.
    pub async fn content(self) -> Result<Content, LogError> {
        let mut reader = self.ordered(Order::PlainName);
        let (mut hash, mut lines) = (Sha256::new(), vec![]);
        let (mut images, mut annotations) = (0, 0);
        while let Some(labelled) = reader.next().await? {
            lines.clear();
            image_line(&labelled.image, &mut lines);
            for (label, made) in labelled.image.labels.iter().zip(&labelled.made) {
                label_line(labelled.image.image, label, made, &mut lines);
                annotations += 1;
            }
            images += 1;
            hash.update(&lines);
        }
        Ok(Content { digest: Digest::new(hash.finalize().into()), images, annotations })
    }
}

fn image_line(image: &LabelledImage, lines: &mut Vec<u8>) {
    let line = CanonicalImage {
        digest: image.digest,
        height: image.frame.height,
        image: image.image,
        name: &image.name,
        path: &image.path,
        width: image.frame.width,
    };
    canonical::line(&line, lines);
}

fn label_line(image: ImageId, label: &Label, made: &Made, lines: &mut Vec<u8>) {
    let line = CanonicalLabel {
        accepts: label.accepts,
        accepts_by_others: label.accepts_by_others,
        annotation: label.annotation,
        annotation_type: label.annotation_type,
        author: label.author,
        blurred: label.blurred,
        concealed: label.concealed,
        image,
        rejects: label.rejects,
        revised_by: made.by,
        revision: label.revision,
        shape: &label.shape,
    };
    canonical::line(&line, lines);
}

#[cfg(test)]
mod tests {
    use domain::{formats::samples, testing::ALICE};

    use super::*;

    #[test]
    fn lines_are_canonical() {
        for image in samples::images() {
            let mut line = vec![];
            image_line(&image, &mut line);
            assert!(canonical::is_canonical(&line), "{}", String::from_utf8_lossy(&line));
            for label in &image.labels {
                let made =
                    Made { number: 1, by: ALICE, at: chrono::DateTime::UNIX_EPOCH, since: 1, until: None };
                let mut line = vec![];
                label_line(image.image, label, &made, &mut line);
                assert!(canonical::is_canonical(&line), "{}", String::from_utf8_lossy(&line));
            }
        }
    }
}
