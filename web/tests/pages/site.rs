//! A site with people: Alice is staff, Bob and Carol are not. Nobody has a team yet.

use std::sync::Arc;

use axum::Router;
use commands::{Commands, Registration, Settings, clock::ManualClock};
use domain::{AccountId, testing::noon};
use fixtures::PASSWORD;
use sqlx::PgPool;

use crate::browser::Browser;

pub struct Site {
    pub commands: Commands,
    pub door: Router,
    pub clock: Arc<ManualClock>,
    pub bob: AccountId,
}

impl Site {
    pub async fn new(pool: PgPool) -> Self {
        Self::with(pool, Registration::Approval).await
    }

    pub async fn with(pool: PgPool, registration: Registration) -> Self {
        let clock = Arc::new(ManualClock::at(noon()));
        let settings = Settings { registration, ..Settings::default() };
        let commands = fixtures::start_with(pool, clock.clone(), settings);
        fixtures::person(&commands, "alice", true).await;
        let bob = fixtures::person(&commands, "bob", false).await;
        fixtures::person(&commands, "carol", false).await;
        let door = web::routes(commands.clone());
        Self { commands, door, clock, bob }
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

/// Founds a team and creates a set in it; answers the addresses of both.
pub async fn team_and_set(browser: &Browser, team: &str, set: &str) -> (String, String) {
    let team = browser.post("/teams", &[("name", team)]).await.location().to_owned();
    let id = team.strip_prefix("/teams/").unwrap();
    let set = browser.post("/image-sets", &[("team", id), ("name", set)]).await.location().to_owned();
    (team, set)
}
