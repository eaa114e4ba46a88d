//! The verify page.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{
    AccountId, ImageId,
    filter::{About, ImageFilter, Value},
};
use projections::verification::Within;
use uuid::Uuid;

use super::labelling_data::LabellingData;
use crate::{
    WebError,
    annotations::Types,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    queues::Whence,
    verification::QueueQuery,
    viewer::Viewer,
};

/// Beyond this many nobody counts what is left.
const MOST: i64 = 1000;

#[derive(Template)]
#[template(path = "images/verify.html")]
struct Page {
    data: LabellingData,
    /// Ids of the labels that are asked about, in order.
    asked: String,
    /// The queue, in words.
    words: String,
    /// Labels in the queue, on all images.
    left: i64,
    previous: Option<String>,
    /// Where the queue hands out what comes next.
    next: String,
}

/// `GET /images/{image}/verify`
pub async fn page(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(asked): Query<QueueQuery>,
    Query(Whence { urgency, .. }): Query<Whence>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let data = LabellingData::load(&commands, viewer.account, image, None).await?;
    let head = Head::new(format!("Verify {}", data.image.name))
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", data.set_id()), &data.set.name)
        .working();
    let asked = asked.seeded(viewer.account, Some(data.set_id()));
    let page = Page::load(&commands, data, &asked, (viewer.account, urgency)).await?;
    wants.show(&head, &page)
}

const fn about(queue: About) -> &'static str {
    match queue {
        About::Waiting => "labels that wait for your vote",
        About::Disagreed => "labels people disagree about",
        About::Unverified => "labels nobody has verified yet",
        About::Stale => "labels changed after others had voted",
    }
}

/// What the queue asks about: `labels that wait for your vote, of type ball`.
async fn words(commands: &Commands, asked: &QueueQuery) -> Result<String, CommandError> {
    let types = Types::load(commands.views()).await?;
    let people: Vec<_> = asked.by().into_iter().collect();
    let names = commands.people.names(&people).await?;
    let said = asked.conditions().map(|(key, value)| match key.value {
        Value::Type(_) => key.say(value.parse().map_or("an unknown type", |id| types.name(id))),
        Value::Person(_) => {
            let name = value.parse().ok().and_then(|id: AccountId| names.get(&id));
            key.say(name.map_or("a former member", String::as_str))
        }
        _ => key.say(value),
    });
    let sample = asked.percent().map(|percent| format!("a sample of {percent} %"));
    let all = std::iter::once(about(asked.about()).to_owned()).chain(said).chain(sample);
    Ok(all.collect::<Vec<_>>().join(", "))
}

impl Page {
    async fn load(
        commands: &Commands,
        data: LabellingData,
        asked: &QueueQuery,
        (account, urgency): (AccountId, usize),
    ) -> Result<Self, CommandError> {
        let (views, image) = (commands.views(), ImageId::new(data.image.image));
        let queue = asked.queue(account, data.set_id());
        let labels = views.labels_to_verify(&queue, &data.hidden, image).await?;
        let hidden = match queue.within {
            Within::Set(_) => data.hidden.clone(),
            Within::Teams => commands.seen_votes.hidden_in_teams(account).await?,
        };
        let (before, _) = views.around(&data.image, &ImageFilter::default(), 1, 0).await?;
        Ok(Self {
            asked: labels.iter().map(Uuid::to_string).collect::<Vec<_>>().join(" "),
            words: words(commands, asked).await?,
            left: views.count_to_verify(&queue, &hidden, MOST).await?,
            previous: before.first().map(|to| asked.at(&format!("/images/{}/verify", to.image))),
            next: asked.onwards(data.set_id(), image, urgency),
            data,
        })
    }
}
