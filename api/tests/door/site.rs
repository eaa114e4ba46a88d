//! A site with its door: Alice runs a team with one image, Bob is its member, Carol a stranger; all have tokens.

use std::sync::Arc;

use axum::{Router, body::Body, http::Request};
use commands::{Commands, Settings, clock::ManualClock, desk::tokens::TokenScope};
use domain::{
    AccountId, AnnotationTypeId, ImageId, ImageSetId, TeamId,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{Answer, fresh};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use super::described::assert_described;

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
        let fixtures::Site { commands, clock, team, set, image, ball, .. } =
            fixtures::Site::with(pool.clone(), settings).await;
        let [alice, bob, carol] = [(ALICE, "alice"), (BOB, "bob"), (CAROL, "carol")];
        let alice = named(&pool, alice).await;
        let bob = named(&pool, bob).await;
        let carol = named(&pool, carol).await;
        let door = api::routes(commands.clone());
        Self { commands, clock, door, alice, bob, carol, team, set, image, ball }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let answer = fixtures::send(&self.door, request).await;
        assert_described(&method, &path, answer.status);
        answer
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

async fn named(pool: &PgPool, (account, login): (AccountId, &str)) -> Person {
    fixtures::give_login(pool, account, login, login).await;
    Person { account, token: token(pool, account, TokenScope::Write).await }
}

pub async fn person(commands: &Commands, pool: &PgPool, login: &str, staff: bool) -> Person {
    let account = fixtures::person(commands, login, staff).await;
    Person { account, token: token(pool, account, TokenScope::Write).await }
}

pub async fn token(pool: &PgPool, account: AccountId, scope: TokenScope) -> String {
    fixtures::token(pool, account, scope).await.1
}
