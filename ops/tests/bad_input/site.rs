//! Alice is staff and has a team with a set and a session; what Carol has, Alice may not see.

use std::{fmt::Write as _, sync::Arc};

use commands::{Commands, Settings, clock::SystemClock, desk::tokens::TokenScope};
use domain::{ImageId, ImageSetId};
use fixtures::{PASSWORD, add_image, own_set, person, token};
use serde_json::json;
use sqlx::PgPool;

use crate::server::{Answer, Server};

pub struct Site {
    commands: Commands,
    pub server: Server,
    pub token: String,
    pub cookie: String,
    pub set: ImageSetId,
    pub foreign_set: ImageSetId,
    pub foreign_image: ImageId,
    _store: tempfile::TempDir,
}

impl Site {
    pub async fn new(pool: PgPool) -> Self {
        let store = tempfile::tempdir().unwrap();
        // A second server on the same log, within this process.
        let clock = Arc::new(SystemClock);
        let commands = fixtures::start_in(store.path(), pool.clone(), clock, Settings::default());
        let (alice, carol) =
            (person(&commands, "alice", true).await, person(&commands, "carol", false).await);
        let (set, foreign_set) = (own_set(&commands, alice).await, own_set(&commands, carol).await);
        let foreign_image = add_image(&commands, carol, foreign_set, "a.jpg").await.unwrap();
        let (_, token) = token(&pool, alice, TokenScope::Write).await;
        let server = Server::start(&pool);
        let mut site = Self {
            commands,
            server,
            token: format!("Bearer {token}"),
            cookie: String::new(),
            set,
            foreign_set,
            foreign_image,
            _store: store,
        };
        site.cookie = site.sign_in().await;
        site
    }

    async fn sign_in(&self) -> String {
        let form = format!("name=alice&password={}", PASSWORD.replace(' ', "+"));
        let answer = self.server.answer(&self.request("POST", "/sign-in", &[FORM], form.as_bytes())).await;
        let cookie = answer.header("set-cookie").unwrap_or_else(|| panic!("not signed in: {answer:?}"));
        cookie.split(';').next().unwrap().to_owned()
    }

    /// The bytes of a request; its length is said unless the headers say one.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
        let mut head =
            format!("{method} {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.server.address);
        for (name, value) in headers {
            write!(head, "{name}: {value}\r\n").unwrap();
        }
        let framed = |(name, _): &(&str, &str)| ["content-length", "transfer-encoding"].contains(name);
        if !headers.iter().any(framed) && method != "GET" {
            write!(head, "content-length: {}\r\n", body.len()).unwrap();
        }
        [head.as_bytes(), b"\r\n", body].concat()
    }

    /// As a program, with Alice's token.
    pub async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let headers: Vec<_> =
            [("authorization", self.token.as_str())].iter().chain(headers).copied().collect();
        self.server.answer(&self.request(method, path, &headers, body)).await
    }

    pub async fn head(&self) -> i64 {
        self.commands.views().log().head().await.unwrap()
    }

    /// Nothing was changed by what was asked, and the next good request works.
    pub async fn unharmed<T>(&self, by: &str, asking: impl Future<Output = T>) -> T {
        self.grown(by, 0, asking).await
    }

    /// The log grew by so many facts and no others, and the next good request works.
    pub async fn grown<T>(&self, by: &str, facts: i64, asking: impl Future<Output = T>) -> T {
        let head = self.head().await;
        let answer = asking.await;
        assert_eq!(self.head().await - head, facts, "facts of {by}");
        self.is_well(by).await;
        answer
    }

    async fn is_well(&self, after: &str) {
        let head = self.head().await;
        let path = format!("/api/v1/image-sets/{}", self.set);
        let body = json!({"name": format!("Leipzig {head}")}).to_string();
        let answer = self.ask("PATCH", &path, &[JSON], body.as_bytes()).await;
        assert!((200..300).contains(&answer.status()), "after {after}: {answer:?}");
        assert_eq!(self.head().await, head + 1, "after {after}");
    }
}

pub const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
pub const JSON: (&str, &str) = ("content-type", "application/json");
