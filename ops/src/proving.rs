//! Keeps the proof over the log, and signs where it stands.

use std::{sync::Arc, time::Duration};

use commands::clock::Clock;
use ed25519_dalek::SigningKey;
use projections::{
    following::{Checkpoint, FollowError, Follower, from_fn},
    proof::{ProofError, Tiles},
};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

/// Facts hashed between two checkpoints.
const PAGE: i64 = 10_000;
/// A signature a minute is a promise that is never older than that; each is kept for ever.
const SIGNING: Duration = Duration::from_mins(1);

const NAME: &str = "proof";
const VERSION: i32 = 1;

/// The tree of hashes as a follower of the log.
pub fn follower() -> Box<dyn Follower> {
    from_fn(NAME, VERSION, catch_up)
}

async fn catch_up(pool: PgPool) -> Result<i64, FollowError> {
    let tiles = Tiles::new(pool.clone());
    let size = tiles.size().await.map_err(stuck)?;
    let size = tiles.catch_up(size + PAGE).await.map_err(stuck)?;
    let mut transaction = pool.begin().await?;
    if let Some(checkpoint) = Checkpoint::take(NAME, VERSION, &mut transaction).await?
        && checkpoint.position < size
    {
        checkpoint.advance(size, &mut transaction).await?;
    }
    transaction.commit().await?;
    Ok(size)
}

fn stuck(error: ProofError) -> FollowError {
    match error {
        ProofError::Database(error) => error.into(),
        ProofError::Gap(position) => FollowError::Stuck { position, problem: error.to_string() },
        other => FollowError::Stuck { position: 0, problem: other.to_string() },
    }
}

/// Signs the tree's root whenever it has grown; once more at the end.
pub async fn sign(pool: PgPool, clock: Arc<dyn Clock>, key: SigningKey, stop: CancellationToken) {
    let tiles = Tiles::new(pool);
    loop {
        let stopping = stop.run_until_cancelled(tokio::time::sleep(SIGNING)).await.is_none();
        if let Err(error) = sign_once(&tiles, &clock, &key).await {
            tracing::warn!(%error, "the head of the log could not be signed");
        }
        if stopping {
            return;
        }
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
