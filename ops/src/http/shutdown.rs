//! Two signals: the first lets requests end, the second does not.

use std::{io, process, thread, time::Duration};

use tokio::{
    runtime,
    signal::unix::{Signal, SignalKind, signal},
};
use tokio_util::sync::CancellationToken;

/// How long after the second signal the process ends by itself, or is ended.
const AT_ONCE: Duration = Duration::from_millis(1500);

/// Cloned into everything that must know. Handlers with endless answers find it among the request's extensions.
#[derive(Debug, Clone, Default)]
pub struct Shutdown {
    draining: CancellationToken,
    at_once: CancellationToken,
}

impl Shutdown {
    /// Follows the process's signals, on a thread of its own: whatever keeps the others busy, it hears them. What cannot be
    /// told to end, such as a picture that is being decoded, ends with the process.
    pub fn on_signals() -> io::Result<Self> {
        let shutdown = Self::default();
        let listening = runtime::Builder::new_current_thread().enable_all().build()?;
        let (mut interrupts, mut terminations) = {
            let _within = listening.enter();
            (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?)
        };
        let told = shutdown.clone();
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            listening.block_on(async {
                either(&mut interrupts, &mut terminations).await;
                tracing::info!(
                    "stopping when the requests under way have ended; a second signal stops at once"
                );
                told.drain();
                either(&mut interrupts, &mut terminations).await;
                tracing::warn!("stopping at once");
                told.at_once();
            });
            thread::sleep(AT_ONCE);
            tracing::warn!("something did not end; it ends with the process");
            process::exit(1);
        })?;
        Ok(shutdown)
    }

    pub fn drain(&self) {
        self.draining.cancel();
    }

    pub fn at_once(&self) {
        self.draining.cancel();
        self.at_once.cancel();
    }

    pub fn is_draining(&self) -> bool {
        self.draining.is_cancelled()
    }

    /// The token for those who only need to end.
    pub fn token(&self) -> CancellationToken {
        self.draining.clone()
    }

    /// Waits for work to end, but not longer than this, and not beyond a second signal.
    pub async fn wait_for(&self, work: impl Future<Output = ()>, limit: Duration) {
        tokio::select! {
            () = work => {}
            () = self.now() => {}
            () = tokio::time::sleep(limit) => tracing::warn!("not everything ended in time"),
        }
    }

    pub(super) async fn draining(&self) {
        self.draining.cancelled().await;
    }

    /// When the second signal has come.
    pub async fn now(&self) {
        self.at_once.cancelled().await;
    }
}

async fn either(interrupts: &mut Signal, terminations: &mut Signal) {
    tokio::select! {
        _ = interrupts.recv() => {}
        _ = terminations.recv() => {}
    }
}
