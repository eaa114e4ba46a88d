//! The queue, asked by several people at once.
#![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test: what fails here says so")]

mod site;

use std::{collections::HashSet, time::Duration};

use commands::{DrawAnnotation, Work};
use domain::{
    AccountId, AnnotationId, ImageId, ImageSetId, Text,
    image::Verdict,
    image_set::Priority,
    testing::{ALICE, BOB},
};
use sqlx::PgPool;
use uuid::Uuid;

use crate::site::{Site, add_image, caller, fresh, name, square};

/// Longer than an image is kept for anybody.
const LONG: Duration = Duration::from_mins(3);

impl Site {
    /// A new set with so many images.
    async fn set_of(&self, images: usize) -> ImageSetId {
        let (title, text) = (name(&format!("Set {}", fresh())), Text::default());
        let set = self
            .commands
            .create_image_set(caller(ALICE), self.team, title, text.clone(), text)
            .await
            .unwrap();
        for number in 0..images {
            add_image(&self.commands, set, &format!("{number:04}.jpg")).await.unwrap();
        }
        set
    }

    /// In their order.
    async fn images_of(&self, set: ImageSetId) -> Vec<ImageId> {
        let images = self.commands.views().images(set, ("", Uuid::nil()), 1000).await.unwrap();
        images.into_iter().map(|line| line.image.into()).collect()
    }

    async fn members(&self, count: usize) -> Vec<AccountId> {
        let mut members = Vec::new();
        for _ in 0..count {
            let account = AccountId::new(fresh());
            self.commands.register_account(caller(account), account, true, false).await.unwrap();
            self.commands.invite_to_team(caller(ALICE), self.team, account).await.unwrap();
            self.commands.join_team(caller(account), self.team).await.unwrap();
            members.push(account);
        }
        members
    }

    async fn prioritise(&self, set: ImageSetId) {
        let high = domain::image_set::Command::SetPriority { priority: Priority::High };
        self.commands.change_image_set(caller(ALICE), set, high).await.unwrap();
    }

    async fn label(&self, by: AccountId, image: ImageId) {
        let draw = DrawAnnotation {
            annotation: AnnotationId::new(fresh()),
            annotation_type: self.ball,
            shape: square(100),
            blurred: false,
            concealed: false,
            extreme_points: None,
        };
        self.commands.draw_annotation(caller(by), image, draw).await.unwrap();
    }

    /// On every label of an image.
    async fn judge(&self, by: AccountId, image: ImageId, verdict: Verdict) {
        for line in self.commands.views().annotations_on(image, by).await.unwrap() {
            let label = AnnotationId::new(line.annotation);
            self.commands.vote_on_annotation(caller(by), label, 1, verdict).await.unwrap();
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn four_people_at_once_get_two_hundred_images_and_none_twice(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(200).await;
    let people = site.members(4).await;

    let work = people.into_iter().map(|person| {
        let commands = site.commands.clone();
        tokio::spawn(async move {
            let (mut got, mut after) = (Vec::new(), None);
            while let Some(handed) = commands.next_of_set(person, set, Work::Label, after).await.unwrap() {
                if got.contains(&handed.image) {
                    break;
                }
                (after, got) = (Some(handed.image), [got, vec![handed.image]].concat());
            }
            got
        })
    });
    let got: Vec<Vec<ImageId>> =
        futures::future::join_all(work).await.into_iter().map(Result::unwrap).collect();

    let all: Vec<_> = got.concat();
    let different: HashSet<_> = all.iter().collect();
    assert_eq!((all.len(), different.len()), (200, 200), "each image goes to one person");
    assert!(got.iter().all(|images| !images.is_empty()), "everybody has work");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_done_is_handed_out_again_after_a_while(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(1).await;
    let next = async |by| site.commands.next_of_set(by, set, Work::Label, None).await.unwrap();

    let image = next(ALICE).await.unwrap().image;
    assert_eq!(next(ALICE).await.map(|handed| handed.image), Some(image), "it stays with whoever has it");
    assert_eq!(next(BOB).await, None);

    // An open page keeps it.
    let tab = Uuid::from_u128(1);
    site.commands.arrive(ALICE, tab, image).await.unwrap();
    site.clock.advance(Duration::from_mins(1));
    site.commands.stay(ALICE, tab).await.unwrap();
    site.clock.advance(Duration::from_mins(1));
    assert_eq!(next(BOB).await, None);
    assert!(site.commands.who_is_in(set).await.unwrap().is_empty(), "a page that says nothing is gone");

    site.clock.advance(LONG);
    assert_eq!(next(BOB).await.map(|handed| handed.image), Some(image));
    assert_eq!(next(ALICE).await, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_image_that_somebody_opened_by_hand_is_not_handed_out(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(2).await;
    let images = site.images_of(set).await;

    site.commands.arrive(BOB, Uuid::from_u128(1), images[0]).await.unwrap();

    let handed = site.commands.next_of_set(ALICE, set, Work::Label, None).await.unwrap();
    assert_eq!(handed.map(|handed| handed.image), Some(images[1]));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_somebody_leaves_is_free_a_moment_later(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(2).await;
    let images = site.images_of(set).await;
    let tab = Uuid::from_u128(1);
    let next = async |by| {
        let handed = site.commands.next_of_set(by, set, Work::Label, None).await.unwrap();
        handed.map(|handed| handed.image)
    };

    site.commands.arrive(BOB, tab, images[0]).await.unwrap();
    site.commands.arrive(BOB, tab, images[1]).await.unwrap();
    assert_eq!(next(ALICE).await, None, "the last label may be on its way");

    site.clock.advance(Duration::from_secs(11));
    assert_eq!(next(ALICE).await, Some(images[0]));
    site.commands.leave(BOB, tab).await.unwrap();
    site.clock.advance(Duration::from_secs(11));
    assert_eq!(site.commands.who_is_in(set).await.unwrap().len(), 0);
    let handed = site.commands.next_of_set(ALICE, set, Work::Label, Some(images[0])).await.unwrap();
    assert_eq!(handed.map(|handed| handed.image), Some(images[1]));
}

#[sqlx::test(migrations = "../migrations")]
async fn sets_of_high_priority_come_first_then_the_one_somebody_is_in(pool: PgPool) {
    let site = Site::new(pool).await;
    let (normal, urgent) = (site.set_of(2).await, site.set_of(1).await);
    site.prioritise(urgent).await;
    let next = async |by, after| site.commands.next_of_all(by, Work::Label, after).await.unwrap().unwrap();

    assert_eq!(next(ALICE, None).await.set, urgent);
    // The one image of the urgent set is kept for Alice; of the others the first by name begins.
    assert_eq!(next(BOB, None).await.set, site.set);
    let [here, there] = site.images_of(normal).await[..] else { unreachable!("two images") };
    let on = next(BOB, Some(here)).await;
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

    let mut order = Vec::new();
    let mut after = None;
    while let Some(handed) = site.commands.next_of_set(dave, set, Work::Verify, after).await.unwrap() {
        site.judge(dave, handed.image, Verdict::Accept).await;
        order.push(handed.image);
        after = Some(handed.image);
    }

    assert_eq!(order, [disputed, fresh, judged]);
    assert!(!site.commands.is_any_left(dave, Some(set), Work::Verify).await.unwrap());
}
