//! What is there before anything is killed: people with tokens, a set, and large images to draw on.

use std::sync::Arc;

use commands::{
    Caller, Commands, DrawAnnotation, Parts, Settings,
    blobs::{Blobs, BlobsConfig},
    clock::SystemClock,
    desk::{
        LoginName, Passwords,
        tokens::{self, TokenScope},
    },
    pictures::ImageProcessor,
};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, Digest, Frame, ImageId, ImageSetId, Name, Shape, ShapeKind,
    TeamId, Text, annotation_type::TypeDefinition, image::Added,
};
use projections::Via;
use sqlx::PgPool;
use tokio_util::task::TaskTracker;
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
    let folder = tempfile::tempdir().unwrap().keep();
    commands::start(Parts {
        reading: pool.clone(),
        pool,
        clock: Arc::new(SystemClock),
        tasks: TaskTracker::new(),
        blobs: Blobs::open(&BlobsConfig::Folder { path: folder }).unwrap(),
        processor: ImageProcessor::default(),
        // The cheapest there is: nobody signs in with a password here.
        passwords: Passwords::with_cost(8, 1, 1),
        settings: Settings::default(),
    })
}

impl World {
    pub async fn new(pool: PgPool) -> Self {
        let commands = commands(pool.clone());
        let mut people = vec![];
        for number in 0..CLIENTS {
            people.push(person(&commands, number).await);
        }
        let first = people[0].account;
        let team = commands.teams.found(caller(first), name("Bit-Bots")).await.unwrap();
        for person in &people[1..] {
            commands.teams.invite(caller(first), team, person.account).await.unwrap();
            commands.teams.join(caller(person.account), team).await.unwrap();
        }
        let ball = TypeDefinition {
            name: name("ball"),
            shape: ShapeKind::BoundingBox,
            node_count: None,
            allows_blurred: true,
            allows_concealed: false,
        };
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

async fn person(commands: &Commands, number: usize) -> Person {
    let login_name = LoginName::parse(&format!("labeler{number}")).unwrap();
    let display_name = name(&format!("Labeler {number}"));
    let password = "a long enough sentence";
    let command = commands::ids::mint(commands.clock().now()).into();
    let operator = Caller::newcomer(Via::Operator, command);
    let made = commands.people.create(operator, login_name, display_name, password, true, number == 0);
    let account = made.await.unwrap();
    let now = commands.clock().now();
    let (_, secret) =
        tokens::create(commands.pool(), account, &name("crash"), TokenScope::Write, None, now).await.unwrap();
    Person { account, token: secret.reveal().to_owned() }
}

async fn images(commands: &Commands, by: AccountId, team: TeamId) -> Vec<ImageId> {
    let (text, title) = (Text::default(), name("Leipzig"));
    let set: ImageSetId = commands.sets.create(caller(by), team, title, text.clone(), text).await.unwrap();
    let mut images = vec![];
    for number in 0..IMAGES {
        let title = format!("{number}.jpg");
        let added = Added {
            image_set: set,
            name: name(&title),
            digest: Digest::of(title.as_bytes()),
            media_type: "image/jpeg".to_owned(),
            bytes: 1234,
            frame: Frame { width: SIDE, height: SIDE },
        };
        images.push(commands.images.add(caller(by), added).await.unwrap());
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

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}
