//! A site with people: Alice is staff, Bob and Carol are not. Nobody has a team yet.

use std::sync::Arc;

use axum::Router;
use commands::{
    Caller, Commands, Parts, Registration, Settings,
    blobs::{Blobs, BlobsConfig},
    clock::ManualClock,
    desk::{LoginName, Passwords},
    pictures::ImageProcessor,
};
use domain::{AccountId, Name, testing::noon};
use projections::Via;
use sqlx::PgPool;
use tempfile::TempDir;
use tokio_util::task::TaskTracker;

use crate::browser::Browser;

pub const PASSWORD: &str = "seven lazy robots kick";

pub struct Site {
    pub commands: Commands,
    pub door: Router,
    pub clock: Arc<ManualClock>,
    pub bob: AccountId,
    _store: TempDir,
}

impl Site {
    pub async fn new(pool: PgPool) -> Self {
        Self::with(pool, Registration::Approval).await
    }

    pub async fn with(pool: PgPool, registration: Registration) -> Self {
        let (store, clock) = (TempDir::new().unwrap(), Arc::new(ManualClock::at(noon())));
        let commands = commands::start(Parts {
            reading: pool.clone(),
            pool,
            clock: clock.clone(),
            tasks: TaskTracker::new(),
            blobs: Blobs::open(&BlobsConfig::Folder { path: store.path().to_owned() }).unwrap(),
            processor: ImageProcessor::default(),
            passwords: Passwords::with_cost(8, 1, 1),
            settings: Settings { registration, ..Settings::default() },
        });
        person(&commands, "alice", true).await;
        let bob = person(&commands, "bob", false).await;
        person(&commands, "carol", false).await;
        let door = web::routes(commands.clone());
        Self { commands, door, clock, bob, _store: store }
    }

    pub fn stranger(&self) -> Browser {
        Browser::new(self.door.clone())
    }

    /// Somebody's browser, signed in.
    pub async fn browser(&self, name: &str) -> Browser {
        let mut browser = self.stranger();
        let answer = browser.sign_in(name, PASSWORD).await;
        assert!(answer.leads_to("/"), "{}", answer.html);
        browser
    }

    pub async fn position(&self) -> i64 {
        self.commands.views().log().head().await.unwrap()
    }
}

async fn person(commands: &Commands, login: &str, staff: bool) -> AccountId {
    let display = Name::parse(&login.to_uppercase()).unwrap();
    let login = LoginName::parse(login).unwrap();
    let command = commands::ids::mint(commands.clock().now()).into();
    let operator = Caller::newcomer(Via::Operator, command);
    commands.people.create(operator, login, display, PASSWORD, true, staff).await.unwrap()
}

/// Founds a team and creates a set in it; answers the addresses of both.
pub async fn team_and_set(browser: &Browser, team: &str, set: &str) -> (String, String) {
    let team = browser.post("/teams", &[("name", team)]).await.location().to_owned();
    let id = team.strip_prefix("/teams/").unwrap();
    let set = browser.post("/image-sets", &[("team", id), ("name", set)]).await.location().to_owned();
    (team, set)
}
