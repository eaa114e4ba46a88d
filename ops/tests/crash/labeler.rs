//! A client that draws, copies, changes, judges and deletes, and repeats each command until it is answered.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use http_client::{Answer, Connection};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    check::{Acknowledged, Told},
    world::{World, fresh, place},
};

/// After this long without an answer the server is taken for dead.
const PATIENCE: Duration = Duration::from_mins(1);

#[derive(Debug, Clone, Copy)]
struct Label {
    id: Uuid,
    /// The number of its image.
    image: usize,
    revision: u64,
    blurred: bool,
    place: (f64, f64),
}

pub struct Labeler {
    number: usize,
    world: World,
    chance: StdRng,
    drawn: usize,
    own: Vec<Label>,
    /// Labels of everybody, to be judged.
    all: Arc<Mutex<Vec<(Uuid, u64)>>>,
    address: watch::Receiver<String>,
    connection: Option<(String, Connection)>,
    told: Told,
}

struct Command {
    method: &'static str,
    path: String,
    revision: Option<u64>,
    body: Value,
    facts: (i64, i64),
}

impl Labeler {
    pub fn all(world: &World, seed: u64, address: &watch::Receiver<String>) -> Vec<Self> {
        let all = Arc::<Mutex<Vec<_>>>::default();
        let one = |number| Self {
            number,
            world: world.clone(),
            chance: StdRng::seed_from_u64(seed.wrapping_add(u64::try_from(number).unwrap())),
            drawn: 0,
            own: vec![],
            all: all.clone(),
            address: address.clone(),
            connection: None,
            told: Told::default(),
        };
        (0..world.people.len()).map(one).collect()
    }

    /// What it was told since it was last asked.
    pub fn told(&mut self) -> Told {
        std::mem::take(&mut self.told)
    }

    /// Works until told to stop, which it does between commands.
    pub async fn work(mut self, stop: watch::Receiver<bool>) -> Self {
        while !*stop.borrow() {
            match self.chance.random_range(0..10) {
                0..4 => self.draw().await,
                4 => self.copy().await,
                5..7 => self.judge().await,
                7..9 => self.change().await,
                _ => self.erase().await,
            }
        }
        self
    }

    /// Leaves places to others.
    pub fn begin_at(&mut self, drawn: usize) {
        self.drawn = drawn;
    }

    pub async fn draw(&mut self) {
        let place = place(self.number, self.drawn);
        let on = self.drawn % self.world.images.len();
        let image = self.world.images[on];
        self.drawn += 1;
        let id = fresh();
        let body =
            json!({"annotation": id, "annotation_type": self.world.ball.uuid(), "shape": shape(place)});
        let path = format!("/api/v1/images/{image}/annotations");
        let command = Command { method: "POST", path, revision: None, body, facts: (1, 1) };
        if let Some(answer) = self.send(command).await {
            let label = Label { id, image: on, revision: revision(&answer), blurred: false, place };
            self.own.push(label);
            self.all.lock().unwrap().push((id, label.revision));
        }
    }

    /// As many facts as copies are answered, and never some of them.
    async fn copy(&mut self) {
        let Some(nth) = self.one_of_mine() else { return };
        let on = self.own[nth].image;
        let ids: Vec<_> =
            self.own.iter().filter(|label| label.image == on).map(|label| label.id).take(5).collect();
        let images = &self.world.images;
        let path = format!("/api/v1/images/{}/copies", images[(on + 1) % images.len()]);
        let body = json!({"from": images[on], "annotations": ids});
        let facts = (0, i64::try_from(ids.len()).unwrap());
        let Some(answer) = self.send(Command { method: "POST", path, revision: None, body, facts }).await
        else {
            return;
        };
        let answered: Value = serde_json::from_slice(&answer.body).unwrap();
        let copied = i64::try_from(answered["copied"].as_array().unwrap().len()).unwrap();
        self.told.acknowledged.last_mut().unwrap().facts = (copied, copied);
    }

    async fn change(&mut self) {
        let Some(nth) = self.one_of_mine() else { return };
        let Label { id, image, revision: seen, blurred, place: (x, y) } = self.own[nth];
        let place = ((x + 1.0) % 7_900.0, y);
        let body = json!({"shape": shape(place), "blurred": !blurred});
        let path = format!("/api/v1/annotations/{id}");
        let command = Command { method: "PATCH", path, revision: Some(seen), body, facts: (1, 1) };
        if let Some(answer) = self.send(command).await {
            self.own[nth] = Label { id, image, revision: revision(&answer), blurred: !blurred, place };
            self.all.lock().unwrap().push((id, self.own[nth].revision));
        }
    }

    async fn erase(&mut self) {
        let Some(nth) = self.one_of_mine() else { return };
        let Label { id, revision, .. } = self.own.swap_remove(nth);
        let path = format!("/api/v1/annotations/{id}");
        let command =
            Command { method: "DELETE", path, revision: Some(revision), body: Value::Null, facts: (1, 1) };
        self.send(command).await;
    }

    /// Of any label, and perhaps of a revision that is past: that is refused.
    async fn judge(&mut self) {
        let all = self.all.lock().unwrap().len();
        if all == 0 {
            return;
        }
        let nth = self.chance.random_range(0..all);
        let (id, revision) = self.all.lock().unwrap()[nth];
        let verdict = if self.chance.random() { "accept" } else { "reject" };
        let body = json!({"verdict": verdict, "revision": revision});
        let path = format!("/api/v1/annotations/{id}/vote");
        self.send(Command { method: "PUT", path, revision: None, body, facts: (0, 1) }).await;
    }

    fn one_of_mine(&mut self) -> Option<usize> {
        (!self.own.is_empty()).then(|| self.chance.random_range(0..self.own.len()))
    }

    /// Repeats the command until it is acknowledged or refused.
    async fn send(&mut self, command: Command) -> Option<Answer> {
        let (id, since) = (fresh(), Instant::now());
        loop {
            match self.try_to(&command, id).await {
                Some(answer) if answer.status < 300 => {
                    let account = self.world.people[self.number].account;
                    let (facts, position) = (command.facts, answer.position);
                    self.told.acknowledged.push(Acknowledged { command: id, account, facts, position });
                    return Some(answer);
                }
                Some(answer) if answer.status < 500 => {
                    let body = String::from_utf8_lossy(&answer.body);
                    assert!(matches!(answer.status, 404 | 409), "{} {body}", command.path);
                    self.told.refused.push(id);
                    return None;
                }
                Some(answer) => {
                    let body = String::from_utf8_lossy(&answer.body);
                    assert_eq!(answer.status, 503, "{} {body}", command.path);
                }
                None => {}
            }
            assert!(since.elapsed() < PATIENCE, "{} is never answered", command.path);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn try_to(&mut self, command: &Command, id: Uuid) -> Option<Answer> {
        let address = self.address.borrow().clone();
        if self.connection.as_ref().is_none_or(|(of, _)| *of != address) {
            let token = &self.world.people[self.number].token;
            let connection = Connection::new(&address, &format!("Authorization: Bearer {token}\r\n"));
            self.connection = Some((address, connection));
        }
        let revision = command.revision.map_or_else(String::new, |seen| format!("If-Match: \"{seen}\"\r\n"));
        let headers = format!("Idempotency-Key: {id}\r\n{revision}");
        let body = if command.body.is_null() { String::new() } else { command.body.to_string() };
        let (_, connection) = self.connection.as_mut()?;
        connection.ask(command.method, &command.path, &headers, &body).await.ok()
    }
}

pub fn shape((x, y): (f64, f64)) -> Value {
    json!({"kind": "bounding_box", "points": [[x, y], [x + 20.0, y + 20.0]]})
}

fn revision(answer: &Answer) -> u64 {
    let annotation: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    annotation["revision"].as_u64().expect("an annotation is answered")
}
