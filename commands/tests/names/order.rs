//! Images are in natural order wherever a set is walked.

use commands::{After, QueueTask};
use domain::{
    ImageId,
    filter::ImageFilter,
    snapshot::Selection,
    testing::{ALICE, BOB},
};
use fixtures::{Site, create_set};
use futures::TryStreamExt as _;
use projections::{images::ImagePlace, labelling::Cut};
use sqlx::PgPool;

use super::{images, unpack};

const NUMBERS: [u32; 8] = [1, 2, 3, 9, 10, 11, 20, 100];

fn expected() -> Vec<String> {
    NUMBERS.map(|number| format!("frame_{number}.png")).to_vec()
}

#[sqlx::test(migrations = "../migrations")]
async fn images_are_in_the_order_of_their_numbers(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = create_set(&site.commands, ALICE, site.team, "Numbers").await;
    unpack(&site, set, include_bytes!("natural.zip")).await;
    let (views, all) = (site.commands.views(), ImageFilter::default());

    let listed = images(&site, set).await;
    assert_eq!(listed.iter().map(|line| line.name.clone()).collect::<Vec<_>>(), expected());

    let (mut paged, mut grid) = (vec![], vec![]);
    let mut place = ImagePlace::default();
    while let Some(line) = views.images(set, &place, 1).await.unwrap().entries.pop() {
        let thumbnails = views.thumbnails(set, &all, &place, 1).await.unwrap();
        grid.extend(thumbnails.into_iter().map(|image| image.name));
        place = line.place();
        assert_eq!(views.place_in_set(set, Some(line.image.into())).await.unwrap(), Some(place.clone()));
        paged.push(line.name);
    }
    assert_eq!((paged, grid), (expected(), expected()));

    for (at, line) in listed.iter().enumerate() {
        let (before, after) = views.around(line, &all, 10, 10).await.unwrap();
        let names = before.into_iter().rev().chain(after).map(|beside| beside.name);
        let others = expected().into_iter().filter(|name| *name != line.name);
        assert_eq!(names.collect::<Vec<_>>(), others.collect::<Vec<_>>());
        assert_eq!(views.place_among(line, &all).await.unwrap().at, i64::try_from(at + 1).unwrap());
    }
    let glance = &views.glances(&[set.uuid()]).await.unwrap()[&set.uuid()];
    assert_eq!(glance.cover, Some(listed[0].image));

    let cut = Cut::of(set, i64::MAX, &Selection::default());
    let exported: Vec<_> = views.labelled(cut).await.unwrap().into_stream().try_collect().await.unwrap();
    assert_eq!(exported.into_iter().map(|image| image.name).collect::<Vec<_>>(), expected());
}

#[sqlx::test(migrations = "../migrations")]
async fn the_queue_hands_out_in_the_order_of_the_numbers(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = create_set(&site.commands, ALICE, site.team, "Numbers").await;
    unpack(&site, set, include_bytes!("natural.zip")).await;
    let (mut after, mut names) = (After::default(), vec![]);
    for _ in NUMBERS {
        let handed =
            site.commands.queue.next_of_set(BOB, set, &QueueTask::Label, after).await.unwrap().unwrap();
        after = handed.after();
        names.push(name_of(&site, handed.image).await);
    }
    assert_eq!(names, expected());
}

async fn name_of(site: &Site, image: ImageId) -> String {
    site.commands.views().image(image).await.unwrap().unwrap().name
}
