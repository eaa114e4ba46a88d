//! What is handed out is kept for one person, for as long as somebody is at it.
#![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test: what fails here says so")]

use std::time::Duration;

use commands::{After, QueueTask, desk::leases};
use domain::{
    AccountId,
    testing::{ALICE, BOB},
};
use sqlx::PgPool;
use uuid::Uuid;

use fixtures::{
    Site,
    queue::{beyond, queue_of},
};

/// Longer than an image is kept for anybody.
const LONG: Duration = Duration::from_mins(3);

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_done_is_handed_out_again_after_a_while(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(1).await;
    let next = async |by| site.next_to_label(by, set, After::default()).await;

    let image = next(ALICE).await.unwrap();
    assert_eq!(next(ALICE).await, Some(image), "it stays with whoever has it");
    assert_eq!(next(BOB).await, None);

    // An open page keeps it.
    let tab = Uuid::from_u128(1);
    let page = site.commands.presence.listening(ALICE, tab);
    site.commands.presence.arrive(ALICE, tab, image).await.unwrap();
    site.clock.advance(Duration::from_mins(1));
    site.commands.presence.stay(page).await.unwrap();
    site.clock.advance(Duration::from_mins(1));
    assert_eq!(next(BOB).await, None);
    assert!(
        site.commands.presence.who_is_in(set).await.unwrap().is_empty(),
        "a page that says nothing is gone"
    );

    site.clock.advance(LONG);
    assert_eq!(next(BOB).await, Some(image));
    assert_eq!(next(ALICE).await, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_image_that_somebody_opened_by_hand_is_not_handed_out(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(2).await;
    let images = site.images_of(set).await;

    site.commands.presence.arrive(BOB, Uuid::from_u128(1), images[0]).await.unwrap();

    assert_eq!(site.next_to_label(ALICE, set, After::default()).await, Some(images[1]));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_somebody_leaves_is_free_a_moment_later(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(2).await;
    let images = site.images_of(set).await;
    let tab = Uuid::from_u128(1);
    let next = async |by| site.next_to_label(by, set, After::default()).await;

    site.commands.presence.arrive(BOB, tab, images[0]).await.unwrap();
    site.commands.presence.arrive(BOB, tab, images[1]).await.unwrap();
    assert_eq!(next(ALICE).await, None, "the last label may be on its way");

    site.clock.advance(Duration::from_secs(11));
    assert_eq!(next(ALICE).await, Some(images[0]));
    site.commands.presence.leave(site.commands.presence.listening(BOB, tab)).await.unwrap();
    site.clock.advance(Duration::from_secs(11));
    assert_eq!(site.commands.presence.who_is_in(set).await.unwrap().len(), 0);
    assert_eq!(site.next_to_label(ALICE, set, beyond(images[0])).await, Some(images[1]));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_image_that_somebody_verifies_is_verified_by_nobody_else_meanwhile(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(2).await;
    let images = site.images_of(set).await;
    let [carol, dave]: [AccountId; 2] = site.members(2).await.try_into().unwrap();
    for image in &images {
        site.label(ALICE, *image).await;
    }
    let next = async |by, after| {
        let work = QueueTask::Verify(queue_of(by, set));
        site.commands.queue.next_of_set(by, set, &work, after).await.unwrap()
    };

    let here = next(carol, After::default()).await.unwrap();
    let ahead = next(carol, here.after()).await.unwrap();
    assert_eq!([here.image, ahead.image], images[..]);
    assert_eq!(next(dave, After::default()).await, None, "both are kept for Carol");
    assert!(
        site.commands
            .queue
            .is_any_left(dave, Some(set), &QueueTask::Verify(queue_of(dave, set)))
            .await
            .unwrap()
    );

    site.clock.advance(LONG);
    assert_eq!(next(dave, After::default()).await.unwrap().image, images[0]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_handed_ahead_to_somebody_slow_is_asked_for_anew_and_still_goes_to_one_person(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(4).await;
    let images = site.images_of(set).await;
    let next = async |by, after| site.next_to_label(by, set, after).await;
    let page = site.commands.presence.listening(ALICE, Uuid::from_u128(1));

    assert_eq!(next(ALICE, After::default()).await, Some(images[0]));
    site.commands.presence.arrive(ALICE, page.tab, images[0]).await.unwrap();
    assert_eq!(next(ALICE, beyond(images[0])).await, Some(images[1]), "handed ahead");
    for _ in 0..6 {
        site.clock.advance(Duration::from_secs(20));
        site.commands.presence.stay(page).await.unwrap();
    }

    assert_eq!(
        next(BOB, After::default()).await,
        Some(images[1]),
        "what she is at is hers, not what follows"
    );
    assert_eq!(next(ALICE, beyond(images[0])).await, Some(images[2]), "asked anew");
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_keeps_more_than_a_few_images_whatever_is_opened(pool: PgPool) {
    let site = Site::new(pool).await;
    let most = usize::try_from(leases::MOST).unwrap();
    let set = site.set_of(most + 4).await;
    let images = site.images_of(set).await;

    for (number, image) in (1..).zip(&images) {
        site.commands.presence.arrive(ALICE, Uuid::from_u128(number), *image).await.unwrap();
        site.clock.advance(Duration::from_secs(1));
    }

    let (mut free, mut after) = (Vec::new(), After::default());
    while let Some(handed) =
        site.commands.queue.next_of_set(BOB, set, &QueueTask::Label, after).await.unwrap()
    {
        if free.contains(&handed.image) {
            break;
        }
        free.push(handed.image);
        after = handed.after();
    }
    assert_eq!(free, images[..4], "those she opened first");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_old_connection_that_ends_late_takes_nobody_away(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(1).await;
    let images = site.images_of(set).await;
    let tab = Uuid::from_u128(1);
    let old = site.commands.presence.listening(ALICE, tab);
    site.commands.presence.stay(old).await.unwrap();
    site.commands.presence.arrive(ALICE, tab, images[0]).await.unwrap();

    site.clock.advance(Duration::from_secs(3));
    let anew = site.commands.presence.listening(ALICE, tab);
    site.commands.presence.stay(anew).await.unwrap();
    site.commands.presence.leave(old).await.unwrap();

    assert_eq!(site.commands.presence.who_is_in(set).await.unwrap().len(), 1);
    for _ in 0..6 {
        site.clock.advance(Duration::from_secs(20));
        site.commands.presence.stay(anew).await.unwrap();
    }
    assert_eq!(site.commands.presence.who_is_in(set).await.unwrap().len(), 1);
    let other = site.commands.queue.next_of_set(BOB, set, &QueueTask::Label, After::default()).await.unwrap();
    assert_eq!(other, None, "and the image is still kept");
    site.commands.presence.leave(anew).await.unwrap();
    assert!(site.commands.presence.who_is_in(set).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_second_page_at_the_same_image_keeps_it_when_the_first_goes(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(1).await;
    let images = site.images_of(set).await;
    let [first, second] = [1, 2].map(|tab| site.commands.presence.listening(ALICE, Uuid::from_u128(tab)));
    for page in [first, second] {
        site.commands.presence.arrive(ALICE, page.tab, images[0]).await.unwrap();
    }

    site.commands.presence.leave(first).await.unwrap();

    site.clock.advance(Duration::from_secs(19));
    let other = site.commands.queue.next_of_set(BOB, set, &QueueTask::Label, After::default()).await.unwrap();
    assert_eq!(other, None, "the second one has not said anything yet");
}
