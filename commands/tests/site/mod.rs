//! A small site for tests: Alice runs a team with one image, Bob is its member, Carol a stranger.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::allow_attributes,
    reason = "test fixtures; each test file uses a part"
)]

pub mod bulk;
pub mod intake;
pub mod queue;

use std::sync::Arc;

use commands::{
    Caller, CommandError, Commands, DrawAnnotation, Labelled, Parts, Settings,
    blobs::{Blobs, BlobsConfig},
    clock::ManualClock,
    desk::Passwords,
    pictures::ImageProcessor,
};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, Digest, Frame, ImageId, ImageSetId, Name, Shape, ShapeKind,
    TeamId, Text,
    annotation_type::TypeDefinition,
    image::Added,
    testing::{ALICE, BOB, CAROL, noon},
};
use projections::Via;
use sqlx::PgPool;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

pub struct Site {
    pub pool: PgPool,
    pub commands: Commands,
    pub clock: Arc<ManualClock>,
    pub team: TeamId,
    pub set: ImageSetId,
    pub image: ImageId,
    pub ball: AnnotationTypeId,
}

impl Site {
    pub async fn new(pool: PgPool) -> Self {
        let clock = Arc::new(ManualClock::at(noon()));
        let commands = start(pool.clone(), clock.clone());
        for (account, staff) in [(ALICE, true), (BOB, false), (CAROL, false)] {
            commands.accounts.register(caller(account), account, true, staff).await.unwrap();
        }
        let team = commands.teams.found(caller(ALICE), name("Bit-Bots")).await.unwrap();
        commands.teams.invite(caller(ALICE), team, BOB).await.unwrap();
        commands.teams.join(caller(BOB), team).await.unwrap();
        let ball = TypeDefinition {
            name: name("ball"),
            shape: ShapeKind::BoundingBox,
            node_count: None,
            allows_blurred: true,
            allows_concealed: false,
        };
        let ball = commands.annotation_types.define(caller(ALICE), ball).await.unwrap();
        let (text, title) = (Text::default(), name("Leipzig"));
        let set = commands.sets.create(caller(ALICE), team, title, text.clone(), text).await.unwrap();
        let image = add_image(&commands, set, "a.jpg").await.unwrap();
        Self { pool, commands, clock, team, set, image, ball }
    }

    pub async fn draw(&self, by: AccountId, x: i32) -> Result<(AnnotationId, Labelled), CommandError> {
        let annotation = AnnotationId::new(fresh());
        let receipt = self.draw_as(caller(by), annotation, x).await?;
        Ok((annotation, receipt))
    }

    pub async fn draw_as(
        &self,
        caller: Caller,
        annotation: AnnotationId,
        x: i32,
    ) -> Result<Labelled, CommandError> {
        let draw = DrawAnnotation::plain(annotation, self.ball, square(x));
        self.commands.labels.draw(caller, self.image, draw).await
    }
}

/// A server on this log; its bytes go to a folder that is gone when the test ends.
pub fn start(pool: PgPool, clock: Arc<ManualClock>) -> Commands {
    start_with(pool, clock, Settings::default())
}

pub fn start_with(pool: PgPool, clock: Arc<ManualClock>, settings: Settings) -> Commands {
    let folder = tempfile::tempdir().unwrap().keep();
    commands::start(Parts {
        reading: pool.clone(),
        pool,
        clock,
        tasks: TaskTracker::new(),
        blobs: Blobs::open(&BlobsConfig::Folder { path: folder }).unwrap(),
        processor: ImageProcessor::default(),
        // The cheapest there is: these tests are not about passwords.
        passwords: Passwords::with_cost(8, 1, 1),
        settings,
    })
}

pub async fn add_image(commands: &Commands, set: ImageSetId, title: &str) -> Result<ImageId, CommandError> {
    add_image_as(commands, ALICE, set, title).await
}

pub async fn add_image_as(
    commands: &Commands,
    by: AccountId,
    set: ImageSetId,
    title: &str,
) -> Result<ImageId, CommandError> {
    let added = Added {
        image_set: set,
        name: name(title),
        digest: Digest::of(title.as_bytes()),
        media_type: "image/jpeg".to_owned(),
        bytes: 1234,
        frame: Frame { width: 640, height: 480 },
    };
    commands.images.add(caller(by), added).await
}

/// A private set in a team of one's own.
pub async fn set_of(commands: &Commands, by: AccountId) -> ImageSetId {
    let team = commands.teams.found(caller(by), name(&format!("Team {}", fresh()))).await.unwrap();
    let text = Text::default();
    commands.sets.create(caller(by), team, name("Own"), text.clone(), text).await.unwrap()
}

pub fn caller(by: AccountId) -> Caller {
    Caller::anew(by, Via::Api, noon())
}

pub fn fresh() -> Uuid {
    commands::ids::mint(noon())
}

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub fn square(x: i32) -> Shape {
    let (x, y) = (f64::from(x), 10.0);
    Shape::from_pixels(ShapeKind::BoundingBox, &[[x, y], [x + 20.0, y + 20.0]]).unwrap()
}

pub fn code(error: &CommandError) -> &'static str {
    match error {
        CommandError::Refused(refused) => refused.code,
        CommandError::Denied(_) => "denied",
        CommandError::Unavailable { .. } => "unavailable",
        CommandError::TooMany { .. } => "too_many",
        CommandError::Broken(_) => "broken",
    }
}
