//! Who is at which image, for all who look at its set.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{AccountId, Action, ImageId, ImageSetId, Timestamp};
use sqlx::PgPool;
use tokio::sync::watch;
use uuid::Uuid;

use crate::{
    CommandError,
    clock::Clock,
    desk::presence::{self, Here, ListeningTab},
    permit::Permissions,
    shared::Shared,
};

/// Whom other processes have let in is seen after this long.
const FRESH: Duration = Duration::from_secs(2);

struct KnownPresence {
    change: u64,
    at: Timestamp,
    here: Arc<Vec<Here>>,
}

/// Keeps who is where, and knows it well enough that a hundred open pages ask the database once.
pub struct Presence {
    pool: PgPool,
    permissions: Permissions,
    clock: Arc<dyn Clock>,
    changes: watch::Sender<u64>,
    known: Mutex<HashMap<ImageSetId, KnownPresence>>,
}

impl Presence {
    pub(crate) fn new(shared: &Shared) -> Self {
        let (pool, permissions) = (shared.pool.clone(), shared.permissions.clone());
        let clock = shared.clock.clone();
        Self { pool, permissions, clock, changes: watch::Sender::new(0), known: Mutex::default() }
    }

    /// A page shows this image from now on; the queue keeps it for whoever looks.
    pub async fn arrive(&self, by: AccountId, tab: Uuid, image: ImageId) -> Result<(), CommandError> {
        let (line, _) = self.permissions.on_image(by, image, Action::Annotate).await?;
        let now = self.clock.now();
        presence::arrive(&self.pool, tab, by, (image, line.image_set.into()), now).await?;
        self.changed();
        Ok(())
    }

    /// A page of this person begins to listen.
    pub fn listening(&self, by: AccountId, tab: Uuid) -> ListeningTab {
        ListeningTab { tab, account: by, since: self.clock.now() }
    }

    /// The page is still open.
    pub async fn stay(&self, page: ListeningTab) -> sqlx::Result<()> {
        presence::stay(&self.pool, page, self.clock.now()).await
    }

    /// The page was closed, or the connection to it lost.
    pub async fn leave(&self, page: ListeningTab) -> sqlx::Result<()> {
        presence::leave(&self.pool, page, self.clock.now()).await?;
        self.changed();
        Ok(())
    }

    /// Whoever looks has asked for permission.
    pub async fn who_is_in(&self, set: ImageSetId) -> sqlx::Result<Arc<Vec<Here>>> {
        let now = self.clock.now();
        if let Some(here) = self.known(set, now) {
            return Ok(here);
        }
        let change = *self.changes.borrow();
        let here = Arc::new(presence::in_set(&self.pool, set, now).await?);
        self.learn(set, KnownPresence { change, at: now, here: here.clone() });
        Ok(here)
    }

    /// Wakes whenever somebody of this process came or went.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn known(&self, set: ImageSetId, now: Timestamp) -> Option<Arc<Vec<Here>>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.get(&set).filter(|known| known.change == *self.changes.borrow())?;
        (now - known.at < chrono::Duration::from_std(FRESH).ok()?).then(|| known.here.clone())
    }

    fn learn(&self, set: ImageSetId, known: KnownPresence) {
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // Sets that nobody asks about any more.
        all.retain(|_, other| other.at + FRESH >= known.at);
        all.insert(set, known);
    }

    fn changed(&self) {
        self.changes.send_modify(|change| *change += 1);
    }
}
