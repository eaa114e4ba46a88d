//! Drawing many labels on many images of a set with one command; each is answered for itself.

use std::collections::{BTreeSet, HashMap, HashSet, hash_map::Entry};

use domain::{
    Action, AnnotationId, AnnotationTypeId, ImageId, ImageSetId,
    annotation_type::Spec,
    image::{self, Command, Image},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use projections::standing::Standing;
use serde::Serialize;
use tracing::instrument;
use uuid::Uuid;

use crate::{
    Caller, CommandError, DrawAnnotation, Refused,
    annotation::Labels,
    annotation_type::no_such_type,
    done::Done,
    on_image::{LABELS_AT_ONCE, Piece, SIDE_BY_SIDE},
};

/// Most labels in one command.
pub const MOST_DRAWN: usize = 10_000;

/// A label to be drawn, and where.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DrawOn {
    pub image: ImageId,
    pub draw: DrawAnnotation,
}

/// What became of each, in their order.
pub type Drawn = Vec<Result<(), Refused>>;

/// Which of the labels are to be drawn on one image, by their places in the request.
struct OnImage {
    image: ImageId,
    /// Facts of the command that are on it already.
    facts: usize,
    places: Vec<usize>,
}

impl Labels {
    /// Draws at most [`MOST_DRAWN`] labels. The command sent again draws what is missing and says the same of the rest.
    #[instrument(name = "command.annotation.draw_all", skip_all, fields(%set, labels = labels.len()))]
    pub async fn draw_all(
        &self,
        caller: Caller,
        set: ImageSetId,
        labels: Vec<DrawOn>,
    ) -> Result<Drawn, CommandError> {
        if labels.len() > MOST_DRAWN {
            let sentence = format!("at most {MOST_DRAWN} annotations can be drawn at once");
            return Err(CommandError::invalid("annotations", sentence));
        }
        let standing = self.permissions.on_set(caller.account, set, Action::Annotate).await?;
        let is_new = self.executor.claim(caller, set.uuid(), &("draw all", &labels)).await?;
        let mut outcomes: Vec<_> = labels.iter().map(|_| Ok(())).collect();
        let done = if is_new { Done::default() } else { Done::read(&self.views.log(), caller).await? };
        let images = self.images(set, &done, &labels, &mut outcomes).await?;
        let specs = self.known_types(&labels).await?;
        let streams: Vec<Uuid> = images.iter().map(|on| on.image.uuid()).collect();
        self.executor.prepare::<Image>(&streams).await?;
        let work: Vec<_> =
            images.iter().map(|on| self.draw_on(caller, on, &labels, &specs, &standing)).collect();
        let drawn: Vec<_> = stream::iter(work).buffer_unordered(SIDE_BY_SIDE).try_collect().await?;
        for (place, outcome) in drawn.into_iter().flatten() {
            outcomes[place] = outcome;
        }
        Ok(outcomes)
    }

    /// What is to be drawn on each image; what is drawn already, or cannot be, is an outcome.
    async fn images(
        &self,
        set: ImageSetId,
        done: &Done,
        labels: &[DrawOn],
        outcomes: &mut Drawn,
    ) -> Result<Vec<OnImage>, CommandError> {
        let named: Vec<Uuid> = labels.iter().map(|label| label.image.uuid()).collect();
        let in_set: HashSet<_> = self.views.images_in_set(set, &named).await?.into_iter().collect();
        let ids: Vec<Uuid> = labels.iter().map(|label| label.draw.annotation.uuid()).collect();
        let known: HashSet<_> = self.views.places_of(&ids).await?.into_iter().map(|(id, _)| id).collect();
        let mut seen = HashSet::new();
        let mut found: HashMap<ImageId, OnImage> = HashMap::new();
        for (place, DrawOn { image, draw }) in labels.iter().enumerate() {
            if !in_set.contains(&image.uuid()) {
                outcomes[place] =
                    Err(Refused { subject: Some(image.uuid()), ..image::Refusal::Unknown.into() });
                continue;
            }
            let on = match found.entry(*image) {
                Entry::Occupied(entry) => entry.into_mut(),
                Entry::Vacant(entry) => {
                    let facts = done.facts.get(&image.uuid()).copied().unwrap_or_default();
                    entry.insert(OnImage { image: *image, facts, places: vec![] })
                }
            };
            let id = draw.annotation.uuid();
            let is_first = seen.insert(id);
            if is_first && !known.contains(&id) {
                on.places.push(place);
            } else if !(is_first && done.subjects.contains(&id)) {
                outcomes[place] = Err(exists(draw.annotation));
            }
        }
        Ok(found.into_values().filter(|on| !on.places.is_empty()).collect())
    }

    async fn known_types(&self, labels: &[DrawOn]) -> Result<HashMap<AnnotationTypeId, Spec>, CommandError> {
        let ids: BTreeSet<_> = labels.iter().map(|label| label.draw.annotation_type).collect();
        let mut specs = HashMap::new();
        for id in ids {
            match self.types.spec(id).await {
                Ok(spec) => _ = specs.insert(id, spec),
                Err(CommandError::Refused(_) | CommandError::Denied(_)) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(specs)
    }

    async fn draw_on(
        &self,
        caller: Caller,
        on: &OnImage,
        labels: &[DrawOn],
        specs: &HashMap<AnnotationTypeId, Spec>,
        standing: &Standing,
    ) -> Result<Vec<(usize, Result<(), Refused>)>, CommandError> {
        let mut outcomes = Vec::with_capacity(on.places.len());
        for (nth, places) in on.places.chunks(LABELS_AT_ONCE).enumerate() {
            let (mut tried, mut commands) = (vec![], vec![]);
            for place in places {
                let draw = &labels[*place].draw;
                match specs.get(&draw.annotation_type) {
                    Some(spec) => {
                        tried.push(*place);
                        commands.push(Command::Draw(draw.clone().draft(*spec)));
                    }
                    None => outcomes.push((*place, Err(no_such_type().last_word()?))),
                }
            }
            let piece = Piece { image: on.image, facts: on.facts, nth };
            match self.executor.execute_piece(caller, piece, standing, commands).await {
                Ok(done) => {
                    outcomes.extend(tried.into_iter().zip(done.into_iter().map(|outcome| outcome.map(drop))));
                }
                Err(error) => {
                    let refused = error.last_word()?;
                    outcomes.extend(tried.into_iter().map(|place| (place, Err(refused.clone()))));
                }
            }
        }
        Ok(outcomes)
    }
}

fn exists(id: AnnotationId) -> Refused {
    Refused { subject: Some(id.uuid()), ..image::Refusal::AlreadyDrawn.into() }
}
