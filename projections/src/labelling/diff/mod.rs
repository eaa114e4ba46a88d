//! What differs between two cuts: images and labels that came, went or changed, who did it and when.
//!
//! Both sides are read in step, so memory holds one page of each and the changes that were asked for.

mod cause;
mod change;
mod overlap;

use std::cmp::Ordering;

use domain::ImageSetId;
use serde::Serialize;

pub use self::change::{Cause, Change, LabelState, VoteCounts, Ways, What};
use self::{
    cause::{Origin, causes},
    change::{ways, what_changed},
};
use super::{Labelled, Reader};
use crate::{LogError, images::ImagePlace};

/// What differs, counted in full and listed in part.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Diff {
    /// Log positions of the two sides.
    pub from: i64,
    pub to: i64,
    pub counts: Counts,
    /// In the order of images and labels.
    pub changes: Vec<Change>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Entries of the whole list: an image that came or went is one, whatever was on it.
    pub entries: u64,
    pub images_added: u64,
    pub images_removed: u64,
    /// Labels, those that came or went with their image included.
    pub added: u64,
    pub removed: u64,
    pub changed: u64,
    /// Ways in which labels changed; one may have changed in several.
    pub reshaped: u64,
    pub retyped: u64,
    pub marked: u64,
    pub votes: u64,
}

/// Which entries are wanted.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    pub offset: u64,
    pub limit: u64,
}

/// Kinds of entries that alone are wanted. The counts are of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    /// Labels and images that came.
    Added,
    Removed,
    Changed,
}

/// Entries so far; those of the page are kept, with what led to them still to be looked up.
struct Found {
    page: Page,
    only: Option<Only>,
    /// Entries that are wanted, on any page.
    listed: u64,
    counts: Counts,
    kept: Vec<(Change, Origin)>,
    positions: (i64, i64),
}

/// Compares two readers that have read nothing yet. Images come in the order of the later cut's sets.
pub async fn diff(before: Reader, after: Reader, page: Page) -> Result<Diff, LogError> {
    diff_of(before, after, page, None).await
}

/// The same, listing one kind of entries only.
pub async fn diff_of(
    before: Reader,
    mut after: Reader,
    page: Page,
    only: Option<Only>,
) -> Result<Diff, LogError> {
    let positions = (before.position(), after.position());
    let mut before = before.in_order_of(after.sets());
    let sets = [after.sets(), before.sets()].concat();
    let mut found = Found { page, only, listed: 0, counts: Counts::default(), kept: vec![], positions };
    let (mut old, mut new) = (before.next().await?, after.next().await?);
    loop {
        let order = match (&old, &new) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => key(&sets, old).cmp(&key(&sets, new)),
        };
        let gone = if order.is_le() { std::mem::replace(&mut old, before.next().await?) } else { None };
        let come = if order.is_ge() { std::mem::replace(&mut new, after.next().await?) } else { None };
        found.images(gone.as_ref(), come.as_ref());
    }
    let (from, to) = positions;
    let changes = causes(found.kept, positions, &after).await?;
    Ok(Diff { from, to, counts: found.counts, changes })
}

/// Where an image comes, by the first place at which its set is named.
fn key<'a>(sets: &[ImageSetId], labelled: &'a Labelled) -> (Option<usize>, &'a ImagePlace) {
    let set = sets.iter().position(|set| *set == labelled.image_set);
    (set, &labelled.place)
}

impl Found {
    fn images(&mut self, old: Option<&Labelled>, new: Option<&Labelled>) {
        match (old, new) {
            (None, None) => {}
            (Some(old), None) => {
                self.counts.images_removed += 1;
                self.counts.removed += old.image.labels.len() as u64;
                let what = What::ImageRemoved { labels: old.image.labels.len() };
                self.keep(old, what, Origin::Fact(old.until));
            }
            (None, Some(new)) => {
                self.counts.images_added += 1;
                self.counts.added += new.image.labels.len() as u64;
                let what = What::ImageAdded { labels: new.image.labels.len() };
                self.keep(new, what, Origin::Fact(Some(new.since)));
            }
            (Some(old), Some(new)) => self.labels(old, new),
        }
    }

    /// Labels of one image come by number on both sides, and keep it for ever.
    fn labels(&mut self, old: &Labelled, new: &Labelled) {
        let (mut a, mut b) = (0, 0);
        loop {
            let order = match (old.made.get(a), new.made.get(b)) {
                (None, None) => break,
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(old), Some(new)) => old.number.cmp(&new.number),
            };
            match order {
                Ordering::Less => self.removed(old, a),
                Ordering::Greater => self.added(new, b),
                Ordering::Equal => self.both(old, a, new, b),
            }
            a += usize::from(order.is_le());
            b += usize::from(order.is_ge());
        }
    }

    fn removed(&mut self, old: &Labelled, at: usize) {
        self.counts.removed += 1;
        let annotation = old.image.labels[at].annotation;
        let origin = Origin::Label { annotation, fact: old.made[at].until };
        self.keep(old, What::Removed { annotation, before: LabelState::of(old, at) }, origin);
    }

    fn added(&mut self, new: &Labelled, at: usize) {
        self.counts.added += 1;
        let annotation = new.image.labels[at].annotation;
        let origin = Origin::Label { annotation, fact: Some(new.made[at].since) };
        self.keep(new, What::Added { annotation, after: LabelState::of(new, at) }, origin);
    }

    fn both(&mut self, old: &Labelled, a: usize, new: &Labelled, b: usize) {
        let (before, after) = (&old.image.labels[a], &new.image.labels[b]);
        if before == after && old.made[a].since == new.made[b].since {
            return;
        }
        let ways = ways(before, after);
        self.counts.changed += 1;
        self.counts.reshaped += u64::from(ways.reshaped);
        self.counts.retyped += u64::from(ways.retyped);
        self.counts.marked += u64::from(ways.marked);
        self.counts.votes += u64::from(ways.votes);
        let origin = Origin::Label { annotation: after.annotation, fact: Some(new.made[b].since) };
        self.keep(new, what_changed((old, a), (new, b), ways), origin);
    }

    fn keep(&mut self, at: &Labelled, what: What, origin: Origin) {
        self.counts.entries += 1;
        if self.only.is_some_and(|only| only != what.kind()) {
            return;
        }
        let place = self.listed;
        self.listed += 1;
        if place < self.page.offset || place - self.page.offset >= self.page.limit {
            return;
        }
        let change = Change { image: at.image.image, image_name: at.image.name.clone(), what, cause: None };
        self.kept.push((change, origin.between(self.positions)));
    }
}
