use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands};
use domain::{ImageId, Timestamp};
use projections::queue::{Neighbour, Place};

use super::{Filter, bench::Bench, way::Way};
use crate::{
    WebError,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

/// Images in the strip before and after the present one.
const BEFORE: i64 = 3;
const AFTER: i64 = 8;

#[derive(Template)]
#[template(path = "images/annotate.html")]
struct Page {
    bench: Bench,
    now: Timestamp,
    place: Place,
    /// In the order of the set.
    strip: Vec<Step>,
    previous: Option<String>,
    next: Option<String>,
    /// Images that are fetched before somebody goes there, the likeliest first.
    ahead: String,
    filter: Filter,
}

/// An image in the strip.
struct Step {
    image: ImageId,
    name: String,
    labelled: bool,
    address: String,
    current: bool,
}

/// `GET /images/{image}`
pub async fn page(
    viewer: Viewer,
    Path(image): Path<ImageId>,
    Query(way): Query<Way>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let bench = Bench::load(&commands, viewer.account, image, way.annotation_type()).await?;
    let head = Head::new(&bench.image.name)
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", bench.set_id()), &bench.set.name)
        .working();
    let page = Page::load(&commands, bench, way, viewer.now).await?;
    wants.show(&head, &page)
}

impl Page {
    async fn load(commands: &Commands, bench: Bench, way: Way, now: Timestamp) -> Result<Self, CommandError> {
        let views = commands.views();
        let sieve = way.sieve(bench.account);
        let (before, after) = views.around(&bench.image, &sieve, BEFORE, AFTER).await?;
        let place = views.place_among(&bench.image, &sieve).await?;
        let to = |neighbour: Option<&Neighbour>| neighbour.map(|to| way.to(ImageId::new(to.image)));
        Ok(Self {
            now,
            place,
            previous: to(before.first()),
            next: to(after.first()),
            ahead: way.ahead(&before, &after, Way::to),
            strip: strip(before, &bench, after, &way),
            filter: filter(&bench, way, place),
            bench,
        })
    }
}

fn filter(bench: &Bench, way: Way, place: Place) -> Filter {
    let types = bench.types.iter().map(|choice| (choice.id, choice.name.clone())).collect();
    Filter { action: format!("/images/{}", bench.image.image), way, types, count: place.of }
}

fn strip(before: Vec<Neighbour>, bench: &Bench, after: Vec<Neighbour>, way: &Way) -> Vec<Step> {
    let here = Neighbour {
        image: bench.image.image,
        name: bench.image.name.clone(),
        labelled: !bench.labels.is_empty(),
    };
    let steps = before.into_iter().rev().chain([here]).chain(after);
    let step = |Neighbour { image, name, labelled }| {
        let (current, image) = (image == bench.image.image, ImageId::new(image));
        Step { image, name, labelled, address: way.to(image), current }
    };
    steps.map(step).collect()
}
