//! What is there before anything is killed: people with tokens, a set, and large images to draw on.

use std::sync::Arc;

use commands::{Caller, Commands, DrawAnnotation, clock::SystemClock, desk::tokens::TokenScope};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, Frame, ImageId, Shape, ShapeKind, TeamId,
    annotation_type::TypeDefinition, image::Added,
};
use fixtures::name;
use projections::Via;
use sqlx::PgPool;
use uuid::Uuid;

pub const CLIENTS: usize = 16;
const IMAGES: usize = 8;
pub const SIDE: u32 = 8_000;

#[derive(Clone)]
pub struct World {
    pub people: Vec<Person>,
    pub images: Vec<ImageId>,
    pub ball: AnnotationTypeId,
}

#[derive(Clone)]
pub struct Person {
    pub account: AccountId,
    pub token: String,
}

/// A second server on the same log, within this process.
pub fn commands(pool: PgPool) -> Commands {
    fixtures::start(pool, Arc::new(SystemClock))
}

impl World {
    pub async fn new(pool: PgPool) -> Self {
        let commands = commands(pool.clone());
        let mut people = vec![];
        for number in 0..CLIENTS {
            people.push(person(&commands, &pool, number).await);
        }
        let first = people[0].account;
        let team = commands.teams.found(caller(first), name("Bit-Bots")).await.unwrap();
        for person in &people[1..] {
            commands.teams.invite(caller(first), team, person.account).await.unwrap();
            commands.teams.join(caller(person.account), team).await.unwrap();
        }
        let ball = fixtures::annotation_type("ball", ShapeKind::BoundingBox);
        let ball = TypeDefinition { allows_blurred: true, ..ball };
        let ball = commands.annotation_types.define(caller(first), ball).await.unwrap();
        let images = images(&commands, first, team).await;
        Self { people, images, ball }
    }

    /// A place of its own for every label of every client.
    pub fn draw(&self, client: usize, nth: usize) -> (ImageId, DrawAnnotation) {
        let (x, y) = place(client, nth);
        let draw = DrawAnnotation::plain(AnnotationId::new(fresh()), self.ball, square(x, y));
        (self.images[nth % self.images.len()], draw)
    }
}

async fn person(commands: &Commands, pool: &PgPool, number: usize) -> Person {
    let account = fixtures::person(commands, &format!("labeler{number}"), number == 0).await;
    Person { account, token: fixtures::token(pool, account, TokenScope::Write).await.1 }
}

async fn images(commands: &Commands, by: AccountId, team: TeamId) -> Vec<ImageId> {
    let set = fixtures::create_set(commands, by, team, "Leipzig").await;
    let mut images = vec![];
    for number in 0..IMAGES {
        let frame = Frame { width: SIDE, height: SIDE };
        let picture = Added { frame, ..fixtures::picture(set, &format!("{number}.jpg")) };
        images.push(commands.images.add(caller(by), picture).await.unwrap());
    }
    images
}

/// Far enough from every other not to be similar.
pub fn place(client: usize, nth: usize) -> (f64, f64) {
    let (column, row) = (nth % 200, nth / 200);
    let unit = |n: usize| f64::from(u32::try_from(n).unwrap());
    (unit(column * 40), unit(client * 480 + row * 40))
}

pub fn square(x: f64, y: f64) -> Shape {
    Shape::from_pixels(ShapeKind::BoundingBox, &[[x, y], [x + 20.0, y + 20.0]]).unwrap()
}

pub fn caller(by: AccountId) -> Caller {
    Caller::anew(by, Via::Api, commands::clock::Clock::now(&SystemClock))
}

pub fn fresh() -> Uuid {
    commands::ids::mint(commands::clock::Clock::now(&SystemClock))
}
