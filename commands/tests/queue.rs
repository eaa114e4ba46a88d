//! What comes next, asked by several people at once.
#![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test: what fails here says so")]

use std::{collections::HashSet, time::Duration};

use commands::{After, QueueTask};
use domain::{
    AccountId, ImageId, Shape, ShapeKind,
    image::Verdict,
    testing::{ALICE, BOB},
};
use sqlx::PgPool;

use fixtures::{
    Site, caller,
    queue::{beyond, queue_of},
    square,
};

#[sqlx::test(migrations = "../migrations")]
async fn four_people_at_once_get_two_hundred_images_and_none_twice(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(200).await;
    let people = site.members(4).await;

    let work = people.into_iter().map(async |person| {
        let (mut got, mut after) = (Vec::new(), After::default());
        while let Some(handed) =
            site.commands.queue.next_of_set(person, set, &QueueTask::Label, after).await.unwrap()
        {
            site.label(person, handed.image).await;
            // Of what is kept for somebody, the oldest is let go.
            site.clock.advance(Duration::from_millis(100));
            got.push(handed.image);
            after = handed.after();
        }
        got
    });
    let got: Vec<Vec<ImageId>> = futures::future::join_all(work).await;

    let all: Vec<_> = got.concat();
    let different: HashSet<_> = all.iter().collect();
    assert_eq!((all.len(), different.len()), (200, 200), "each image goes to one person");
    assert!(got.iter().all(|images| !images.is_empty()), "everybody has work");
}

#[sqlx::test(migrations = "../migrations")]
async fn sets_of_high_priority_come_first_then_the_one_somebody_is_in(pool: PgPool) {
    let site = Site::new(pool).await;
    let (normal, urgent) = (site.set_of(2).await, site.set_of(1).await);
    site.prioritise(urgent).await;
    let next = async |by, after| {
        site.commands.queue.next_of_all(by, &QueueTask::Label, after).await.unwrap().unwrap()
    };

    assert_eq!(next(ALICE, After::default()).await.set, urgent);
    // The one image of the urgent set is kept for Alice; of the others the first by name begins.
    assert_eq!(next(BOB, After::default()).await.set, site.set);
    let [here, there] = site.images_of(normal).await[..] else { unreachable!("two images") };
    let on = next(BOB, beyond(here)).await;
    assert_eq!((on.set, on.image), (normal, there), "on in the same set");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_people_disagree_about_is_verified_first_then_what_nobody_has_judged(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(3).await;
    let [judged, fresh, disputed] = site.images_of(set).await[..] else { unreachable!("three images") };
    let [carol, dave]: [AccountId; 2] = site.members(2).await.try_into().unwrap();
    for image in [judged, fresh, disputed] {
        site.label(ALICE, image).await;
    }
    site.judge(carol, judged, Verdict::Accept).await;
    site.judge(carol, disputed, Verdict::Reject).await;

    let work = QueueTask::Verify(queue_of(dave, set));
    let mut order = Vec::new();
    let mut after = After::default();
    while let Some(handed) = site.commands.queue.next_of_set(dave, set, &work, after).await.unwrap() {
        site.judge(dave, handed.image, Verdict::Accept).await;
        order.push(handed.image);
        after = handed.after();
    }

    assert_eq!(order, [disputed, fresh, judged]);
    assert!(!site.commands.queue.is_any_left(dave, Some(set), &work).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_passed_over_while_verifying_comes_again_after_the_rest(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(3).await;
    let [first, second, disputed] = site.images_of(set).await[..] else { unreachable!("three images") };
    let [carol, dave]: [AccountId; 2] = site.members(2).await.try_into().unwrap();
    for image in [first, second, disputed] {
        site.label(ALICE, image).await;
    }
    site.judge(carol, disputed, Verdict::Reject).await;

    let (mut order, mut after) = (Vec::new(), After::default());
    for _ in 0..5 {
        let work = QueueTask::Verify(queue_of(dave, set));
        let handed = site.commands.queue.next_of_set(dave, set, &work, after).await.unwrap().unwrap();
        order.push(handed.image);
        after = handed.after();
    }

    assert_eq!(order, [disputed, first, second, first, second], "nobody gets stuck at one image");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_main_type_is_labelled_first_then_where_most_is_missing(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(4).await;
    let [done, lacks_one, lacks_two, lacks_main] = site.images_of(set).await[..] else {
        unreachable!("four")
    };
    let goal = site.define("goal", ShapeKind::BoundingBox).await;
    let robot = site.define("robot", ShapeKind::BoundingBox).await;
    let main = domain::image_set::Command::SetMainAnnotationType { annotation_type: Some(site.ball) };
    site.commands.sets.change(caller(ALICE), set, main).await.unwrap();
    for (image, types) in [
        (done, vec![site.ball, goal, robot]),
        (lacks_one, vec![site.ball, goal]),
        (lacks_two, vec![site.ball]),
        (lacks_main, vec![goal, robot]),
    ] {
        for id in types {
            site.draw_on(ALICE, image, id, square(100)).await.unwrap();
        }
    }
    site.project_views().await;

    let (mut order, mut after) = (Vec::new(), After::default());
    while let Some(handed) =
        site.commands.queue.next_of_set(ALICE, set, &QueueTask::Label, after).await.unwrap()
    {
        order.push(handed.image);
        for id in [site.ball, goal, robot] {
            // Refused where it is.
            let _ = site.draw_on(ALICE, handed.image, id, Shape::NotInImage).await;
        }
        after = handed.after();
    }

    assert_eq!(order, [lacks_main, lacks_two, lacks_one]);
}
