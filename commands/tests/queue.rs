//! The queue, asked by several people at once.
#![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test: what fails here says so")]

mod site;

use std::{collections::HashSet, time::Duration};

use commands::{After, CommandError, DrawAnnotation, Labelled, Work, desk::leases};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, ImageId, ImageSetId, Shape, ShapeKind, Text,
    annotation_type::Definition,
    image::Verdict,
    image_set::Priority,
    testing::{ALICE, BOB},
};
use projections::{
    following,
    verification::{About, Queue, Within},
};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
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
        self.draw_on(by, image, self.ball, square(100)).await.unwrap();
    }

    async fn draw_on(
        &self,
        by: AccountId,
        image: ImageId,
        annotation_type: AnnotationTypeId,
        shape: Shape,
    ) -> Result<Labelled, CommandError> {
        let annotation = AnnotationId::new(fresh());
        let draw = DrawAnnotation {
            annotation,
            annotation_type,
            shape,
            blurred: false,
            concealed: false,
            extreme_points: None,
        };
        self.commands.draw_annotation(caller(by), image, draw).await
    }

    async fn new_type(&self, title: &str) -> AnnotationTypeId {
        let definition = Definition {
            name: name(title),
            shape: ShapeKind::BoundingBox,
            node_count: None,
            allows_blurred: false,
            allows_concealed: false,
        };
        self.commands.define_annotation_type(caller(ALICE), definition).await.unwrap()
    }

    /// Which types a set uses is told by a following view.
    async fn tell_views(&self) {
        let (commands, stop) = (self.commands.clone(), CancellationToken::new());
        let until = stop.clone();
        let telling = tokio::spawn(async move {
            commands.following().run(following::all(), commands.head(), until).await;
        });
        // Not before it has begun.
        while !self.commands.is_up_to_date("statistics").await.unwrap() {}
        stop.cancel();
        telling.await.unwrap();
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

    let work = people.into_iter().map(async |person| {
        let (mut got, mut after) = (Vec::new(), After::default());
        while let Some(handed) = site.commands.next_of_set(person, set, &Work::Label, after).await.unwrap() {
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
async fn what_is_not_done_is_handed_out_again_after_a_while(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(1).await;
    let next = async |by| site.commands.next_of_set(by, set, &Work::Label, After::default()).await.unwrap();

    let image = next(ALICE).await.unwrap().image;
    assert_eq!(next(ALICE).await.map(|handed| handed.image), Some(image), "it stays with whoever has it");
    assert_eq!(next(BOB).await, None);

    // An open page keeps it.
    let tab = Uuid::from_u128(1);
    let page = site.commands.listening(ALICE, tab);
    site.commands.arrive(ALICE, tab, image).await.unwrap();
    site.clock.advance(Duration::from_mins(1));
    site.commands.stay(page).await.unwrap();
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

    let handed = site.commands.next_of_set(ALICE, set, &Work::Label, After::default()).await.unwrap();
    assert_eq!(handed.map(|handed| handed.image), Some(images[1]));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_somebody_leaves_is_free_a_moment_later(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(2).await;
    let images = site.images_of(set).await;
    let tab = Uuid::from_u128(1);
    let next = async |by| {
        let handed = site.commands.next_of_set(by, set, &Work::Label, After::default()).await.unwrap();
        handed.map(|handed| handed.image)
    };

    site.commands.arrive(BOB, tab, images[0]).await.unwrap();
    site.commands.arrive(BOB, tab, images[1]).await.unwrap();
    assert_eq!(next(ALICE).await, None, "the last label may be on its way");

    site.clock.advance(Duration::from_secs(11));
    assert_eq!(next(ALICE).await, Some(images[0]));
    site.commands.leave(site.commands.listening(BOB, tab)).await.unwrap();
    site.clock.advance(Duration::from_secs(11));
    assert_eq!(site.commands.who_is_in(set).await.unwrap().len(), 0);
    let handed = site.commands.next_of_set(ALICE, set, &Work::Label, beyond(images[0])).await.unwrap();
    assert_eq!(handed.map(|handed| handed.image), Some(images[1]));
}

#[sqlx::test(migrations = "../migrations")]
async fn sets_of_high_priority_come_first_then_the_one_somebody_is_in(pool: PgPool) {
    let site = Site::new(pool).await;
    let (normal, urgent) = (site.set_of(2).await, site.set_of(1).await);
    site.prioritise(urgent).await;
    let next = async |by, after| site.commands.next_of_all(by, &Work::Label, after).await.unwrap().unwrap();

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

    let work = Work::Verify(queue_of(dave, set));
    let mut order = Vec::new();
    let mut after = After::default();
    while let Some(handed) = site.commands.next_of_set(dave, set, &work, after).await.unwrap() {
        site.judge(dave, handed.image, Verdict::Accept).await;
        order.push(handed.image);
        after = handed.after();
    }

    assert_eq!(order, [disputed, fresh, judged]);
    assert!(!site.commands.is_any_left(dave, Some(set), &work).await.unwrap());
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
        let work = Work::Verify(queue_of(dave, set));
        let handed = site.commands.next_of_set(dave, set, &work, after).await.unwrap().unwrap();
        order.push(handed.image);
        after = handed.after();
    }

    assert_eq!(order, [disputed, first, second, first, second], "nobody gets stuck at one image");
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
        let work = Work::Verify(queue_of(by, set));
        site.commands.next_of_set(by, set, &work, after).await.unwrap()
    };

    let here = next(carol, After::default()).await.unwrap();
    let ahead = next(carol, here.after()).await.unwrap();
    assert_eq!([here.image, ahead.image], images[..]);
    assert_eq!(next(dave, After::default()).await, None, "both are kept for Carol");
    assert!(site.commands.is_any_left(dave, Some(set), &Work::Verify(queue_of(dave, set))).await.unwrap());

    site.clock.advance(LONG);
    assert_eq!(next(dave, After::default()).await.unwrap().image, images[0]);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_was_handed_ahead_to_somebody_slow_is_asked_for_anew_and_still_goes_to_one_person(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(4).await;
    let images = site.images_of(set).await;
    let next = async |by, after| {
        let handed = site.commands.next_of_set(by, set, &Work::Label, after).await.unwrap();
        handed.map(|handed| handed.image)
    };
    let page = site.commands.listening(ALICE, Uuid::from_u128(1));

    assert_eq!(next(ALICE, After::default()).await, Some(images[0]));
    site.commands.arrive(ALICE, page.tab, images[0]).await.unwrap();
    assert_eq!(next(ALICE, beyond(images[0])).await, Some(images[1]), "handed ahead");
    for _ in 0..6 {
        site.clock.advance(Duration::from_secs(20));
        site.commands.stay(page).await.unwrap();
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
        site.commands.arrive(ALICE, Uuid::from_u128(number), *image).await.unwrap();
        site.clock.advance(Duration::from_secs(1));
    }

    let (mut free, mut after) = (Vec::new(), After::default());
    while let Some(handed) = site.commands.next_of_set(BOB, set, &Work::Label, after).await.unwrap() {
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
    let old = site.commands.listening(ALICE, tab);
    site.commands.stay(old).await.unwrap();
    site.commands.arrive(ALICE, tab, images[0]).await.unwrap();

    site.clock.advance(Duration::from_secs(3));
    let anew = site.commands.listening(ALICE, tab);
    site.commands.stay(anew).await.unwrap();
    site.commands.leave(old).await.unwrap();

    assert_eq!(site.commands.who_is_in(set).await.unwrap().len(), 1);
    for _ in 0..6 {
        site.clock.advance(Duration::from_secs(20));
        site.commands.stay(anew).await.unwrap();
    }
    assert_eq!(site.commands.who_is_in(set).await.unwrap().len(), 1);
    let other = site.commands.next_of_set(BOB, set, &Work::Label, After::default()).await.unwrap();
    assert_eq!(other, None, "and the image is still kept");
    site.commands.leave(anew).await.unwrap();
    assert!(site.commands.who_is_in(set).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn a_second_page_at_the_same_image_keeps_it_when_the_first_goes(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(1).await;
    let images = site.images_of(set).await;
    let [first, second] = [1, 2].map(|tab| site.commands.listening(ALICE, Uuid::from_u128(tab)));
    for page in [first, second] {
        site.commands.arrive(ALICE, page.tab, images[0]).await.unwrap();
    }

    site.commands.leave(first).await.unwrap();

    site.clock.advance(Duration::from_secs(19));
    let other = site.commands.next_of_set(BOB, set, &Work::Label, After::default()).await.unwrap();
    assert_eq!(other, None, "the second one has not said anything yet");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_main_type_is_labelled_first_then_where_most_is_missing(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = site.set_of(4).await;
    let [done, lacks_one, lacks_two, lacks_main] = site.images_of(set).await[..] else {
        unreachable!("four")
    };
    let [goal, robot] = [site.new_type("goal").await, site.new_type("robot").await];
    let main = domain::image_set::Command::SetMainAnnotationType { annotation_type: Some(site.ball) };
    site.commands.change_image_set(caller(ALICE), set, main).await.unwrap();
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
    site.tell_views().await;

    let (mut order, mut after) = (Vec::new(), After::default());
    while let Some(handed) = site.commands.next_of_set(ALICE, set, &Work::Label, after).await.unwrap() {
        order.push(handed.image);
        for id in [site.ball, goal, robot] {
            // Refused where it is.
            let _ = site.draw_on(ALICE, handed.image, id, Shape::NotInImage).await;
        }
        after = handed.after();
    }

    assert_eq!(order, [lacks_main, lacks_two, lacks_one]);
}

const fn beyond(image: ImageId) -> After {
    After { image: Some(image), urgency: 0 }
}

const fn queue_of(of: AccountId, set: ImageSetId) -> Queue {
    let within = Within::Set(set);
    Queue { of, within, about: About::Waiting, annotation_type: None, by: None, sample: None }
}
