//! Learns of facts that other processes appended.

use sqlx::{PgPool, postgres::PgListener};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::wake::{CHANNEL, POLL, wake};

/// Feeds the positions that appenders announce into `latest` until it is stopped.
///
/// A lost connection is made anew; what was announced meanwhile is found by looking.
pub(super) async fn listen(pool: PgPool, latest: watch::Sender<i64>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => break,
            ended = receive(&pool, &latest) => {
                if let Err(error) = ended {
                    tracing::warn!(%error, "cannot listen for facts; looking every {POLL:?} instead");
                }
            }
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
        }
    }
}

async fn receive(pool: &PgPool, latest: &watch::Sender<i64>) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // `None`: the connection was lost and made anew.
        if let Some(announced) = listener.try_recv().await?
            && let Ok(position) = announced.payload().parse()
        {
            wake(latest, position);
        }
    }
}
