use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{AccountId, ImageId};
use projections::sieve::Sieve;
use uuid::Uuid;

use super::bench::Bench;
use crate::{
    WebError,
    extract::{Path, Query},
    page::{Head, Wants},
    queues::Whence,
    verification::Asked,
    viewer::Viewer,
};

/// Beyond this many nobody counts what is left.
const MOST: i64 = 1000;

#[derive(Template)]
#[template(path = "images/verify.html")]
struct Page {
    bench: Bench,
    /// Ids of the labels that are asked about, in order.
    asked: String,
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
    Query(asked): Query<Asked>,
    Query(Whence { urgency, .. }): Query<Whence>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let bench = Bench::load(&commands, viewer.account, image, None).await?;
    let head = Head::new(format!("Verify {}", bench.image.name))
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", bench.set_id()), &bench.set.name)
        .working();
    let asked = asked.seeded(viewer.account, Some(bench.set_id()));
    let page = Page::load(&commands, bench, &asked, (viewer.account, urgency)).await?;
    wants.show(&head, &page)
}

impl Page {
    async fn load(
        commands: &Commands,
        bench: Bench,
        asked: &Asked,
        (account, urgency): (AccountId, usize),
    ) -> Result<Self, CommandError> {
        let (views, image) = (commands.views(), ImageId::new(bench.image.image));
        let queue = asked.queue(account, bench.set_id());
        let labels = views.labels_to_verify(&queue, image).await?;
        let (before, _) = views.around(&bench.image, &Sieve::of([]), 1, 0).await?;
        Ok(Self {
            asked: labels.iter().map(Uuid::to_string).collect::<Vec<_>>().join(" "),
            left: views.count_to_verify(&queue, MOST).await?,
            previous: before.first().map(|to| asked.at(&format!("/images/{}/verify", to.image))),
            next: asked.onwards(bench.set_id(), image, urgency),
            bench,
        })
    }
}
