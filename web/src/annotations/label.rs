//! One label, with everything the picture and the list say of it.

use domain::{AccountId, AnnotationId, AnnotationTypeId};
use projections::annotations::AnnotationLine;

use super::{ShapeSvg, Types};

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own")]
pub struct Label {
    pub id: AnnotationId,
    pub annotation_type: AnnotationTypeId,
    pub name: String,
    /// Colour, marks, and whether it is one's own.
    pub class: String,
    pub kind: &'static str,
    pub words: &'static str,
    /// `None`: *not in image*.
    pub shape: Option<ShapeSvg>,
    pub blurred: bool,
    pub concealed: bool,
    pub takes_blurred: bool,
    pub takes_concealed: bool,
    pub revision: i32,
    pub author: AccountId,
    /// Hidden, as `rejects` are, where verification is blind and one has not voted.
    pub accepts: Option<i64>,
    pub rejects: Option<i64>,
    /// One's own: `accept`, `reject` or nothing.
    pub vote: &'static str,
}

impl Label {
    pub fn new(line: &AnnotationLine, types: &Types, seen_by: AccountId) -> Self {
        let annotation_type = AnnotationTypeId::new(line.annotation_type);
        let drawn = line.shape.kind();
        let (takes_blurred, takes_concealed) = types.takes_marks(annotation_type);
        Self {
            id: AnnotationId::new(line.annotation),
            annotation_type,
            name: types.name(annotation_type).to_owned(),
            class: class(line, types.colour(annotation_type), seen_by),
            kind: line.shape.code(),
            words: line.shape.words(),
            shape: ShapeSvg::of(&line.shape),
            blurred: line.blurred,
            concealed: line.concealed,
            takes_blurred: drawn.is_some() && takes_blurred,
            takes_concealed: drawn.is_some() && takes_concealed,
            revision: line.revision,
            author: AccountId::new(line.author),
            accepts: line.accepts,
            rejects: line.rejects,
            vote: line.my_vote.map_or("", |accepts| if accepts { "accept" } else { "reject" }),
        }
    }
}

fn class(line: &AnnotationLine, colour: &str, seen_by: AccountId) -> String {
    let mut class = colour.to_owned();
    let words =
        [("blurred", line.blurred), ("concealed", line.concealed), ("mine", line.author == seen_by.uuid())];
    for (word, holds) in words {
        if holds {
            class.push(' ');
            class.push_str(word);
        }
    }
    class
}
