//! How far a set is: labels by type, images without any, what others accept.
//!
//! Each fact is projected as a difference: the figures of the image after it, less those before.

mod reading;
mod figures;

use std::collections::HashMap;

use domain::{Decider as _, Fact};
use uuid::Uuid;

use self::figures::{ImageFigures, touched_by};
pub use self::{
    figures::{OfSet, OfType},
    reading::{SetProgress, TypeStatistics},
};
use crate::{
    Statement,
    contract::{FollowingView, Next},
};

/// The views `view_set_statistics` and `view_set_progress`.
#[derive(Debug)]
pub struct Statistics;

/// What a page of facts adds to each set, and to each type of a set.
#[derive(Debug, Default)]
pub struct StatisticsChanges {
    sets: HashMap<Uuid, OfSet>,
    types: HashMap<(Uuid, Uuid), OfType>,
}

impl FollowingView for Statistics {
    const NAME: &'static str = "statistics";
    const VERSION: i32 = 1;
    const TABLES: &'static [&'static str] = &["view_set_statistics", "view_set_progress"];
    type Changes = StatisticsChanges;

    fn project(next: &Next<'_>, changes: &mut StatisticsChanges) {
        let Fact::Image(_, event) = &next.recorded.fact else { return };
        let touched_by = touched_by(event);
        let mut image = touched_by.excerpt(next.image);
        let before = ImageFigures::of(&image, next.image, &touched_by);
        image.apply(event, next.recorded.stamp());
        let after = ImageFigures::of(&image, next.image, &touched_by);
        changes.add(&before, -1);
        changes.add(&after, 1);
    }

    fn write(changes: StatisticsChanges, statement: &mut Statement) {
        write_sets(changes.sets, statement);
        write_types(changes.types, statement);
    }
}

impl StatisticsChanges {
    fn add(&mut self, figures: &ImageFigures, times: i64) {
        let Some(set) = figures.image_set.map(domain::ImageSetId::uuid) else { return };
        self.sets.entry(set).or_default().add(&figures.set, times);
        for (annotation_type, of_type) in &figures.types {
            self.types.entry((set, annotation_type.uuid())).or_default().add(of_type, times);
        }
    }
}

fn write_sets(sets: HashMap<Uuid, OfSet>, statement: &mut Statement) {
    if sets.is_empty() {
        return;
    }
    let (ids, sums): (Vec<_>, Vec<_>) = sets.into_iter().unzip();
    let ids = statement.bind(ids);
    let mut column = |of: fn(&OfSet) -> i64| statement.bind(sums.iter().map(of).collect::<Vec<_>>());
    let arrays = [
        column(|s| s.images),
        column(|s| s.labelled_images),
        column(|s| s.annotations),
        column(|s| s.accepted),
        column(|s| s.votes),
    ]
    .map(|n| format!("${n}::bigint[]"))
    .join(", ");
    statement.clause(&format!(
        "insert into view_set_progress as v (image_set, images, labelled_images, annotations, accepted, votes)
         select * from unnest(${ids}::uuid[], {arrays})
         on conflict (image_set) do update set images = v.images + excluded.images,
            labelled_images = v.labelled_images + excluded.labelled_images,
            annotations = v.annotations + excluded.annotations,
            accepted = v.accepted + excluded.accepted, votes = v.votes + excluded.votes"
    ));
}

fn write_types(types: HashMap<(Uuid, Uuid), OfType>, statement: &mut Statement) {
    if types.is_empty() {
        return;
    }
    let (keys, sums): (Vec<_>, Vec<_>) = types.into_iter().unzip();
    let (sets, types): (Vec<_>, Vec<_>) = keys.into_iter().unzip();
    let (sets, types) = (statement.bind(sets), statement.bind(types));
    let mut column = |of: fn(&OfType) -> i64| statement.bind(sums.iter().map(of).collect::<Vec<_>>());
    let arrays = [
        column(|t| t.in_image),
        column(|t| t.not_in_image),
        column(|t| t.accepted),
        column(|t| t.rejected),
        column(|t| t.images),
    ]
    .map(|n| format!("${n}::bigint[]"))
    .join(", ");
    statement.clause(&format!(
        "insert into view_set_statistics as v
            (image_set, annotation_type, in_image, not_in_image, accepted, rejected, images)
         select * from unnest(${sets}::uuid[], ${types}::uuid[], {arrays})
         on conflict (image_set, annotation_type) do update set in_image = v.in_image + excluded.in_image,
            not_in_image = v.not_in_image + excluded.not_in_image,
            accepted = v.accepted + excluded.accepted, rejected = v.rejected + excluded.rejected,
            images = v.images + excluded.images"
    ));
}
