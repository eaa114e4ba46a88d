//! The rules of labels: near one another, on a revision, inside the image.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Added, Change, Draft, Drawn, Effect, Event, Origin, Picture, Refusal, Revision, Verdict};
use crate::{AccountId, AnnotationId, AnnotationTypeId, Coordinate, Point, Shape, ShapeKind};

/// Everybody's verdict on the present revision.
pub type Vote = BTreeMap<AccountId, Verdict>;

/// A label as it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Counts the labels ever drawn on the image: the order in which they were drawn.
    pub number: u32,
    pub author: AccountId,
    /// Who made the present revision.
    pub revised_by: AccountId,
    pub annotation_type: AnnotationTypeId,
    pub shape: Shape,
    pub blurred: bool,
    pub concealed: bool,
    /// Starts at 1; a new shape, type or flag starts the next one, and the votes anew.
    pub revision: u32,
    pub votes: Vote,
    /// What the latest reset of this revision ended, as long as nobody undid it.
    pub reset: Vote,
    pub erased: bool,
}

impl Picture {
    pub(super) fn added(added: &Added) -> Self {
        Self {
            image_set: added.image_set,
            frame: added.frame,
            metadata: BTreeMap::new(),
            removed: false,
            annotations: BTreeMap::new(),
        }
    }

    /// Labels that count.
    pub fn live_annotations(&self) -> impl Iterator<Item = (AnnotationId, &Annotation)> {
        self.annotations
            .iter()
            .filter(|(_, annotation)| !annotation.erased)
            .map(|(id, annotation)| (*id, annotation))
    }

    pub(super) fn live(&self, id: AnnotationId, seen: u32) -> Result<&Annotation, Refusal> {
        let found = self.annotations.get(&id).ok_or(Refusal::NoSuchAnnotation)?;
        if found.erased {
            return Err(Refusal::Erased);
        }
        if found.revision != seen {
            return Err(Refusal::Stale { annotation: id, seen, current: found.revision });
        }
        Ok(found)
    }

    pub(super) fn draw(&self, draft: Draft) -> Result<Vec<Event>, Refusal> {
        if self.annotations.contains_key(&draft.annotation) {
            return Err(Refusal::AlreadyDrawn);
        }
        draft.spec.fits(&draft.shape, draft.blurred, draft.concealed)?;
        if draft.extreme_points.as_deref().is_some_and(|points| !spans(points, &draft.shape)) {
            return Err(Refusal::ExtremePoints);
        }
        if draft.shape.is_flat() {
            return Err(Refusal::NoArea);
        }
        self.has_room_for(draft.annotation, draft.spec.id, &draft.shape)?;
        Ok(vec![draft.into()])
    }

    /// Each draft is judged beside those before it.
    pub(super) fn draw_all(&self, drafts: Vec<Draft>, by: AccountId) -> Vec<Event> {
        let mut image = self.clone();
        let mut events = vec![];
        for draft in drafts {
            if let Ok(drawn) = image.draw(draft) {
                for event in &drawn {
                    image.apply(event, by);
                }
                events.extend(drawn);
            }
        }
        events
    }

    pub(super) fn change(&self, id: AnnotationId, seen: u32, change: Change) -> Result<Vec<Event>, Refusal> {
        let old = self.live(id, seen)?;
        let shape = change.shape.unwrap_or_else(|| old.shape.clone());
        let (blurred, concealed) = match shape.kind() {
            None => (change.blurred.unwrap_or(false), change.concealed.unwrap_or(false)),
            Some(_) => (change.blurred.unwrap_or(old.blurred), change.concealed.unwrap_or(old.concealed)),
        };
        change.spec.fits(&shape, blurred, concealed)?;
        let annotation_type = change.spec.id;
        if (&shape, annotation_type) != (&old.shape, old.annotation_type) {
            self.has_room_for(id, annotation_type, &shape)?;
        }
        let retyped = annotation_type != old.annotation_type;
        let reshaped = shape != old.shape;
        // One that was drawn before there was this rule may still get another type or marks.
        if reshaped && shape.is_flat() {
            return Err(Refusal::NoArea);
        }
        let marked = (blurred, concealed) != (old.blurred, old.concealed);
        // Never two facts: what lies between them could be what no rule allows.
        Ok(match (retyped, reshaped, marked) {
            (false, false, false) => vec![],
            (true, false, false) => vec![Event::AnnotationRetyped { annotation: id, annotation_type }],
            (false, true, false) => vec![Event::AnnotationReshaped { annotation: id, shape }],
            (false, false, true) => vec![Event::AnnotationMarked { annotation: id, blurred, concealed }],
            _ => {
                vec![Event::AnnotationRevised { annotation: id, annotation_type, shape, blurred, concealed }]
            }
        })
    }

    pub(super) fn restore_annotation(&self, id: AnnotationId) -> Result<Vec<Event>, Refusal> {
        let old = self.annotations.get(&id).ok_or(Refusal::NoSuchAnnotation)?;
        if !old.erased {
            return Ok(vec![]);
        }
        self.has_room_for(id, old.annotation_type, &old.shape)?;
        Ok(vec![Event::AnnotationRestored { annotation: id }])
    }

    /// Inside the image, and no other label of the type says the same or the opposite.
    fn has_room_for(
        &self,
        id: AnnotationId,
        annotation_type: AnnotationTypeId,
        shape: &Shape,
    ) -> Result<(), Refusal> {
        if !self.frame.holds(shape) {
            return Err(Refusal::OutsideImage(self.frame));
        }
        let absent = |shape: &Shape| *shape == Shape::NotInImage;
        for (to, other) in self.live_annotations() {
            if to == id || other.annotation_type != annotation_type {
                continue;
            }
            if other.shape.is_similar(shape) {
                return Err(Refusal::Similar { to });
            }
            if absent(&other.shape) != absent(shape) {
                return Err(Refusal::Contradicts { to });
            }
        }
        Ok(())
    }

    pub(super) fn apply(&mut self, event: &Event, by: AccountId) {
        match event.effect() {
            Effect::Added(_) => {}
            Effect::Described(metadata) => self.metadata.clone_from(metadata),
            Effect::Removed(removed) => self.removed = removed,
            Effect::Drawn(drawn, origin) => {
                let number = u32::try_from(self.annotations.len()).unwrap_or(u32::MAX).saturating_add(1);
                self.annotations.insert(drawn.annotation, Annotation::drawn(drawn, origin, by, number));
            }
            Effect::Revised(id, revision) => self.revise(id, by, |a| a.take(revision)),
            Effect::Erased(id) => self.with(id, |a| a.erased = true),
            Effect::Restored(id) => self.with(id, |a| a.erased = false),
            Effect::VoteCast(id, verdict) => self.with(id, |a| {
                a.votes.insert(by, verdict);
                // Whoever votes anew has spoken, whatever becomes of the vote.
                a.reset.remove(&by);
            }),
            Effect::VoteWithdrawn(id) => self.with(id, |a| {
                a.votes.remove(&by);
            }),
            Effect::VotesReset(id) => self.with(id, Annotation::reset),
            Effect::VotesRestored(id, votes) => self.with(id, |a| a.reinstate(votes)),
        }
    }

    fn with(&mut self, id: AnnotationId, change: impl FnOnce(&mut Annotation)) {
        if let Some(annotation) = self.annotations.get_mut(&id) {
            change(annotation);
        }
    }

    /// Nobody but its author has judged the new revision yet.
    fn revise(&mut self, id: AnnotationId, by: AccountId, change: impl FnOnce(&mut Annotation)) {
        self.with(id, |annotation| {
            change(annotation);
            annotation.revision += 1;
            annotation.revised_by = by;
            annotation.votes = Vote::from([(by, Verdict::Accept)]);
            annotation.reset = Vote::new();
        });
    }
}

impl Annotation {
    fn drawn(drawn: &Drawn, origin: Origin, by: AccountId, number: u32) -> Self {
        let accept = origin.counts_as_accept().then_some((by, Verdict::Accept));
        Self {
            number,
            revised_by: by,
            author: by,
            annotation_type: drawn.annotation_type,
            shape: drawn.shape.clone(),
            blurred: drawn.blurred,
            concealed: drawn.concealed,
            revision: 1,
            votes: accept.into_iter().collect(),
            reset: Vote::new(),
            erased: false,
        }
    }

    fn take(&mut self, revision: Revision<'_>) {
        if let Some(annotation_type) = revision.annotation_type {
            self.annotation_type = annotation_type;
        }
        if let Some(shape) = revision.shape {
            self.shape.clone_from(shape);
        }
        if let Some(flags) = revision.flags {
            (self.blurred, self.concealed) = flags;
        }
    }
}

/// Whether a box is exactly the one around the four points, which then lie inside the image as it does.
fn spans(points: &[[Coordinate; 2]; 4], shape: &Shape) -> bool {
    let xs = points.map(|[x, _]| x);
    let ys = points.map(|[_, y]| y);
    let corner = |pick: fn(Coordinate, Coordinate) -> Coordinate| {
        let of = |[a, b, c, d]: [Coordinate; 4]| pick(pick(a, b), pick(c, d));
        Point { x: of(xs), y: of(ys) }
    };
    let around = Some((corner(Coordinate::min), corner(Coordinate::max)));
    shape.kind() == Some(ShapeKind::BoundingBox) && shape.bounds() == around
}

impl From<Draft> for Event {
    fn from(draft: Draft) -> Self {
        let drawn = Drawn {
            annotation: draft.annotation,
            annotation_type: draft.spec.id,
            shape: draft.shape,
            blurred: draft.blurred,
            concealed: draft.concealed,
            extreme_points: draft.extreme_points,
        };
        draft.origin.fact(drawn)
    }
}
