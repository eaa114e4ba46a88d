//! An image as it was right after some fact.

use askama::{Template, filters::HtmlSafe};
use commands::{CommandError, Commands};
use domain::{AccountId, Fact, ImageId, Timestamp, image::Event};
use projections::{Recorded, images::ImageLine};

use crate::{
    annotations::{Label, Types},
    filters,
};

#[derive(Template)]
#[template(path = "history/_picture.html")]
pub struct Picture {
    image: ImageLine,
    labels: Vec<Label>,
    /// `None`: as it is now.
    as_of: Option<i64>,
    /// When that fact happened, if it is one of this image's.
    at: Option<Timestamp>,
    presence: Presence,
}

impl HtmlSafe for Picture {}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    NotYet,
    There,
    Removed,
}

impl Picture {
    /// `facts` are all of the image's.
    pub async fn load(
        commands: &Commands,
        (image, facts): (ImageLine, &[Recorded]),
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
        Ok(Self {
            labels: lines.iter().map(|line| Label::new(line, &types, seen_by)).collect(),
            as_of,
            at: facts.iter().find(|fact| fact.position <= position).map(|fact| fact.at),
            presence: presence(facts, position),
            image,
        })
    }
}

/// Facts come newest first.
fn presence(facts: &[Recorded], position: i64) -> Presence {
    let mut until = facts.iter().filter(|fact| fact.position <= position).peekable();
    if until.peek().is_none() {
        return Presence::NotYet;
    }
    let last = until.find_map(|recorded| match &recorded.fact {
        Fact::Image(_, Event::ImageRemoved {}) => Some(Presence::Removed),
        Fact::Image(_, Event::ImageRestored {}) => Some(Presence::There),
        _ => None,
    });
    last.unwrap_or(Presence::There)
}
