//! Whether the process lives, and whether it should be sent work.

use std::{collections::BTreeMap, future::Future, pin::Pin, sync::Arc, time::Duration};

use axum::{Json, Router, http::StatusCode, routing::get};
use tokio::time::timeout;

use super::Shutdown;

type Answer = Pin<Box<dyn Future<Output = Result<(), String>> + Send>>;
/// Says what is wrong, if anything.
type Probe = Arc<dyn Fn() -> Answer + Send + Sync>;

/// Longer than this is as good as no answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// What must be well for this process to be sent work.
#[derive(Clone, Default)]
pub struct Health {
    probes: Vec<(&'static str, Probe)>,
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
        Router::new().route("/livez", get(async || "alive\n")).route("/readyz", get(ready))
    }

    async fn report(self, draining: bool) -> (StatusCode, Json<BTreeMap<&'static str, String>>) {
        let mut report = BTreeMap::new();
        let mut status = StatusCode::OK;
        if draining {
            status = StatusCode::SERVICE_UNAVAILABLE;
            report.insert("server", "stopping".to_owned());
        }
        for (name, probe) in self.probes {
            let answer = timeout(PATIENCE, probe()).await.unwrap_or_else(|_| Err("no answer".to_owned()));
            if answer.is_err() {
                status = StatusCode::SERVICE_UNAVAILABLE;
            }
            report.insert(name, answer.err().unwrap_or_else(|| "ok".to_owned()));
        }
        (status, Json(report))
    }
}
