//! From the labels to the spooled file: read here, written on a thread that may block.

use std::{collections::BTreeMap, io};

use domain::formats::{LabelledImage, Writer};
use projections::{LogError, labelling::Reader};
use tokio::sync::mpsc;

use super::spool::{Spool, Spooled};
use crate::effort;
use crate::jobs::{Halt, JobContext};

/// Images between reading and writing; one may have thousands of labels.
const AHEAD: usize = 4;

/// What came of it.
pub(super) struct Written {
    pub spooled: Spooled,
    pub left_out: BTreeMap<String, u64>,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum WriteError {
    #[error(transparent)]
    Log(#[from] LogError),
    #[error(transparent)]
    Output(#[from] io::Error),
    #[error("{0}")]
    Halted(Halt),
}

enum Step {
    Image(usize, LabelledImage),
    EndOfPass(usize),
}

/// Writes everything down; memory holds a page of labels, however many there are.
pub(super) async fn write(
    writer: Box<dyn Writer>,
    reader: &Reader,
    spool: Spool,
    work: &JobContext,
) -> Result<Written, WriteError> {
    let passes = writer.passes();
    let (steps, todo) = mpsc::channel(AHEAD);
    let writing = effort::blocking(move || follow(writer, todo, spool));
    let fed = feed(reader, passes, steps, work).await;
    let written = writing.await.map_err(|error| io::Error::other(error.to_string()))?;
    fed?;
    // The writer looks for it as well, in the middle of an image.
    if let Some(why) = work.halt().filter(|_| written.is_err()) {
        return Err(WriteError::Halted(why));
    }
    Ok(written?)
}

/// Ends early when nobody writes any more: why is the writer's to say.
async fn feed(
    reader: &Reader,
    passes: usize,
    steps: mpsc::Sender<Step>,
    work: &JobContext,
) -> Result<(), WriteError> {
    for pass in 0..passes {
        let mut images = reader.clone();
        while let Some(labelled) = images.next().await? {
            if let Some(why) = work.halt() {
                return Err(WriteError::Halted(why));
            }
            if steps.send(Step::Image(pass, labelled.image)).await.is_err() {
                return Ok(());
            }
            work.advance(1);
        }
        if steps.send(Step::EndOfPass(pass)).await.is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn follow(
    mut writer: Box<dyn Writer>,
    mut todo: mpsc::Receiver<Step>,
    mut spool: Spool,
) -> io::Result<Written> {
    writer.begin(&mut spool)?;
    while let Some(step) = todo.blocking_recv() {
        match step {
            Step::Image(pass, image) => writer.image(pass, &image, &mut spool)?,
            Step::EndOfPass(pass) => writer.end_pass(pass, &mut spool)?,
        }
    }
    Ok(Written { left_out: writer.report().left_out(), spooled: spool.finish()? })
}
