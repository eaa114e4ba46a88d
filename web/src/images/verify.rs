use askama::Template;
use axum::{extract::State, response::Response};
use commands::Commands;
use domain::ImageId;
use projections::{
    queue::{Neighbour, Place},
    sieve::Condition,
};

use super::{
    bench::Bench,
    way::{AHEAD, BEHIND, Way},
};
use crate::{
    WebError,
    extract::{Path, Query},
    page::{Head, Wants},
    queues::Purpose,
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "images/verify.html")]
struct Page {
    bench: Bench,
    /// Among the images where something waits for one's vote.
    place: Place,
    previous: Option<String>,
    ahead: String,
    next: String,
}

/// `GET /images/{image}/verify`
pub async fn page(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(way): Query<Way>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let bench = Bench::load(&commands, viewer.account, image, None).await?;
    let views = commands.views();
    let sieve = way.sieve(viewer.account).and(Condition::Unverified(viewer.account));
    let place = views.place_among(&bench.image, &sieve).await?;
    let (before, after) = views.around(&bench.image, &sieve, BEHIND, AHEAD).await?;
    let to = |to: &Neighbour| way.to_verify(ImageId::new(to.image));
    let head = Head::new(format!("Verify {}", bench.image.name))
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", bench.set_id()), &bench.set.name)
        .working();
    // Past the last image the queue knows whether anything is left before it.
    let otherwise = || format!("/image-sets/{}/next?to=verify", bench.set_id());
    let onwards = way.onwards(bench.set_id(), image, Purpose::Verify);
    let previous = before.first().map(to).filter(|_| onwards.is_none());
    let next = onwards.clone().unwrap_or_else(|| after.first().map_or_else(otherwise, to));
    let ahead = onwards.unwrap_or_else(|| way.ahead(&before, &after, Way::to_verify));
    wants.show(&head, &Page { bench, place, previous, ahead, next })
}
