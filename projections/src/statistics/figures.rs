//! What an image adds to the figures of its set.

use std::collections::BTreeMap;

use domain::{
    AnnotationId, AnnotationTypeId, ImageSetId,
    image::{Annotation, Event, Image, Picture, Verdict},
};

/// Figures of a set; see `view_set_progress`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct OfSet {
    pub images: i64,
    pub labelled_images: i64,
    pub annotations: i64,
    pub accepted: i64,
    pub votes: i64,
}

/// Figures of a type within a set; see `view_set_statistics`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct OfType {
    pub in_image: i64,
    pub not_in_image: i64,
    pub accepted: i64,
    pub rejected: i64,
    pub images: i64,
}

impl OfSet {
    pub fn add(&mut self, other: &Self, times: i64) {
        self.images += times * other.images;
        self.labelled_images += times * other.labelled_images;
        self.annotations += times * other.annotations;
        self.accepted += times * other.accepted;
        self.votes += times * other.votes;
    }
}

impl OfType {
    pub fn add(&mut self, other: &Self, times: i64) {
        self.in_image += times * other.in_image;
        self.not_in_image += times * other.not_in_image;
        self.accepted += times * other.accepted;
        self.rejected += times * other.rejected;
        self.images += times * other.images;
    }
}

/// What a fact can change of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TouchedImage {
    Everything,
    Label(AnnotationId),
}

pub fn touched_by(event: &Event) -> TouchedImage {
    event.annotation().map_or(TouchedImage::Everything, TouchedImage::Label)
}

impl TouchedImage {
    /// The image with what can change only, so that a fact costs the same on an image of many labels.
    pub fn excerpt(self, image: &Image) -> Image {
        let (Self::Label(id), Image::Known(picture)) = (self, image) else { return image.clone() };
        Image::Known(Box::new(Picture {
            image_set: picture.image_set,
            frame: picture.frame,
            metadata: BTreeMap::new(),
            removed: picture.removed,
            annotations: picture.annotations.get(&id).map(|label| (id, label.clone())).into_iter().collect(),
        }))
    }
}

/// What an excerpt of an image adds to its set.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct ImageFigures {
    pub image_set: Option<ImageSetId>,
    pub set: OfSet,
    pub types: BTreeMap<AnnotationTypeId, OfType>,
}

impl ImageFigures {
    /// `whole` is the image before the fact; its other labels say whether the image counts without this one.
    pub fn of(excerpt: &Image, whole: &Image, touched_by: &TouchedImage) -> Self {
        let Some(picture) = excerpt.picture() else { return Self::default() };
        let mut figures = Self { image_set: Some(picture.image_set), ..Self::default() };
        if picture.removed {
            return figures;
        }
        figures.set.images = 1;
        let mut types: Vec<_> = picture.live_annotations().map(|(_, label)| figures.label(label)).collect();
        types.sort_unstable();
        types.dedup();
        let others = |of: Option<AnnotationTypeId>| match (touched_by, whole.picture()) {
            (TouchedImage::Label(touched_by), Some(picture)) => picture
                .live_annotations()
                .any(|(id, label)| id != *touched_by && of.is_none_or(|of| label.annotation_type == of)),
            _ => false,
        };
        figures.set.labelled_images = i64::from(!types.is_empty() && !others(None));
        for of in types {
            figures.types.entry(of).or_default().images = i64::from(!others(Some(of)));
        }
        figures
    }

    fn label(&mut self, label: &Annotation) -> AnnotationTypeId {
        let by_others = label.votes.iter().filter(|(account, _)| **account != label.revised_by);
        let (accepts, rejects): (Vec<_>, Vec<_>) =
            by_others.map(|(_, verdict)| *verdict).partition(|verdict| *verdict == Verdict::Accept);
        let accepted = i64::from(!accepts.is_empty());
        self.set.annotations += 1;
        self.set.accepted += accepted;
        self.set.votes += i64::try_from(accepts.len() + rejects.len()).unwrap_or(i64::MAX);
        let of_type = self.types.entry(label.annotation_type).or_default();
        match label.shape.kind() {
            None => of_type.not_in_image += 1,
            Some(_) => of_type.in_image += 1,
        }
        of_type.accepted += accepted;
        of_type.rejected += i64::from(!rejects.is_empty());
        label.annotation_type
    }
}
