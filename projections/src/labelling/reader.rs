//! Goes through a cut's images and labels in order, holding one page of them.

use std::collections::VecDeque;

use domain::{AccountId, ImageSetId, Timestamp, formats::LabelledImage};
use futures::Stream;

use super::Cut;
use crate::{LogError, Reading, Views, images::ImagePlace};

/// Images read at a time.
const IMAGES: i64 = 500;

/// Labels that one query should bring; how many images that takes is learned from the last one.
const AIM: usize = 5_000;

/// An image as it was, and how each of its labels came to be so.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    pub image: LabelledImage,
    pub image_set: ImageSetId,
    /// Of its file.
    pub bytes: u64,
    /// Where it stands in its set.
    pub place: ImagePlace,
    /// One for each of the image's labels.
    pub made: Vec<Made>,
    /// Whether the labels say how people voted; else they say that nobody did.
    pub tells_votes: bool,
    /// Positions of the facts that put the image into the set and, if known by now, took it out.
    pub since: i64,
    pub until: Option<i64>,
}

/// How a label's revision came to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// Order in which the labels of the image were drawn.
    pub number: u32,
    pub by: AccountId,
    pub at: Timestamp,
    /// Positions of the facts that began and, if known by now, ended it.
    pub since: i64,
    pub until: Option<i64>,
}

/// In which order one goes through a set's images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As people do: 1, 2, 10.
    Natural,
    /// By the bytes of their names, as digests always were.
    PlainName,
}

/// A way through a cut's content. A clone taken before the first image starts there again.
#[derive(Debug, Clone)]
pub struct Reader {
    reading: Reading,
    cut: Cut,
    order: Order,
    /// Complete.
    ready: VecDeque<Labelled>,
    /// Labels are missing still; the first image may have some.
    pending: VecDeque<Labelled>,
    /// Sets that were read to their end.
    sets_done: usize,
    /// Where the last image stands that was read of the next set.
    after: ImagePlace,
    /// How many images to ask labels of.
    width: usize,
    /// Whether labels are read.
    labels: bool,
    /// Whether votes on them are told.
    votes: bool,
}

impl Views {
    /// Opens a cut's content.
    pub async fn labelled(&self, cut: impl Into<Cut>) -> Result<Reader, LogError> {
        let cut = cut.into().as_of(self.log().head().await?);
        Ok(Reader {
            reading: self.0.clone(),
            cut,
            order: Order::Natural,
            ready: VecDeque::new(),
            pending: VecDeque::new(),
            sets_done: 0,
            after: ImagePlace::default(),
            width: 50,
            labels: true,
            votes: true,
        })
    }
}

impl Reader {
    pub(super) fn sets(&self) -> &[ImageSetId] {
        &self.cut.sets
    }

    /// With its sets in this order; those that are not in it come last.
    pub(super) fn in_order_of(mut self, sets: &[ImageSetId]) -> Self {
        let place = |set: &ImageSetId| sets.iter().position(|other| other == set).unwrap_or(sets.len());
        self.cut.sets.sort_by_key(place);
        self
    }

    /// Images come without their labels, which are not read.
    #[must_use]
    pub fn without_labels(self) -> Self {
        Self { labels: false, ..self }
    }

    /// Labels come as if nobody had voted on them, for whoever may not know. Those that are selected by votes still are.
    #[must_use]
    pub fn without_votes(self) -> Self {
        Self { votes: false, ..self }
    }

    pub(super) const fn tells_votes(&self) -> bool {
        self.votes
    }

    /// The same content in another order; nothing has been read yet.
    pub(super) fn ordered(self, order: Order) -> Self {
        Self { order, ..self }
    }

    pub const fn position(&self) -> i64 {
        self.cut.position
    }

    pub(super) const fn reading(&self) -> &Reading {
        &self.reading
    }

    /// The next image, by set, then in the order of its images.
    pub async fn next(&mut self) -> Result<Option<Labelled>, LogError> {
        loop {
            if let Some(image) = self.ready.pop_front() {
                return Ok(Some(image));
            }
            if self.pending.is_empty() && !self.read_images().await? {
                return Ok(None);
            }
            if self.labels {
                self.read_labels().await?;
            } else {
                self.ready.append(&mut self.pending);
            }
        }
    }

    /// What is left to read, as exports want it.
    pub fn into_stream(mut self) -> impl Stream<Item = Result<LabelledImage, LogError>> + Send {
        async_stream::try_stream! {
            while let Some(labelled) = self.next().await? {
                yield labelled.image;
            }
        }
    }

    async fn read_images(&mut self) -> Result<bool, LogError> {
        while let Some(set) = self.cut.sets.get(self.sets_done) {
            self.pending =
                self.cut.images((*set, self.order), &self.after, IMAGES, &self.reading).await?.into();
            if let Some(last) = self.pending.back() {
                self.after = last.place.clone();
                return Ok(true);
            }
            self.sets_done += 1;
            self.after = ImagePlace::default();
        }
        Ok(false)
    }

    async fn read_labels(&mut self) -> Result<(), LogError> {
        let asked = self.width.min(self.pending.len());
        let ids = self.pending.iter().take(asked).map(|labelled| labelled.image.image.uuid()).collect();
        let number = self.pending.front().and_then(|first| first.made.last()).map_or(0, |made| made.number);
        let page = self.cut.labels(ids, number.cast_signed(), &self.reading).await?;
        self.width = (asked * AIM / page.rows.len().max(1)).clamp(1, 500);
        let last = page.rows.last().and_then(|row| usize::try_from(row.place).ok()).unwrap_or(1);
        for row in page.rows {
            let place = usize::try_from(row.place - 1).unwrap_or_default();
            let (mut label, made) = row.into_parts();
            if !self.votes {
                (label.accepts, label.rejects, label.accepts_by_others) = (0, 0, 0);
            }
            if let Some(labelled) = self.pending.get_mut(place) {
                labelled.tells_votes = self.votes;
                labelled.image.labels.push(label);
                labelled.made.push(made);
            }
        }
        // The last image of an incomplete page may have more labels.
        let done = if page.complete { asked } else { last - 1 };
        self.ready.extend(self.pending.drain(..done));
        Ok(())
    }
}
