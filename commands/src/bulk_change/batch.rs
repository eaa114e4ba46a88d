//! Some of the subjects of a bulk change, changed image by image: all that is asked of an image is one append.

use std::collections::{HashMap, HashSet};

use domain::{
    Action, AnnotationTypeId, ImageId, ImageSetId,
    annotation_type::Spec,
    image::{Change, Command, Draft, Image, Origin},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use projections::standing::Standing;
use uuid::Uuid;

use super::{BulkAction, BulkChanges, Subject, settle::mismatch};
use crate::{
    Caller, CommandError, Refused,
    done::Done,
    ids,
    on_image::{LABELS_AT_ONCE, Piece, SIDE_BY_SIDE},
};

pub(super) struct Batch<'a> {
    pub changes: &'a BulkChanges,
    pub set: ImageSetId,
    pub action: BulkAction,
    pub caller: Caller,
    pub subjects: &'a [Subject],
}

type Outcome = Result<(), Refused>;

/// What is to be done on one image.
struct OnImage {
    image: ImageId,
    /// Facts of the job that are on it already.
    facts: usize,
    commands: Vec<(Subject, Command)>,
}

impl Batch<'_> {
    /// Says of each what became of it, in their order. What was done before is left as it is.
    pub async fn change(&self, done: &mut Done) -> Result<Vec<(Subject, Outcome)>, CommandError> {
        // The right is asked for each batch, right before it is changed: it may have been lost meanwhile.
        let permitted = self.changes.permissions.on_set(self.caller.account, self.set, Action::Govern).await;
        let standing = match permitted.map_err(CommandError::last_word) {
            Ok(standing) => standing,
            Err(Ok(refused)) => {
                return Ok(self.subjects.iter().map(|subject| (*subject, Err(refused.clone()))).collect());
            }
            Err(Err(error)) => return Err(error),
        };
        let mut outcomes = HashMap::with_capacity(self.subjects.len());
        let images = self.images(done, &mut outcomes).await?;
        let streams: Vec<Uuid> = images.iter().map(|on| on.image.uuid()).collect();
        self.changes.executor.prepare::<Image>(&streams).await?;
        let work: Vec<_> = images.into_iter().map(|on| self.change_image(on, &standing)).collect();
        let changed: Vec<_> = stream::iter(work).buffer_unordered(SIDE_BY_SIDE).try_collect().await?;
        for (image, facts, of_image) in changed {
            *done.facts.entry(image.uuid()).or_default() += facts;
            outcomes.extend(of_image);
        }
        let outcome = |subject: &Subject| Some((*subject, outcomes.remove(subject)?));
        Ok(self.subjects.iter().filter_map(outcome).collect())
    }

    /// What is to be done on each image; what is done already, or cannot be, is an outcome.
    async fn images(
        &self,
        done: &Done,
        outcomes: &mut HashMap<Subject, Outcome>,
    ) -> Result<Vec<OnImage>, CommandError> {
        let places = self.places().await?;
        let types = places.values().map(|(_, of)| *of).collect();
        let specs = self.changes.types.specs(types).await?;
        let mut found: Vec<OnImage> = vec![];
        let mut nth = HashMap::new();
        for subject in self.subjects {
            let Some((image, of)) = places.get(subject) else {
                outcomes.insert(*subject, Err(Refused::nothing_there()));
                continue;
            };
            if done.subjects.contains(&subject.uuid()) {
                outcomes.insert(*subject, Ok(()));
                continue;
            }
            let spec = specs.get(of).copied().ok_or(CommandError::NOT_FOUND)?;
            let command = self.command(spec, *subject)?;
            let nth = *nth.entry(*image).or_insert_with(|| {
                let facts = done.facts.get(&image.uuid()).copied().unwrap_or_default();
                found.push(OnImage { image: *image, facts, commands: vec![] });
                found.len() - 1
            });
            found[nth].commands.push((*subject, command));
        }
        Ok(found)
    }

    /// On which image each is, and of which type the label is to be; only what is in the set.
    async fn places(&self) -> Result<HashMap<Subject, (ImageId, AnnotationTypeId)>, CommandError> {
        let (views, set) = (&self.changes.views, self.set);
        let asked = match self.action {
            BulkAction::Retype { annotation_type } | BulkAction::NotInImage { annotation_type } => {
                Some(annotation_type)
            }
            _ => None,
        };
        let labels: Vec<Uuid> =
            self.subjects.iter().filter_map(|subject| Some(subject.label()?.uuid())).collect();
        let labels: HashMap<_, _> = views.places_of(&labels).await?.into_iter().collect();
        let images: Vec<Uuid> =
            self.subjects.iter().filter_map(|subject| Some(subject.image()?.uuid())).collect();
        let images: HashSet<_> = views.images_in_set(set, &images).await?.into_iter().collect();
        let place = |subject: &Subject| {
            let place = match *subject {
                Subject::Label(label, _) => {
                    let place = labels.get(&label.uuid()).filter(|place| place.image_set == set)?;
                    (place.image, asked.unwrap_or(place.annotation_type))
                }
                Subject::Image(image) => (images.contains(&image.uuid()).then_some(image)?, asked?),
            };
            Some((*subject, place))
        };
        Ok(self.subjects.iter().filter_map(place).collect())
    }

    async fn change_image(
        &self,
        on: OnImage,
        standing: &Standing,
    ) -> Result<(ImageId, usize, Vec<(Subject, Outcome)>), CommandError> {
        let OnImage { image, facts, commands } = on;
        let (mut new, mut outcomes) = (0, Vec::with_capacity(commands.len()));
        for (nth, piece) in commands.chunks(LABELS_AT_ONCE).enumerate() {
            let (subjects, commands): (Vec<_>, Vec<_>) = piece.iter().cloned().unzip();
            let executor = &self.changes.executor;
            let done =
                executor.execute_piece(self.caller, Piece { image, facts, nth }, standing, commands).await?;
            new += done.iter().flatten().sum::<usize>();
            outcomes.extend(subjects.into_iter().zip(done.into_iter().map(|outcome| outcome.map(drop))));
        }
        Ok((image, new, outcomes))
    }

    /// With what the label must satisfy.
    fn command(&self, spec: Spec, subject: Subject) -> Result<Command, CommandError> {
        let action = self.action;
        let Subject::Label(annotation, revision) = subject else {
            let BulkAction::NotInImage { .. } = action else { return Err(mismatch()) };
            return Ok(Command::Draw(absent(spec, self.caller.part(subject.uuid().as_bytes()))));
        };
        let change = |blurred, concealed| Command::Change {
            annotation,
            revision,
            change: Change { spec, shape: None, blurred, concealed },
        };
        Ok(match action {
            BulkAction::Delete => Command::Erase { annotation, revision },
            BulkAction::Retype { .. } => change(None, None),
            BulkAction::Mark { blurred, concealed } => change(blurred, concealed),
            BulkAction::ResetVotes => Command::ResetVotes { annotation, revision },
            BulkAction::NotInImage { .. } => return Err(mismatch()),
        })
    }
}

fn absent(spec: Spec, caller: Caller) -> Draft {
    Draft {
        annotation: ids::derive(caller.command, b"annotation").into(),
        spec,
        shape: domain::Shape::NotInImage,
        blurred: false,
        concealed: false,
        extreme_points: None,
        origin: Origin::Hand,
    }
}
