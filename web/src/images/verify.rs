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
    verification::Asked,
    viewer::Viewer,
};

/// Images fetched ahead: each is looked at shortly.
const AHEAD: usize = 5;

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
    ahead: String,
    next: String,
    /// Looks anew what is left.
    queue: String,
}

/// `GET /images/{image}/verify`
pub async fn page(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(asked): Query<Asked>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let bench = Bench::load(&commands, viewer.account, image, None).await?;
    let head = Head::new(format!("Verify {}", bench.image.name))
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", bench.set_id()), &bench.set.name)
        .working();
    let asked = asked.seeded(viewer.account, Some(bench.set_id()));
    let page = Page::load(&commands, bench, &asked, viewer.account).await?;
    wants.show(&head, &page)
}

impl Page {
    async fn load(
        commands: &Commands,
        bench: Bench,
        asked: &Asked,
        account: AccountId,
    ) -> Result<Self, CommandError> {
        let (views, image) = (commands.views(), ImageId::new(bench.image.image));
        let queue = asked.queue(account, bench.set_id());
        let labels = views.labels_to_verify(&queue, image).await?;
        let after = views.images_to_verify(&queue, Some(&bench.image), AHEAD).await?;
        let after = commands.rather_kept_for_nobody(account, after).await?;
        let (before, _) = views.around(&bench.image, &Sieve::of([]), 1, 0).await?;
        let to = |image: &Uuid| asked.at(&format!("/images/{image}/verify"));
        let anew = anew(&bench, asked);
        Ok(Self {
            asked: labels.iter().map(Uuid::to_string).collect::<Vec<_>>().join(" "),
            left: views.count_to_verify(&queue, MOST).await?,
            previous: before.first().map(|image| to(&image.image)),
            ahead: after.iter().map(to).collect::<Vec<_>>().join(" "),
            next: after.first().map_or_else(|| anew.clone(), to),
            queue: anew,
            bench,
        })
    }
}

/// The image one comes from makes the address another one each time: it is not answered from memory.
fn anew(bench: &Bench, asked: &Asked) -> String {
    let base = if asked.in_teams() { String::new() } else { format!("/image-sets/{}", bench.set_id()) };
    let queue = asked.at(&format!("{base}/verification/next"));
    format!("{queue}{}after={}", if queue.contains('?') { '&' } else { '?' }, bench.image.image)
}
