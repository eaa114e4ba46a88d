//! Deleting several labels of one image with one command; each is answered for itself.

use std::collections::HashSet;

use domain::{
    Access, Action, AnnotationId, ImageId,
    image::{self, Command},
};
use serde::Serialize;
use tracing::instrument;

use crate::{
    Caller, CommandError, Refused,
    annotation::Labels,
    done::Done,
    on_image::{LABELS_AT_ONCE, Piece},
};

/// Most labels that one command deletes.
pub const MOST_ERASED: usize = 1_000;

/// A label to be deleted, as the caller saw it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct EraseAnnotation {
    pub annotation: AnnotationId,
    pub revision: u32,
}

/// What became of each, in their order.
pub type Erased = Vec<Result<(), Refused>>;

impl Labels {
    /// Deletes at most [`MOST_ERASED`] labels of an image. One that somebody has changed since, or that the caller may not
    /// delete, stays and says why. The command sent again deletes what is left and says the same of the rest.
    #[instrument(name = "command.annotation.erase_all", skip_all, fields(%image, labels = labels.len()))]
    pub async fn erase_all(
        &self,
        caller: Caller,
        image: ImageId,
        labels: Vec<EraseAnnotation>,
    ) -> Result<Erased, CommandError> {
        if labels.len() > MOST_ERASED {
            let sentence = format!("at most {MOST_ERASED} annotations can be deleted at once");
            return Err(CommandError::invalid("annotations", sentence));
        }
        let (_, standing) = self.permissions.on_image(caller.account, image, Action::Annotate).await?;
        let is_new = self.executor.claim(caller, image.uuid(), &("erase all", &labels)).await?;
        let done = if is_new { Done::default() } else { Done::read(&self.views.log(), caller).await? };
        let mut outcomes: Erased = labels.iter().map(|_| Ok(())).collect();
        let waiting = self.erasable(caller, image, &labels, &done, &mut outcomes).await?;
        let facts = done.facts.get(&image.uuid()).copied().unwrap_or_default();
        for (nth, places) in waiting.chunks(LABELS_AT_ONCE).enumerate() {
            let command = |&place: &usize| {
                let EraseAnnotation { annotation, revision } = labels[place];
                Command::Erase { annotation, revision }
            };
            let commands = places.iter().map(command).collect();
            let piece = Piece { image, facts, nth };
            let erased = self.executor.execute_piece(caller, piece, &standing, commands).await?;
            for (place, outcome) in places.iter().zip(erased) {
                outcomes[*place] = outcome.map(drop);
            }
        }
        Ok(outcomes)
    }

    /// The places of those that are still to be deleted, each once; for the others what became of them is an outcome.
    async fn erasable(
        &self,
        caller: Caller,
        image: ImageId,
        labels: &[EraseAnnotation],
        done: &Done,
        outcomes: &mut Erased,
    ) -> Result<Vec<usize>, CommandError> {
        let mut seen = HashSet::new();
        let mut waiting = vec![];
        for (place, EraseAnnotation { annotation, .. }) in labels.iter().enumerate() {
            if done.subjects.contains(&annotation.uuid()) || !seen.insert(*annotation) {
                continue;
            }
            match self.permissions.to_edit(caller.account, *annotation).await {
                Ok((found, _)) if found.image == image => waiting.push(place),
                Ok(_) | Err(CommandError::Denied(Access::Hidden)) => {
                    outcomes[place] = Err(image::Refusal::NoSuchAnnotation.into());
                }
                Err(error) => outcomes[place] = Err(error.last_word()?),
            }
        }
        Ok(waiting)
    }
}
