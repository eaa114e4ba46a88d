//! What became of each label, as the job's result keeps it.

use std::collections::BTreeMap;

use domain::{AccountId, CorrelationId, image::Left};
use projections::Via;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    Caller, CommandError, Refused,
    jobs::{JobContext, JobError},
};

/// Refusals beyond these are counted, not listed.
const LISTED: usize = 1_000;
/// How often a command is sent that found the server busy.
const TRIES: u32 = 5;

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub done: u64,
    /// Was so already.
    pub unchanged: u64,
    /// How many were refused or left alone, by the code of the reason.
    pub reasons: BTreeMap<String, u64>,
    /// The first of those that were refused or left alone.
    pub refusals: Vec<ItemRefusal>,
}

/// One label, or image, that stayed as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRefusal {
    pub subject: Uuid,
    /// Stable name for programs.
    pub code: String,
    pub reason: String,
    /// Who changed it since, where that is why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<AccountId>,
    /// What stands in the way, for example the similar label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Uuid>,
}

impl Report {
    pub fn refused(&self) -> u64 {
        self.reasons.values().sum()
    }

    /// As a job's result keeps it.
    pub(crate) fn shown(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// Takes note of what became of a label, or an image.
    pub(crate) fn note(&mut self, subject: Uuid, outcome: Result<(), Refused>) {
        match outcome {
            Ok(()) => self.done += 1,
            Err(Refused { code, message: reason, subject: other, .. }) => {
                self.refuse(ItemRefusal { subject, code: code.to_owned(), reason, by: None, other });
            }
        }
    }

    pub(crate) fn leave(&mut self, subject: Uuid, why: Left) {
        let (code, reason) = (why.code().to_owned(), why.to_string());
        self.refuse(ItemRefusal { subject, code, reason, by: Some(why.by()), other: None });
    }

    pub(crate) fn add(&mut self, other: Self) {
        self.done += other.done;
        self.unchanged += other.unchanged;
        for (code, count) in other.reasons {
            *self.reasons.entry(code).or_default() += count;
        }
        let room = LISTED.saturating_sub(self.refusals.len());
        self.refusals.extend(other.refusals.into_iter().take(room));
    }

    fn refuse(&mut self, refusal: ItemRefusal) {
        *self.reasons.entry(refusal.code.clone()).or_default() += 1;
        if self.refusals.len() < LISTED {
            self.refusals.push(refusal);
        }
    }
}

/// Whoever ordered a job, as the one who sends its commands: all belong together.
pub(crate) fn by_job(work: &JobContext, asked: Uuid) -> Result<Caller, JobError> {
    let account = work.owner.ok_or_else(|| JobError::Fail("nobody asked for this".to_owned()))?;
    Ok(Caller {
        account,
        via: Via::Job,
        command: work.id.into(),
        correlation: CorrelationId::new(work.id),
        causation: Some(asked),
        asked: None,
    })
}

/// The details are for the operator.
pub(crate) fn later(error: &dyn std::error::Error) -> JobError {
    tracing::warn!(%error, "labels could not be changed for now");
    JobError::Retry("the server could not go on; it tries again".to_owned())
}

/// What is done has not to wait for the next attempt at everything: another process may be at work on an image.
#[derive(Debug, Default)]
pub(crate) struct Retries(u32);

impl Retries {
    /// Waits until it may go better, if it may and was not tried too often.
    pub(crate) async fn wait(&mut self, error: CommandError) -> Result<(), JobError> {
        let CommandError::Unavailable { retry_after } = error else { return Err(later(&error)) };
        self.0 += 1;
        if self.0 >= TRIES {
            return Err(later(&error));
        }
        tokio::time::sleep(retry_after).await;
        Ok(())
    }
}
