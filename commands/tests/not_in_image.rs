//! *Not in image* for all images of a set that lack a type, as one bulk change; and undone.

use commands::{
    Commands, DrawAnnotation,
    bulk_change::{BulkAction, Report, Subject, Which},
    jobs::JobState,
};
use domain::{
    AccountId, AnnotationId, CorrelationId, ImageId, Shape,
    filter::{Filter, ImageCondition, LabelCondition},
    image::{Left, Verdict},
    testing::{ALICE, BOB},
};
use fixtures::{Site, caller, code, fresh, square, worker};
use sqlx::PgPool;
use uuid::Uuid;

/// A set with a ball on `a.jpg`, none on `b.jpg`, and nothing said of the others.
struct World {
    site: Site,
    rest: [ImageId; 3],
}

impl World {
    async fn new(pool: PgPool) -> Self {
        let site = Site::new(pool).await;
        site.draw(BOB, 0).await.unwrap();
        let mut images = vec![];
        for title in ["b.jpg", "c.jpg", "d.jpg", "e.png"] {
            images.push(site.add_image(title).await.unwrap());
        }
        let world = Self { rest: [images[1], images[2], images[3]], site };
        world.say(images[0], Shape::NotInImage).await;
        world
    }

    /// Bob says something of the ball.
    async fn say(&self, image: ImageId, shape: Shape) -> AnnotationId {
        let annotation = AnnotationId::new(fresh());
        let draw = DrawAnnotation::plain(annotation, self.site.ball, shape);
        self.site.commands.labels.draw(caller(BOB), image, draw).await.unwrap();
        annotation
    }

    const fn action(&self) -> BulkAction {
        BulkAction::NotInImage { annotation_type: self.site.ball }
    }

    async fn meant(&self, which: &Which) -> Vec<Subject> {
        let Site { commands, set, .. } = &self.site;
        commands.bulk_changes.preview(caller(ALICE), *set, which, self.action()).await.unwrap().subjects
    }

    /// Looks first, then orders what was seen.
    async fn order(&self, by: AccountId) -> Uuid {
        let Site { commands, set, .. } = &self.site;
        let (which, action) = (all(), self.action());
        let seen = commands.bulk_changes.preview(caller(by), *set, &which, action).await.unwrap().fingerprint;
        commands.bulk_changes.request(caller(by), *set, &which, action, seen).await.unwrap()
    }

    /// The label on an image, if it says that the ball is not there.
    async fn absent(&self, image: ImageId) -> Option<(AnnotationId, Uuid)> {
        let labels = self.site.commands.views().annotations_on(image, ALICE).await.unwrap();
        let found = labels.iter().find(|label| label.shape.0 == Shape::NotInImage)?;
        Some((AnnotationId::new(found.annotation), found.author))
    }
}

fn all() -> Which {
    Which::Images(Filter::default())
}

async fn done(commands: &Commands, job: Uuid) -> Report {
    let view = worker::done(commands, job).await;
    assert_eq!((view.state, view.error), (JobState::Done, None));
    serde_json::from_value(view.result.unwrap()).unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn the_thing_is_not_in_any_image_of_which_nobody_said_anything(pool: PgPool) {
    let world = World::new(pool).await;
    let commands = &world.site.commands;
    let rest = world.rest.map(Subject::Image);
    assert_eq!(world.meant(&all()).await, rest);
    let png = Which::Images(Filter::of([ImageCondition::Named(".png".to_owned())]));
    assert_eq!(world.meant(&png).await, rest[2..], "a filter narrows");
    assert_eq!(world.absent(world.rest[0]).await, None, "looking changes nothing");

    let job = world.order(ALICE).await;
    let report = done(commands, job).await;

    assert_eq!((report.done, report.refused()), (3, 0));
    for image in world.rest {
        assert_eq!(world.absent(image).await.unwrap().1, ALICE.uuid());
    }
    assert_eq!(world.absent(world.site.image).await, None, "a ball is there");
    assert_eq!(world.meant(&all()).await, []);

    let of = CorrelationId::new(job);
    assert_eq!(commands.undos.plan(ALICE, of).await.unwrap().undone.len(), 3);
    let undo = commands.undos.request(caller(ALICE), of).await.unwrap();
    assert_eq!(done(commands, undo).await.done, 3);
    assert_eq!(world.meant(&all()).await, rest);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_image_of_which_somebody_says_something_meanwhile_is_left_alone(pool: PgPool) {
    let world = World::new(pool).await;
    let [drawn, said, free] = world.rest;

    let job = world.order(ALICE).await;
    let ball = world.say(drawn, square(0)).await;
    let no_ball = world.say(said, Shape::NotInImage).await;
    let report = done(&world.site.commands, job).await;

    assert_eq!((report.done, report.refused()), (1, 2));
    let refused: Vec<_> = report.refusals.iter().map(|r| (r.subject, r.code.as_str(), r.other)).collect();
    assert_eq!(
        refused,
        [
            (drawn.uuid(), "contradicting_annotation", Some(ball.uuid())),
            (said.uuid(), "similar_annotation", Some(no_ball.uuid())),
        ]
    );
    assert_eq!(world.absent(drawn).await, None);
    assert_eq!(world.absent(said).await.unwrap().1, BOB.uuid());
    assert_eq!(world.absent(free).await.unwrap().1, ALICE.uuid());
}

#[sqlx::test(migrations = "../migrations")]
async fn undoing_leaves_alone_what_somebody_judged_since(pool: PgPool) {
    let world = World::new(pool).await;
    let commands = &world.site.commands;
    let job = world.order(ALICE).await;
    done(commands, job).await;
    let (label, _) = world.absent(world.rest[0]).await.unwrap();
    commands.labels.vote(caller(BOB), label, 1, Verdict::Accept).await.unwrap();

    let plan = commands.undos.plan(ALICE, CorrelationId::new(job)).await.unwrap();

    let left: Vec<_> = plan.left.iter().map(|left| (left.annotation, left.why)).collect();
    assert_eq!(left, [(Some(label), Left::ChangedSince { by: BOB })]);
    assert_eq!(plan.undone.len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn nothing_is_said_of_other_images_than_were_seen(pool: PgPool) {
    let world = World::new(pool).await;
    let Site { commands, set, .. } = &world.site;
    let preview = commands.bulk_changes.preview(caller(ALICE), *set, &all(), world.action()).await.unwrap();
    world.say(world.rest[0], square(0)).await;

    let refused = commands
        .bulk_changes
        .request(caller(ALICE), *set, &all(), world.action(), preview.fingerprint)
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "selection_changed");

    for image in &world.rest[1..] {
        world.say(*image, square(0)).await;
    }
    let refused = commands
        .bulk_changes
        .request(caller(ALICE), *set, &all(), world.action(), preview.fingerprint)
        .await
        .unwrap_err();
    assert_eq!(code(&refused), "nothing_to_change");
}

#[sqlx::test(migrations = "../migrations")]
async fn only_this_is_said_of_images_and_it_is_said_of_nothing_else(pool: PgPool) {
    let world = World::new(pool).await;
    let Site { commands, set, ball, .. } = &world.site;
    let by_bob = Which::Filter(Filter::of([LabelCondition::Author(BOB)]));
    let (absent, chosen) = (world.action(), Which::Chosen(vec![(AnnotationId::new(fresh()), 1)]));
    for (which, action) in [(&all(), BulkAction::Delete), (&by_bob, absent), (&chosen, absent)] {
        let refused = commands.bulk_changes.preview(caller(ALICE), *set, which, action).await.unwrap_err();
        assert_eq!(code(&refused), "invalid", "{which:?} {action:?}");
    }

    commands.annotation_types.deactivate(caller(ALICE), *ball).await.unwrap();
    let refused = commands.bulk_changes.preview(caller(ALICE), *set, &all(), absent).await.unwrap_err();
    assert_eq!(code(&refused), "invalid", "an inactive type takes no labels");
}

#[sqlx::test(migrations = "../migrations")]
async fn the_right_to_govern_is_asked_when_it_is_ordered_and_when_it_is_done(pool: PgPool) {
    let world = World::new(pool).await;
    let Site { commands, set, team, .. } = &world.site;
    let refused = commands.bulk_changes.preview(caller(BOB), *set, &all(), world.action()).await.unwrap_err();
    assert_eq!(code(&refused), "denied");

    commands.teams.appoint_admin(caller(ALICE), *team, BOB).await.unwrap();
    let job = world.order(BOB).await;
    commands.teams.dismiss_admin(caller(ALICE), *team, BOB).await.unwrap();

    let report = done(commands, job).await;
    assert_eq!((report.done, report.refused()), (0, 3));
    assert_eq!(report.refusals[0].code, "denied");
}
