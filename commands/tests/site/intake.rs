//! Pictures, archives and the worker that jobs need.

use std::{
    convert::Infallible,
    io::{Cursor, Write as _},
    pin::pin,
    time::Duration,
};

use bytes::Bytes;
use commands::{
    Commands, bulk_change, export, intake,
    jobs::{JobView, Registry},
    undo,
};
use futures::{Stream, StreamExt as _};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use tokio::{spawn, time::timeout};
use tokio_util::{sync::CancellationToken, task::AbortOnDropHandle};
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A small PNG, another one for each number.
pub fn png(number: u32) -> Bytes {
    let [red, green, blue, _] = number.wrapping_mul(2_654_435_761).to_be_bytes();
    let picture = RgbImage::from_fn(16, 12, |x, _| if x < 8 { Rgb([red, green, blue]) } else { Rgb([0; 3]) });
    let mut file = Cursor::new(vec![]);
    DynamicImage::from(picture).write_to(&mut file, ImageFormat::Png).unwrap();
    file.into_inner().into()
}

pub fn zip(entries: &[(&str, Bytes)]) -> Bytes {
    let mut file = ZipWriter::new(Cursor::new(vec![]));
    for (name, bytes) in entries {
        file.start_file(*name, SimpleFileOptions::default()).unwrap();
        file.write_all(bytes).unwrap();
    }
    file.finish().unwrap().into_inner().into()
}

/// Bytes that arrive in pieces.
pub fn arriving(bytes: &Bytes) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + 'static {
    let pieces: Vec<_> = bytes.chunks(1000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    futures::stream::iter(pieces)
}

fn registry(commands: &Commands) -> Registry {
    let registry = intake::register(Registry::new(), commands.intake.clone());
    let registry = export::register(registry, commands.exports.clone());
    let registry = bulk_change::register(registry, commands.bulk_changes.clone());
    undo::register(registry, commands.undos.clone())
}

/// A process that does jobs; it dies when this is dropped.
pub fn worker(commands: &Commands) -> AbortOnDropHandle<()> {
    let registry = registry(commands);
    let jobs = commands.jobs().clone();
    AbortOnDropHandle::new(spawn(async move { jobs.work(&registry, 2, &CancellationToken::new()).await }))
}

pub async fn until(commands: &Commands, job: Uuid, wanted: impl Fn(&JobView) -> bool) -> JobView {
    let states = pin!(commands.jobs().watch(job));
    let mut fitting = states.map(Result::unwrap).filter(|view| std::future::ready(wanted(view)));
    timeout(Duration::from_mins(10), fitting.next()).await.expect("in time").expect("before it was over")
}

/// Does the job to its end, by a worker that stops in order: one that is cut off can leave with the next job claimed,
/// and its lease never ends while the test's clock stands still.
pub async fn done(commands: &Commands, job: Uuid) -> JobView {
    let stop = CancellationToken::new();
    let registry = registry(commands);
    let waiting = async {
        let view = until(commands, job, |view| view.state.is_over()).await;
        stop.cancel();
        view
    };
    tokio::join!(waiting, commands.jobs().work(&registry, 2, &stop)).0
}
