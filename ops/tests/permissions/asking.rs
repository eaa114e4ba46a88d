//! Single questions, outside the table.

use axum::http::HeaderName;
use commands::Commands;
use domain::Openness;
use sqlx::PgPool;

use crate::{
    answer::{Answer, ask},
    matrix::Matrix,
    people::{Person, Role, Way},
    row::{After, Body},
    things::{Words, fill},
};

impl Matrix {
    pub fn pool(&self) -> &PgPool {
        &self.site.pool
    }

    pub fn commands(&self) -> &Commands {
        &self.site.commands
    }

    pub fn person(&self, role: Role) -> &Person {
        self.site.person(role).unwrap()
    }

    pub async fn head(&self) -> i64 {
        self.site.head().await
    }

    pub async fn ask_one(
        &self,
        method: &str,
        path: &str,
        body: Body,
        shown: Option<(HeaderName, String)>,
        words: &Words,
    ) -> Answer {
        ask(&self.site.door, method, &fill(path, words), body, shown, words).await
    }

    /// With a session.
    pub async fn as_role(&self, role: Role, method: &str, path: &str, body: Body, words: &Words) -> Answer {
        self.ask_one(method, path, body, self.site.shown(role, Way::Cookie).await, words).await
    }

    /// What is in a private set; as `open_…`, what is in a public one; and as `own_set`, a set of the stranger's.
    pub async fn hidden_beside_open(&self) -> Words {
        let ids = |openness| self.sets[&(Role::Creator, openness, After::Nothing)].ids();
        let (mut words, open) = (ids(Openness::Private).clone(), ids(Openness::Public));
        words.insert("open_set", open["image_set"].clone());
        words.insert("open_snapshot", open["snapshot"].clone());
        words.insert("own_set", self.site.own_set(Role::Stranger).await.to_string());
        words.insert("export_format", self.formats[&(Role::Anonymous, false)].to_string());
        words
    }

    /// Somebody else asked for it.
    pub fn export_of(&self, openness: Openness) -> String {
        self.sets[&(Role::Creator, openness, After::Nothing)].ids()["export"].clone()
    }
}
