//! What is changed, as pictures: labels as crops, images as thumbnails.

use askama::{Template, filters::HtmlSafe};
use commands::{CommandError, Commands, bulk_change::Subject};
use domain::{AccountId, ImageSetId};
use projections::images::ImageLine;

use crate::{
    annotations::{LabelCard, cards},
    filters,
};

/// So many are shown; the others are counted.
pub const SHOWN: usize = 24;

/// The first of what is changed.
#[derive(Template)]
#[template(path = "bulk_changes/_subjects.html")]
pub struct Subjects {
    cards: Vec<LabelCard>,
    images: Vec<ImageLine>,
}

impl HtmlSafe for Subjects {}

impl Subjects {
    /// Nobody's permission is asked.
    pub async fn load(
        commands: &Commands,
        set: ImageSetId,
        subjects: &[Subject],
        seen_by: AccountId,
    ) -> Result<Self, CommandError> {
        let shown = &subjects[..subjects.len().min(SHOWN)];
        let labels: Vec<_> = shown.iter().filter_map(|of| of.label()).map(Into::into).collect();
        let images: Vec<_> = shown.iter().filter_map(|of| of.image()).map(Into::into).collect();
        let mut images = commands.views().images_by_id(&images).await?;
        images.sort_by_cached_key(ImageLine::place);
        Ok(Self { cards: cards(commands, set, &labels, seen_by).await?, images })
    }
}
