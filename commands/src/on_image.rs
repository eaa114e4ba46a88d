//! Many commands on one image, some at a time: what bulk changes, undoing and drawing many labels have in common.

use domain::{
    ImageId,
    image::{Command, Image},
};
use projections::standing::Standing;

use crate::{Caller, CommandError, event_sourced::Outcome, execute::Executor, store::StreamScope};

/// Images whose commands wait for the log together: as many as one append takes.
pub(crate) const SIDE_BY_SIDE: usize = 256;
/// Labels of one image that are changed at once, so that nobody holds the head of the log for long.
pub(crate) const LABELS_AT_ONCE: usize = 250;

/// Some of what is to be done on an image.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    pub image: ImageId,
    /// Facts of the same job, or command of many parts, that are on the image already.
    pub facts: usize,
    /// Which piece of what is still to be done, from 0.
    pub nth: usize,
}

impl Executor {
    /// Carries out a piece as one append; says what became of each command, in their order.
    pub(crate) async fn execute_piece(
        &self,
        caller: Caller,
        piece: Piece,
        standing: &Standing,
        commands: Vec<Command>,
    ) -> Result<Vec<Outcome>, CommandError> {
        let Piece { image, facts, nth } = piece;
        // An id is used up by facts only, and then there are more of them: so it is never used twice.
        let caller = caller.part(format!("{image} {facts} {nth}").as_bytes());
        self.execute_all::<Image>(caller, image.uuid(), StreamScope::of(standing), commands).await
    }
}
