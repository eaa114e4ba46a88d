//! People drawing boxes as fast as they can, in this process.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use annals::Failure;
use commands::{Commands, DrawAnnotation};
use domain::ImageId;

use super::{
    site::{Bench, caller},
    timing::rate,
};

/// Images that are drawn on in turn, so that none has more labels than images have.
pub struct Canvas {
    images: Vec<ImageId>,
    drawn: AtomicUsize,
}

const IMAGES: usize = 1_000;

impl Canvas {
    pub async fn new(bench: &Bench, name: &str) -> Result<Arc<Self>, Failure> {
        let set = bench.set(name).await?;
        let images = bench.images(set, IMAGES).await?;
        Ok(Arc::new(Self { images, drawn: AtomicUsize::new(0) }))
    }

    /// An image, a box on it, and the number of its place.
    pub fn next(&self, bench: &Bench) -> (ImageId, DrawAnnotation, usize) {
        let nth = self.drawn.fetch_add(1, Ordering::Relaxed);
        (self.images[nth % IMAGES], bench.draw(nth / IMAGES), nth / IMAGES)
    }
}

/// Commands per second.
pub async fn throughput(
    bench: &Bench,
    canvas: &Canvas,
    writers: usize,
    during: Duration,
) -> Result<f64, Failure> {
    let begun = Instant::now();
    let work = (0..writers).map(|writer| draw(bench, canvas, writer, begun + during));
    let done = futures::future::try_join_all(work).await?;
    Ok(rate(done.into_iter().sum(), begun.elapsed()))
}

async fn draw(bench: &Bench, canvas: &Canvas, writer: usize, until: Instant) -> Result<usize, Failure> {
    let commands: &Commands = bench.commands();
    let by = bench.people[writer % bench.people.len()];
    let mut done = 0;
    while Instant::now() < until {
        let (image, draw, _) = canvas.next(bench);
        commands.labels.draw(caller(commands, by), image, draw).await?;
        done += 1;
    }
    Ok(done)
}
