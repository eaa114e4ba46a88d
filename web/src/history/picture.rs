//! An image as it was right after some fact.

use askama::{Template, filters::HtmlSafe};
use commands::{CommandError, Commands};
use domain::{AccountId, ImageId, Timestamp};
use projections::images::{ImageLine, Presence};

use crate::{
    annotations::{Label, Types},
    filters,
};

/// How many facts are looked at to find the latest one.
const LATEST: i64 = 100;

#[derive(Template)]
#[template(path = "history/_picture.html")]
pub struct Picture {
    image: ImageLine,
    labels: Vec<Label>,
    /// `None`: as it is now.
    as_of: Option<i64>,
    /// The latest fact of the image that it shows, as far as the viewer may know: its position, and when it happened.
    latest: Option<(i64, Timestamp)>,
    presence: Presence,
}

impl HtmlSafe for Picture {}

impl Picture {
    pub async fn load(
        commands: &Commands,
        image: ImageLine,
        seen_by: AccountId,
        as_of: Option<i64>,
    ) -> Result<Self, CommandError> {
        let views = commands.views();
        let (id, types) = (ImageId::new(image.image), Types::load(views).await?);
        let position = as_of.unwrap_or(i64::MAX);
        let hidden = commands.seen_votes.hidden_in(seen_by, image.image_set.into()).await?;
        let lines = if hidden.is_none() {
            views.record_on_as_of(id, seen_by, position).await?
        } else {
            views.annotations_on_as_of(id, seen_by, position).await?
        };
        // Some votes at the end may be none that the viewer sees.
        let facts = views.history_of_image(id, position.saturating_add(1), LATEST).await?;
        let facts = commands.seen_votes.among(seen_by, facts.entries).await?;
        Ok(Self {
            labels: lines.iter().map(|line| Label::new(line, &types, seen_by)).collect(),
            as_of,
            latest: facts.first().map(|fact| (fact.position, fact.at)),
            presence: views.presence(id, position).await?,
            image,
        })
    }

    pub fn latest(&self) -> Option<i64> {
        self.latest.map(|(position, _)| position)
    }
}
