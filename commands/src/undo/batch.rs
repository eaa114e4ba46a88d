//! Some images put back as they were: all steps back on one image are one append.

use std::collections::{HashMap, hash_map::Entry};

use domain::{
    AnnotationTypeId, ImageSetId,
    annotation_type::Spec,
    image::{Command, Image, Plan, Undoing},
};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use projections::standing::Standing;
use uuid::Uuid;

use super::{
    Undos,
    plan::OnImage,
    step::{Steps, types_in},
};
use crate::{
    Caller, CommandError, Refused,
    bulk_change::Report,
    on_image::{LABELS_AT_ONCE, Piece, SIDE_BY_SIDE},
};

pub(super) struct Batch<'a> {
    pub undos: &'a Undos,
    pub caller: Caller,
}

/// What many images have in common.
struct Known {
    standings: HashMap<ImageSetId, Standing>,
    specs: HashMap<AnnotationTypeId, Spec>,
}

impl Batch<'_> {
    /// Says of each image what became of it, in their order.
    pub async fn put_back(&self, images: Vec<OnImage>) -> Result<Vec<Report>, CommandError> {
        let mut known = Known {
            standings: HashMap::new(),
            specs: self.undos.types.specs(types_in(images.iter().flat_map(|on| &on.labels))).await?,
        };
        for set in images.iter().filter_map(|on| Some(on.now.picture()?.image_set)) {
            if let Entry::Vacant(unknown) = known.standings.entry(set) {
                unknown.insert(self.undos.permissions.standing(self.caller.account, set).await?);
            }
        }
        let streams: Vec<Uuid> = images.iter().map(|on| on.image.uuid()).collect();
        self.undos.executor.prepare::<Image>(&streams).await?;
        let work: Vec<_> = images.into_iter().map(|on| self.put_image_back(on, &known)).collect();
        stream::iter(work).buffered(SIDE_BY_SIDE).try_collect().await
    }

    async fn put_image_back(&self, on: OnImage, known: &Known) -> Result<Report, CommandError> {
        let mut report = Report::default();
        let standing = on.now.picture().and_then(|picture| known.standings.get(&picture.image_set));
        let standing = standing.ok_or(CommandError::NOT_FOUND)?;
        let steps = Steps { by: self.caller.account, standing, specs: &known.specs, image: &on.now };
        let mut waiting = vec![];
        for Undoing { annotation, plan } in on.labels {
            let subject = annotation.map_or(on.image.uuid(), domain::AnnotationId::uuid);
            match plan {
                Plan::Nothing if on.put_back.contains(&annotation) => report.done += 1,
                Plan::Nothing => report.unchanged += 1,
                Plan::Leave(why) => report.leave(subject, why),
                Plan::Steps(of_label) => match steps.commands(annotation, of_label) {
                    Ok(commands) => waiting.push((subject, commands)),
                    Err(error) => report.note(subject, Err(error.last_word()?)),
                },
            }
        }
        for (nth, piece) in waiting.chunks(LABELS_AT_ONCE).enumerate() {
            let piece_of = Piece { image: on.image, facts: on.facts, nth };
            let commands: Vec<Command> = piece.iter().flat_map(|(_, commands)| commands.clone()).collect();
            let executor = &self.undos.executor;
            let done = executor.execute_piece(self.caller, piece_of, standing, commands).await?;
            let mut outcomes = done.into_iter();
            for (subject, commands) in piece {
                // All steps of a label count as one; the first that is refused says why.
                let of_label: Vec<_> = outcomes.by_ref().take(commands.len()).collect();
                let outcome = of_label.into_iter().collect::<Result<Vec<_>, Refused>>();
                report.note(*subject, outcome.map(drop));
            }
        }
        Ok(report)
    }
}
