//! A label among others on one page, and the page's addresses.

use domain::{AnnotationId, Frame, ImageId};
use projections::verification::Candidate;

use crate::annotations::{Crop, Types};

/// A label to be looked at beside others.
pub struct VerifyCard {
    pub id: AnnotationId,
    pub image: ImageId,
    pub image_name: String,
    pub revision: i32,
    pub crop: Crop,
    /// Type and marks.
    pub name: String,
    pub colour: &'static str,
    /// It was changed while somebody looked at it.
    pub again: bool,
}

impl VerifyCard {
    pub fn new(line: &Candidate, types: &Types, again: &[AnnotationId]) -> Self {
        let (kind, id) = (line.annotation_type.into(), AnnotationId::new(line.annotation));
        let marks = [
            (line.shape.kind().is_none(), "not in image"),
            (line.blurred, "blurred"),
            (line.concealed, "concealed"),
        ];
        let marks = marks.into_iter().filter_map(|(is, word)| is.then_some(word));
        let name = std::iter::once(types.name(kind)).chain(marks).collect::<Vec<_>>().join(" · ");
        let frame = Frame { width: line.width.cast_unsigned(), height: line.height.cast_unsigned() };
        let shapes = [(&line.shape.0, types.colour(kind).to_owned())];
        Self {
            id,
            image: ImageId::new(line.image),
            image_name: line.image_name.clone(),
            revision: line.revision,
            crop: Crop::around(line.image.into(), frame, &shapes, format!("{name} on {}", line.image_name)),
            name,
            colour: types.colour(kind),
            again: again.contains(&id),
        }
    }
}
