//! Keeps the proof over the log, and signs where it stands.

use std::{path::PathBuf, sync::Arc, time::Duration};

use commands::clock::Clock;
use ed25519_dalek::SigningKey;
use projections::{
    following::{FollowError, Follower, from_fn},
    proof::{self, Guard, Problem, ProofError, Tiles},
};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::{Failure, signed_head_file, signing_key::Keys};

/// Facts hashed between two checkpoints.
const PAGE: i64 = 10_000;
/// A signature a minute is a promise that is never older than that; each is kept for ever.
const SIGNING: Duration = Duration::from_mins(1);

const FIRST: Duration = Duration::from_secs(1);

const VERSION: i32 = 1;

/// The tree of hashes as a follower of the log.
pub fn follower() -> Box<dyn Follower> {
    from_fn(proof::NAME, VERSION, catch_up)
}

/// How far it is stands with the tree; `Following` knows that of the proof.
async fn catch_up(pool: PgPool) -> Result<i64, FollowError> {
    let tiles = Tiles::new(pool);
    let size = tiles.size().await.map_err(stuck)?;
    tiles.catch_up(size + PAGE).await.map_err(stuck)
}

fn stuck(error: ProofError) -> FollowError {
    match error {
        ProofError::Database(error) => error.into(),
        ProofError::Gap(position) => FollowError::Stuck { position, problem: error.to_string() },
        other => FollowError::Stuck { position: 0, problem: other.to_string() },
    }
}

/// Whoever signs here: with the key, and only what contradicts nothing that was signed or recorded before.
pub struct Signer {
    tiles: Tiles,
    clock: Arc<dyn Clock>,
    key: SigningKey,
    guard: Guard,
    /// Where the last head is remembered.
    memory: PathBuf,
}

impl Signer {
    /// Former keys' heads count as well.
    pub fn new(pool: PgPool, clock: Arc<dyn Clock>, keys: Keys) -> Result<Self, Failure> {
        let guard = signed_head_file::guard(keys.public(), &keys.memory)?;
        Ok(Self { tiles: Tiles::new(pool), clock, key: keys.signing, guard, memory: keys.memory })
    }

    /// Signs the tree's root whenever it has grown; once more when it stops, so that what was written last is signed.
    pub async fn run(mut self, stop: CancellationToken, last: impl Future<Output = ()>) {
        loop {
            self.sign_and_say().await;
            // Until there is a first head, nothing tells a log from one that was made anew.
            let wait = if self.guard.is_first() { FIRST } else { SIGNING };
            if stop.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
                break;
            }
        }
        last.await;
        match self.tiles.catch_up(i64::MAX).await {
            Ok(_) => self.sign_and_say().await,
            Err(error) => unsigned(&error),
        }
    }

    async fn sign_and_say(&mut self) {
        match self.sign().await {
            Ok(None) => metrics::gauge!("annals_proof_contradicted").set(0.0),
            Ok(Some(problem)) => {
                metrics::gauge!("annals_proof_contradicted").set(1.0);
                tracing::error!(%problem, "the log is not what was signed before: nothing is signed until it is");
            }
            Err(error) => unsigned(&error),
        }
    }

    /// What stands against it, if anything does.
    async fn sign(&mut self) -> Result<Option<Problem>, Failure> {
        let size = self.tiles.size().await?;
        if let Some(problem) = self.guard.contradiction(&self.tiles, size).await? {
            return Ok(Some(problem));
        }
        let signed = self.tiles.latest_head().await?.map_or(0, |head| head.size);
        if size > signed {
            let head = self.tiles.sign_head(size, self.clock.now(), &self.key).await?;
            self.guard.remember(head.clone());
            signed_head_file::write(&self.memory, Some(&head))?;
        }
        Ok(None)
    }
}

fn unsigned(error: &dyn std::fmt::Display) {
    tracing::warn!(%error, "the head of the log could not be signed");
}
