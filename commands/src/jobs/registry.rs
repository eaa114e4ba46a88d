//! Who does which kind of job.

use std::collections::HashMap;

use futures::future::{BoxFuture, FutureExt as _};
use serde_json::Value;

use super::{Job, JobContext, JobError};

pub(super) type Answer = Result<Value, JobError>;
type Runner = Box<dyn Fn(Value, JobContext) -> BoxFuture<'static, Answer> + Send + Sync>;

/// What this process can do. Kinds it does not know are left to others.
#[derive(Default)]
pub struct Registry {
    runners: HashMap<&'static str, Runner>,
}

impl Registry {
    pub fn new() -> Self {
        Self::default()
    }

    /// Jobs of this kind are done by `run`, which brings along what it needs.
    #[must_use]
    pub fn on<J, F, Fut>(mut self, run: F) -> Self
    where
        J: Job,
        F: Fn(J, JobContext) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Answer> + Send + 'static,
    {
        let runner = move |payload, work| match serde_json::from_value::<J>(payload) {
            Ok(job) => run(job, work).boxed(),
            Err(error) => std::future::ready(Err(unreadable(&error))).boxed(),
        };
        self.runners.insert(J::KIND, Box::new(runner));
        self
    }

    pub(super) fn kinds(&self) -> Vec<&'static str> {
        self.runners.keys().copied().collect()
    }

    pub(super) fn start(&self, kind: &str, payload: Value, work: JobContext) -> BoxFuture<'static, Answer> {
        match self.runners.get(kind) {
            Some(runner) => runner(payload, work),
            None => std::future::ready(Err(JobError::Retry(format!("nobody here does {kind}")))).boxed(),
        }
    }
}

fn unreadable(error: &serde_json::Error) -> JobError {
    JobError::Fail(format!("was stored by a version that this one does not understand: {error}"))
}
