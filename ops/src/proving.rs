//! Keeps the proof over the log, and signs where it stands.

use std::{sync::Arc, time::Duration};

use commands::clock::Clock;
use ed25519_dalek::SigningKey;
use projections::{
    following::{FollowError, Follower, from_fn},
    proof::{self, ProofError, Tiles},
};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

/// Facts hashed between two checkpoints.
const PAGE: i64 = 10_000;
/// A signature a minute is a promise that is never older than that; each is kept for ever.
const SIGNING: Duration = Duration::from_mins(1);

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

/// Signs the tree's root whenever it has grown.
pub async fn sign(pool: PgPool, clock: Arc<dyn Clock>, key: SigningKey, stop: CancellationToken) {
    let tiles = Tiles::new(pool);
    while stop.run_until_cancelled(tokio::time::sleep(SIGNING)).await.is_some() {
        said(sign_once(&tiles, &clock, &key).await);
    }
}

/// Once everybody has been answered: what was written last is signed as well.
pub async fn sign_last(pool: PgPool, clock: Arc<dyn Clock>, key: SigningKey) {
    let tiles = Tiles::new(pool);
    match tiles.catch_up(i64::MAX).await {
        Ok(_) => said(sign_once(&tiles, &clock, &key).await),
        Err(error) => said(Err(error)),
    }
}

fn said(outcome: Result<(), ProofError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "the head of the log could not be signed");
    }
}

async fn sign_once(tiles: &Tiles, clock: &Arc<dyn Clock>, key: &SigningKey) -> Result<(), ProofError> {
    let size = tiles.size().await?;
    let signed = tiles.latest_head().await?.map_or(0, |head| head.size);
    if size > signed {
        tiles.sign_head(size, clock.now(), key).await?;
    }
    Ok(())
}
