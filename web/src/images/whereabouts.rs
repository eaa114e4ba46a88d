//! Where somebody is: what of the set is asked for, how much of it is left, and which image of how many this is.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, QueueTask};
use domain::{
    AccountId, Action, ImageId, ImageSetId,
    filter::{ImageCondition, ImageFilter, Key, Value},
};
use projections::{images::ImageLine, queue::ImageNumber};

use super::query::ImageQuery;
use crate::{
    WebError,
    annotations::Types,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

/// The part of the line above the picture that changes while one works.
#[derive(Debug, Template)]
#[template(path = "images/_place.html")]
pub struct Whereabouts {
    /// What is asked for, in words: `images without ball`.
    pub asked: String,
    /// Images that it still holds of, where labelling makes them fewer.
    pub left: Option<i64>,
    pub place: ImageNumber,
    /// Where an image is asked for by its number.
    pub jump: String,
    /// What goes along.
    pub query: Vec<(String, String)>,
}

impl Whereabouts {
    /// `types`: for their names.
    pub async fn load(
        commands: &Commands,
        by: AccountId,
        line: &ImageLine,
        query: &ImageQuery,
        types: &Types,
    ) -> Result<Self, CommandError> {
        let (views, set) = (commands.views(), ImageSetId::new(line.image_set));
        let asks = Asks::of(commands, by, set, query, types).await?;
        let hidden = commands.seen_votes.hidden_in(by, set).await?;
        let place = views.place_among(line, &query.filter(&hidden)).await?;
        let left = match &asks.queue {
            Some(filter) => Some(views.count_images(set, filter).await?),
            None => asks.shrinks.then_some(place.of),
        };
        Ok(Self {
            asked: asks.words,
            left,
            place,
            jump: format!("/image-sets/{set}/image"),
            query: query.pairs().collect(),
        })
    }
}

/// What somebody goes from image to image for.
struct Asks {
    words: String,
    /// What the queue hands out; `None` without a queue.
    queue: Option<ImageFilter>,
    /// Whether labelling an image may take it out.
    shrinks: bool,
}

impl Asks {
    async fn of(
        commands: &Commands,
        by: AccountId,
        set: ImageSetId,
        query: &ImageQuery,
        types: &Types,
    ) -> Result<Self, CommandError> {
        if let Some(urgency) = query.queue_urgency() {
            let filter = commands.queue.filter_of(by, set, &QueueTask::Label, urgency).await?;
            return Ok(Self { words: words_of_queue(&filter, types), queue: Some(filter), shrinks: true });
        }
        let say = |(key, value): (&Key<ImageCondition>, &str)| match key.value {
            Value::Type(_) => key.say(value.parse().map_or("an unknown type", |id| types.name(id))),
            _ => key.say(value),
        };
        let said: Vec<_> = query.conditions().map(say).collect();
        let shrinks = ["without", "only"].iter().any(|name| !query.text(name).is_empty());
        let words =
            if said.is_empty() { "all images".to_owned() } else { format!("images {}", said.join(", ")) };
        Ok(Self { words, queue: None, shrinks })
    }
}

/// The queue asks for what is missing; each condition that it may ask has its words.
fn words_of_queue(filter: &ImageFilter, types: &Types) -> String {
    let lacks = |condition: &ImageCondition| match condition {
        ImageCondition::HasNo(labels) => {
            types.all().find(|id| *condition == ImageCondition::without(*id)).map_or_else(
                || {
                    if labels.conditions().next().is_none() {
                        "images without labels".to_owned()
                    } else {
                        "images that lack a label".to_owned()
                    }
                },
                |id| format!("images without {}", types.name(id)),
            )
        }
        _ => "images that lack a type".to_owned(),
    };
    filter.conditions().next().map_or_else(|| "all images".to_owned(), lacks)
}

/// `GET /images/{image}/place`: the same once more, as it is by now.
pub async fn place(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(query): Query<ImageQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let (line, _) = commands.permissions.on_image(viewer.account, image, Action::Read).await?;
    let types = Types::load(commands.views()).await?;
    let place = Whereabouts::load(&commands, viewer.account, &line, &query, &types).await?;
    wants.show(&Head::new(&line.name), &place)
}
