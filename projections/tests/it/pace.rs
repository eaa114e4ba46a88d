//! Seconds a label and a vote, told the same however facts come in pages.

use chrono::TimeDelta;
use domain::{
    AnnotationId,
    image::{Change, Command, Draft, Origin, Verdict::Accept},
    testing::noon,
};
use projections::{
    Views,
    pace::{Measure, Pace},
};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    following::{Running, write},
    world::{World, added, id, spec},
};

const PICTURE: u128 = 0;

fn label(n: u128) -> AnnotationId {
    AnnotationId::new(id(6, n))
}

fn draw(n: u128) -> Command {
    let (x, kind) = (f64::from(u32::try_from(n).unwrap()) * 50.0, domain::ShapeKind::BoundingBox);
    Command::Draw(Draft {
        annotation: label(n),
        spec: spec(id(2, 0).into()),
        shape: domain::Shape::from_pixels(kind, &[[x, 10.0], [x + 20.0, 30.0]]).unwrap(),
        blurred: false,
        concealed: false,
        extreme_points: None,
        origin: Origin::Hand,
    })
}

fn vote(n: u128) -> Command {
    Command::Vote { annotation: label(n), revision: 1, verdict: Accept }
}

fn blur(n: u128) -> Command {
    let change = Change { spec: spec(id(2, 0).into()), shape: None, blurred: Some(true), concealed: None };
    Command::Change { annotation: label(n), revision: 1, change }
}

/// Ada draws four labels, the last one after a break; Ben votes on one, then on two in one act, and changes one.
fn day() -> World {
    let (ada, ben) = (id(1, 0), id(1, 1));
    let mut world = World::new(7);
    let steps = [
        (Command::Add(added(PICTURE)), ada, 1, 0),
        (draw(0), ada, 2, 0),
        (draw(1), ada, 3, 4_000),
        (draw(2), ada, 4, 10_000),
        (draw(3), ada, 5, 200_000),
        (vote(3), ben, 6, 300_000),
        (vote(0), ben, 7, 301_500),
        (vote(1), ben, 8, 304_500),
        (vote(2), ben, 8, 304_501),
        (blur(3), ben, 9, 400_000),
    ];
    for (command, by, act, millis) in steps {
        let from = world.log.len();
        world.image_by(id(5, PICTURE), command, by);
        for fact in &mut world.log[from..] {
            fact.at = noon() + TimeDelta::milliseconds(millis);
            fact.command = Uuid::from_u128(act).into();
        }
    }
    world
}

async fn check(pool: &PgPool) {
    let views = Views::new(pool.clone());
    let measure = |items, millis| Measure { items, median_millis: Some(millis) };
    let now = noon() + TimeDelta::days(1);
    let ada = views.pace_of(id(1, 0).into(), now).await.unwrap();
    assert_eq!(ada, Pace { labels: measure(2, 5_000.0), votes: Measure::default() });
    let ben = views.pace_of(id(1, 1).into(), now).await.unwrap();
    assert_eq!(ben, Pace { labels: Measure::default(), votes: measure(3, 1_500.0) });
    assert!(views.pace_of(id(1, 1).into(), now + TimeDelta::days(30)).await.unwrap().is_empty());

    let set = views.pace_in(id(4, 0).into()).await.unwrap();
    let of: Vec<_> =
        set.iter().map(|pace| (pace.annotation_type, pace.labels.items, pace.votes.items)).collect();
    assert_eq!(of, [(id(2, 0), 2, 3)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_act_takes_as_long_as_the_pause_before_it_shared_by_what_is_in_it(pool: PgPool) {
    let (running, world) = (Running::start(&pool), day());
    let position = write(&world, 0, &pool).await;
    running.following.wake(position);
    running.projected(position).await;
    check(&pool).await;
    running.stop().await;
}

#[sqlx::test(migrations = "../migrations")]
async fn it_is_the_same_when_every_fact_comes_alone(pool: PgPool) {
    let (running, world) = (Running::start(&pool), day());
    for end in 1..=world.log.len() {
        crate::world::append(&world.log[end - 1..end], &mut pool.acquire().await.unwrap()).await;
        let position = i64::try_from(end).unwrap();
        running.following.wake(position);
        running.projected(position).await;
    }
    check(&pool).await;
    running.stop().await;
}
