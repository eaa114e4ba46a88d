//! Pages of what is large: no answer holds more than a few megabytes, and page by page everything comes.

#![expect(clippy::unwrap_used, reason = "tests")]

use domain::{ImageId, Shape, ShapeKind, filter::LabelFilter, testing::ALICE};
use fixtures::Site;
use projections::{Part, Recorded, Views};
use sqlx::PgPool;
use uuid::Uuid;

const NODES: i32 = 6_000;
const IMAGES: i32 = 10;
const EACH: i32 = 8;
const ALL: i32 = IMAGES * EACH;
/// Of one page, and what one fact may be above it.
const MOST: usize = 5 << 20;

/// A ring with so many corners that it is large as text, and its own place.
fn ring(place: i32) -> Shape {
    let corner = |n: i32| {
        let (angle, far) = (f64::from(n) / f64::from(NODES) * std::f64::consts::TAU, f64::from(100 + n % 2));
        [320.0 + far * angle.cos() + f64::from(place) * 8.0, 240.0 + far * angle.sin()]
    };
    let corners: Vec<_> = (0..NODES).map(corner).map(|at| at.map(|x| (x * 1e4).round() / 1e4)).collect();
    Shape::from_pixels(ShapeKind::Polygon, &corners).unwrap()
}

/// Images with large labels.
async fn site(pool: PgPool) -> (Site, Vec<ImageId>) {
    let site = Site::new(pool).await;
    let kind = site.define("ring", ShapeKind::Polygon).await;
    let mut images = vec![];
    for number in 0..IMAGES {
        let image = site.add_image(&format!("ring{number}.jpg")).await.unwrap();
        for place in 0..EACH {
            site.draw_on(ALICE, image, kind, ring(place)).await.unwrap();
        }
        images.push(image);
    }
    (site, images)
}

fn bytes(facts: &Part<Recorded>) -> usize {
    facts.iter().map(|fact| usize::try_from(fact.bytes).unwrap()).sum()
}

fn drawn(facts: &Part<Recorded>) -> i32 {
    facts.iter().filter(|fact| fact.fact.name() == "AnnotationDrawn").count().try_into().unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn large_facts_come_in_pages_and_none_is_passed_over(pool: PgPool) {
    let (site, images) = site(pool).await;
    let views = site.commands.views();
    let (mut after, mut found, mut pages) = (0, 0, 0);
    loop {
        let facts = views.log().part_after(after, 1_000).await.unwrap();
        assert!(bytes(&facts) < MOST, "{} bytes", bytes(&facts));
        (found, pages) = (found + drawn(&facts), pages + 1);
        match facts.last_of_more() {
            Some(last) => after = last.position,
            None => break,
        }
    }
    assert_eq!(found, ALL);
    assert!(pages > 2, "{pages} pages");

    let (mut before, mut found) = (i64::MAX, 0);
    while let facts = views.history_of_set(site.set, before, 1_000).await.unwrap()
        && !facts.is_empty()
    {
        assert!(bytes(&facts) < MOST, "{} bytes", bytes(&facts));
        found += drawn(&facts);
        before = facts.last().unwrap().position;
    }
    assert_eq!(found, ALL);
    let one = views.history_of_image(images[0], i64::MAX, 1_000).await.unwrap();
    assert_eq!(drawn(&one), EACH);
}

async fn labels_after(views: &Views, site: &Site, after: Uuid) -> (i32, Option<Uuid>) {
    let filter = LabelFilter::default();
    let part = views.annotations_of_set(site.set, ALICE, &filter, after, 1_000).await.unwrap();
    (part.len().try_into().unwrap(), part.last_of_more().map(|line| line.annotation))
}

#[sqlx::test(migrations = "../migrations")]
async fn large_labels_come_in_pages(pool: PgPool) {
    let (site, _) = site(pool).await;
    let (mut found, mut pages, mut after) = (0, 0, Some(Uuid::nil()));
    while let Some(last) = after {
        let (here, next) = labels_after(site.commands.views(), &site, last).await;
        (found, pages, after) = (found + here, pages + 1, next);
    }
    assert_eq!(found, ALL);
    assert!(pages > 1, "{pages} pages");
}
