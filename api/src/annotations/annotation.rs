//! A label as the API shows it.

use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::{AccountId, AnnotationId, image};
use projections::annotations::AnnotationLine;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::shape::Shape;

/// A label with what was thought of its present revision.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Annotation {
    annotation: Uuid,
    image: Uuid,
    annotation_type: Uuid,
    shape: Shape,
    blurred: bool,
    concealed: bool,
    /// Starts at 1; a new shape, type or flag starts the next one, and the votes anew.
    revision: u32,
    author: Uuid,
    /// `null`, as `rejects` is, where verification is blind and you have not voted.
    accepts: Option<u32>,
    rejects: Option<u32>,
    my_vote: Option<Verdict>,
}

impl From<AnnotationLine> for Annotation {
    fn from(line: AnnotationLine) -> Self {
        Self {
            annotation: line.annotation,
            image: line.image,
            annotation_type: line.annotation_type,
            shape: Shape(line.shape.0),
            blurred: line.blurred,
            concealed: line.concealed,
            revision: line.revision.cast_unsigned(),
            author: line.author,
            accepts: line.accepts.map(count),
            rejects: line.rejects.map(count),
            my_vote: line.my_vote.map(Verdict::of),
        }
    }
}

impl Annotation {
    /// Changes whenever what is shown does; `changed`: position of the last fact about the label or a vote on it. Where
    /// votes are hidden, it does not tell either that somebody voted.
    pub(super) fn tag(&self, changed: i64) -> String {
        match self.accepts {
            Some(_) => format!("\"{}-{changed}\"", self.revision),
            None => format!("\"{}-blind\"", self.revision),
        }
    }

    /// As somebody sees it who voted on its present revision.
    pub(super) fn seen_by(
        account: AccountId,
        image: Uuid,
        id: AnnotationId,
        label: image::Annotation,
    ) -> Self {
        let votes =
            |kind: image::Verdict| count(label.votes.values().filter(|verdict| **verdict == kind).count());
        Self {
            annotation: id.uuid(),
            image,
            annotation_type: label.annotation_type.uuid(),
            blurred: label.blurred,
            concealed: label.concealed,
            revision: label.revision,
            author: label.author.uuid(),
            accepts: Some(votes(image::Verdict::Accept)),
            rejects: Some(votes(image::Verdict::Reject)),
            my_vote: label.votes.get(&account).map(|verdict| Verdict::of(*verdict == image::Verdict::Accept)),
            shape: Shape(label.shape),
        }
    }
}

fn count(votes: impl TryInto<u32>) -> u32 {
    votes.try_into().unwrap_or(u32::MAX)
}

/// A label with its revision as `ETag`: what `If-Match` must name. (Votes change the counts, not the revision.)
#[derive(Debug)]
pub struct Tagged(pub Annotation);

impl IntoResponse for Tagged {
    fn into_response(self) -> Response {
        let tag = HeaderValue::from_str(&format!("\"{}\"", self.0.revision)).ok();
        let mut response = Json(self.0).into_response();
        if let Some(tag) = tag {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// What somebody thinks of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Accept,
    Reject,
}

impl Verdict {
    pub(crate) const fn of(accepts: bool) -> Self {
        if accepts { Self::Accept } else { Self::Reject }
    }
}

impl From<Verdict> for image::Verdict {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Accept => Self::Accept,
            Verdict::Reject => Self::Reject,
        }
    }
}
