//! A site with its door: Alice runs a team with one image, Bob is its member, Carol a stranger; all have tokens.

use std::sync::Arc;

use axum::{Router, body::Body, http::Request};
use commands::{
    Caller, Commands, Parts, Settings,
    blobs::{Blobs, BlobsConfig},
    clock::ManualClock,
    desk::{
        LoginName, Passwords,
        tokens::{self, TokenScope},
    },
    pictures::ImageProcessor,
};
use domain::{
    AccountId, AnnotationTypeId, Digest, Frame, ImageId, ImageSetId, Name, ShapeKind, TeamId, Text,
    annotation_type::TypeDefinition, image::Added, testing::noon,
};
use projections::Via;
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;
use uuid::Uuid;

use crate::answer::{Answer, answer_of};

pub struct Site {
    pub commands: Commands,
    pub clock: Arc<ManualClock>,
    pub door: Router,
    pub alice: Person,
    pub bob: Person,
    pub carol: Person,
    pub team: TeamId,
    pub set: ImageSetId,
    pub image: ImageId,
    pub ball: AnnotationTypeId,
}

#[derive(Debug, Clone)]
pub struct Person {
    pub account: AccountId,
    pub token: String,
}

impl Site {
    pub async fn new(pool: PgPool) -> Self {
        Self::with(pool, Settings::default()).await
    }

    pub async fn with(pool: PgPool, settings: Settings) -> Self {
        let clock = Arc::new(ManualClock::at(noon()));
        let commands = start(pool, clock.clone(), settings);
        let alice = person(&commands, "alice", true).await;
        let bob = person(&commands, "bob", false).await;
        let carol = person(&commands, "carol", false).await;
        let (by_alice, by_bob) = (|| caller(alice.account), || caller(bob.account));
        let team = commands.teams.found(by_alice(), name("Bit-Bots")).await.unwrap();
        commands.teams.invite(by_alice(), team, bob.account).await.unwrap();
        commands.teams.join(by_bob(), team).await.unwrap();
        let ball = commands.annotation_types.define(by_alice(), ball()).await.unwrap();
        let (text, title) = (Text::default(), name("Leipzig"));
        let set = commands.sets.create(by_alice(), team, title, text.clone(), text).await.unwrap();
        let image = commands.images.add(by_alice(), picture(set, "a.jpg")).await.unwrap();
        let door = api::routes(commands.clone());
        Self { commands, clock, door, alice, bob, carol, team, set, image, ball }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        answer_of(self.door.clone().oneshot(request).await.unwrap()).await
    }

    pub async fn get(&self, who: &Person, path: &str) -> Answer {
        self.send(who.request("GET", path).body(Body::empty()).unwrap()).await
    }

    pub async fn post(&self, who: &Person, path: &str, body: &Value) -> Answer {
        self.send(who.json("POST", path, body)).await
    }

    pub async fn put(&self, who: &Person, path: &str, body: &Value) -> Answer {
        self.send(who.json("PUT", path, body)).await
    }

    pub async fn patch(&self, who: &Person, path: &str, body: &Value) -> Answer {
        self.send(who.json("PATCH", path, body)).await
    }

    pub async fn delete(&self, who: &Person, path: &str) -> Answer {
        self.send(who.request("DELETE", path).body(Body::empty()).unwrap()).await
    }

    /// Changes a label's revision.
    pub async fn change(&self, who: &Person, label: Uuid, revision: u32, body: &Value) -> Answer {
        let mut request = who.json("PATCH", &format!("/annotations/{label}"), body);
        request.headers_mut().insert("if-match", format!("\"{revision}\"").parse().unwrap());
        self.send(request).await
    }

    pub async fn erase(&self, who: &Person, label: Uuid, revision: u32) -> Answer {
        let request = who.request("DELETE", &format!("/annotations/{label}"));
        self.send(request.header("if-match", format!("\"{revision}\"")).body(Body::empty()).unwrap()).await
    }

    pub fn labels(&self) -> String {
        format!("/images/{}/annotations", self.image)
    }

    /// A label that fits, at x.
    pub fn drawing(&self, label: Uuid, x: i32) -> Value {
        json!({
            "annotation": label,
            "annotation_type": self.ball,
            "shape": {"kind": "bounding_box", "points": [[x, 10], [x + 20, 30]]},
        })
    }

    pub async fn drawn(&self, who: &Person, x: i32) -> Uuid {
        let label = fresh();
        let answer = self.post(who, &self.labels(), &self.drawing(label, x)).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        label
    }

    /// Nothing was changed by what was asked, and the next good request works.
    pub async fn unharmed(&self, by: &str, asking: impl Future<Output = Answer>) -> Answer {
        let head = self.head().await;
        let answer = asking.await;
        assert_eq!(self.head().await, head, "{by} changed the log");
        let good = json!({"name": format!("Leipzig {head}")});
        let after = self.patch(&self.alice, &format!("/image-sets/{}", self.set), &good).await;
        assert!((200..300).contains(&after.status), "after {by}: {after:?}");
        assert_eq!(self.head().await, head + 1, "after {by}");
        answer
    }

    pub async fn head(&self) -> i64 {
        self.commands.views().log().head().await.unwrap()
    }
}

impl Person {
    pub fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        request.header("authorization", format!("Bearer {}", self.token)).header("x-request-id", "r-1")
    }

    pub fn json(&self, method: &str, path: &str, body: &Value) -> Request<Body> {
        let request = self.request(method, path).header("content-type", "application/json");
        request.body(Body::from(body.to_string())).unwrap()
    }
}

fn start(pool: PgPool, clock: Arc<ManualClock>, settings: Settings) -> Commands {
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

pub async fn person(commands: &Commands, login: &str, staff: bool) -> Person {
    let login_name = LoginName::parse(login).unwrap();
    let command = commands::ids::mint(commands.clock().now()).into();
    let operator = Caller::newcomer(Via::Operator, command);
    let password = "robots kick balls 7";
    let made = commands.people.create(operator, login_name, name(login), password, true, staff).await;
    let account = made.unwrap();
    let token = token(commands, account, TokenScope::Write).await;
    Person { account, token }
}

pub async fn token(commands: &Commands, account: AccountId, scope: TokenScope) -> String {
    let now = commands.clock().now();
    let made = tokens::create(commands.pool(), account, &name("tests"), scope, None, now).await;
    made.unwrap().1.reveal().to_owned()
}

fn ball() -> TypeDefinition {
    TypeDefinition {
        name: name("ball"),
        shape: ShapeKind::BoundingBox,
        node_count: None,
        allows_blurred: true,
        allows_concealed: false,
    }
}

pub fn picture(set: ImageSetId, title: &str) -> Added {
    Added {
        image_set: set,
        name: name(title),
        digest: Digest::of(title.as_bytes()),
        media_type: "image/jpeg".to_owned(),
        bytes: 1234,
        frame: Frame { width: 640, height: 480 },
    }
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
