//! Whether the process lives, and whether it should be sent work.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{Json, Router, http::StatusCode, routing::get};
use tokio::{sync::Mutex, time::timeout};

use super::Shutdown;

type Answer = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
/// Says what is wrong, if anything.
type Probe = Arc<dyn Fn() -> Answer + Send + Sync>;

/// Longer than this is as good as no answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// So long an answer stands. Whoever asks: database and storage are asked once in this time, and by one at a time.
const STANDS: Duration = Duration::from_secs(1);

const LIVES: &str = "/livez";
const READY: &str = "/readyz";

/// Whether a request to this path is answered here.
pub fn is_asked(path: &str) -> bool {
    matches!(path, LIVES | READY)
}

type Report = BTreeMap<&'static str, &'static str>;

/// What must be well for this process to be sent work.
#[derive(Clone, Default)]
pub struct Health {
    probes: Vec<(&'static str, Probe)>,
    known: Arc<Mutex<Option<(Instant, Report)>>>,
}

impl Health {
    #[must_use]
    pub fn with<F>(mut self, name: &'static str, probe: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), String>> + Send + 'static,
    {
        self.probes.push((name, Arc::new(move || Box::pin(probe()))));
        self
    }

    pub fn routes(self, shutdown: Shutdown) -> Router {
        let ready = move || {
            let (health, draining) = (self.clone(), shutdown.is_draining());
            async move { health.report(draining).await }
        };
        Router::new().route(LIVES, get(async || "alive\n")).route(READY, get(ready))
    }

    async fn report(self, draining: bool) -> (StatusCode, Json<Report>) {
        let mut report = self.known().await;
        if draining {
            report.insert("server", "stopping");
        }
        let well = report.values().all(|answer| *answer == "ok");
        (if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(report))
    }

    async fn known(&self) -> Report {
        let mut known = self.known.lock().await;
        if let Some((since, report)) = &*known
            && since.elapsed() < STANDS
        {
            return report.clone();
        }
        let mut report = Report::new();
        for (name, probe) in &self.probes {
            report.insert(name, asked(name, probe).await);
        }
        *known = Some((Instant::now(), report.clone()));
        report
    }
}

/// What is wrong names machines and folders: it is for the log alone.
async fn asked(name: &str, probe: &Probe) -> &'static str {
    match timeout(PATIENCE, probe()).await.unwrap_or_else(|_| Err("no answer".to_owned())) {
        Ok(()) => "ok",
        Err(problem) => {
            tracing::warn!(name, problem, "not ready");
            "failed"
        }
    }
}
