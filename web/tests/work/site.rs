//! A small site for tests, asked over HTTP: Alice runs a team with one set and two images, Bob is its member, Carol a
//! stranger. Alice is staff too.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    response::Response,
};
use commands::{
    Caller, Commands, DrawAnnotation, Parts, Settings,
    blobs::{Blobs, BlobsConfig},
    clock::ManualClock,
    desk::{LoginName, Passwords, people},
    pictures::ImageProcessor,
};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, Digest, Frame, ImageId, ImageSetId, Name, Shape, ShapeKind,
    TeamId, Text,
    annotation_type::TypeDefinition,
    image::{Added, Verdict},
    testing::{ALICE, BOB, CAROL, noon},
};
use http_body_util::BodyExt as _;
use projections::Via;
use sqlx::PgPool;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;
use uuid::Uuid;

pub const PASSWORD: &str = "a long enough word for tests";

pub struct Site {
    pub commands: Commands,
    pub clock: Arc<ManualClock>,
    pub pages: Router,
    pub team: TeamId,
    pub set: ImageSetId,
    pub image: ImageId,
    pub other_image: ImageId,
    pub ball: AnnotationTypeId,
}

/// A page as a browser gets it.
pub struct Page {
    pub status: StatusCode,
    pub html: String,
    pub location: Option<String>,
}

impl Site {
    pub async fn new(pool: PgPool) -> Self {
        let clock = Arc::new(ManualClock::at(noon()));
        let commands = start(pool, clock.clone());
        for (account, login) in [(ALICE, "alice"), (BOB, "bob"), (CAROL, "carol")] {
            commands.accounts.register(caller(account), account, true, account == ALICE).await.unwrap();
            person(&commands, account, login).await;
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
        let image = add_image(&commands, set, "a<b>.jpg").await;
        let other_image = add_image(&commands, set, "b.jpg").await;
        Self { pages: web::routes(commands.clone()), commands, clock, team, set, image, other_image, ball }
    }

    pub async fn draw(&self, by: AccountId, x: i32) -> AnnotationId {
        let draw =
            DrawAnnotation::plain(AnnotationId::new(commands::ids::mint(noon())), self.ball, square(x));
        let id = draw.annotation;
        self.commands.labels.draw(caller(by), self.image, draw).await.unwrap();
        id
    }

    pub async fn vote(&self, by: AccountId, label: AnnotationId, verdict: Verdict) {
        self.commands.labels.vote(caller(by), label, 1, verdict).await.unwrap();
    }

    pub async fn head(&self) -> i64 {
        self.commands.views().log().head().await.unwrap()
    }

    /// Lets everybody see the set.
    pub async fn publish(&self) {
        let publish = domain::image_set::Command::Publish;
        self.commands.sets.change(caller(ALICE), self.set, publish).await.unwrap();
    }

    pub async fn get(&self, by: AccountId, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, self.cookie(by).await);
        read(self.send(request.body(Body::empty()).unwrap()).await).await
    }

    /// As htmx asks: for the part alone.
    pub async fn part(&self, by: AccountId, path: &str) -> Page {
        let request =
            Request::get(path).header("hx-request", "true").header(header::COOKIE, self.cookie(by).await);
        read(self.send(request.body(Body::empty()).unwrap()).await).await
    }

    pub async fn post(&self, by: AccountId, path: &str, form: &str) -> Page {
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie(by).await)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        read(self.send(request.body(Body::from(form.to_owned())).unwrap()).await).await
    }

    pub async fn send(&self, request: Request<Body>) -> Response {
        self.pages.clone().oneshot(request).await.unwrap()
    }

    pub async fn cookie(&self, by: AccountId) -> String {
        let login = [(ALICE, "alice"), (BOB, "bob"), (CAROL, "carol")];
        let (_, login) = login.into_iter().find(|(account, _)| *account == by).unwrap();
        let address = std::net::Ipv4Addr::LOCALHOST.into();
        let secret = self.commands.sessions.sign_in(login, PASSWORD, address, "tests", None).await.unwrap();
        format!("{}={}", self.commands.settings().cookie_name(), secret.reveal())
    }
}

async fn read(response: Response) -> Page {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
    let body = response.into_body().collect().await.unwrap().to_bytes();
    Page { status, html: String::from_utf8_lossy(&body).into_owned(), location }
}

fn start(pool: PgPool, clock: Arc<ManualClock>) -> Commands {
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
        settings: Settings::default(),
    })
}

async fn person(commands: &Commands, account: AccountId, login: &str) {
    let person = people::NewPerson {
        account,
        login_name: LoginName::parse(login).unwrap(),
        display_name: name(&format!("{login} & co")),
        email: None,
        password: PASSWORD,
    };
    people::create(commands.pool(), &commands.desk().passwords, person, noon()).await.unwrap();
}

async fn add_image(commands: &Commands, set: ImageSetId, title: &str) -> ImageId {
    let added = Added {
        image_set: set,
        name: name(title),
        digest: Digest::of(title.as_bytes()),
        media_type: "image/jpeg".to_owned(),
        bytes: 1234,
        frame: Frame { width: 640, height: 480 },
    };
    commands.images.add(caller(ALICE), added).await.unwrap()
}

pub fn caller(by: AccountId) -> Caller {
    Caller::anew(by, Via::Page, noon())
}

pub fn name(text: &str) -> Name {
    Name::parse(text).unwrap()
}

pub fn square(x: i32) -> Shape {
    let (x, y) = (f64::from(x), 10.0);
    Shape::from_pixels(ShapeKind::BoundingBox, &[[x, y], [x + 20.0, y + 20.0]]).unwrap()
}

/// An id no one has.
pub fn nobody() -> Uuid {
    Uuid::from_u128(0xdead)
}
