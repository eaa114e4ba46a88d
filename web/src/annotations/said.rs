//! A label as the live feed tells it: the same words as the machine's door uses.

use domain::Shape;
use projections::annotations::AnnotationLine;
use serde::Serialize;
use uuid::Uuid;

#[derive(Debug, Serialize)]
pub struct Said {
    annotation: Uuid,
    image: Uuid,
    annotation_type: Uuid,
    shape: Shape,
    blurred: bool,
    concealed: bool,
    revision: i32,
    author: Uuid,
    accepts: Option<i64>,
    rejects: Option<i64>,
    my_vote: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub struct Erased {
    pub annotation: Uuid,
    pub image: Uuid,
    pub erased: bool,
}

impl From<AnnotationLine> for Said {
    fn from(line: AnnotationLine) -> Self {
        Self {
            annotation: line.annotation,
            image: line.image,
            annotation_type: line.annotation_type,
            shape: line.shape.0,
            blurred: line.blurred,
            concealed: line.concealed,
            revision: line.revision,
            author: line.author,
            accepts: line.accepts,
            rejects: line.rejects,
            my_vote: line.my_vote.map(|accepts| if accepts { "accept" } else { "reject" }),
        }
    }
}
