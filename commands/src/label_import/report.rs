//! What became of the lines of a file, as the job's result keeps it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Refused;

/// Problems beyond these are counted, not listed.
const LISTED: usize = 1_000;

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Labels that were drawn.
    pub added: u64,
    /// Labels like one that is there already.
    pub known: u64,
    /// Labels of types that were to be left out.
    pub skipped: u64,
    /// How many were not taken, by the code of the reason.
    pub reasons: BTreeMap<String, u64>,
    /// The first of those that were not taken.
    pub problems: Vec<LineProblem>,
}

/// Why a line was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineProblem {
    /// The line it stands on; in a file that has no lines, its number among the labels, from 1.
    pub line: u64,
    /// Stable name for programs.
    pub code: String,
    pub reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<Uuid>,
    /// What stands in the way, for example the contradicting label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub other: Option<Uuid>,
}

impl LineProblem {
    pub(super) fn new(line: u64, code: &str, reason: impl Into<String>) -> Self {
        Self { line, code: code.to_owned(), reason: reason.into(), image: None, other: None }
    }
}

impl Report {
    pub fn refused(&self) -> u64 {
        self.reasons.values().sum()
    }

    pub(super) fn refuse(&mut self, problem: LineProblem) {
        *self.reasons.entry(problem.code.clone()).or_default() += 1;
        if self.problems.len() < LISTED {
            self.problems.push(problem);
        }
    }

    /// Takes note of what became of a label.
    pub(super) fn note(&mut self, line: u64, image: Uuid, outcome: Result<(), Refused>) {
        match outcome {
            Ok(()) => self.added += 1,
            Err(Refused { code: "similar_annotation", .. }) => self.known += 1,
            Err(Refused { code, message, subject, .. }) => self.refuse(LineProblem {
                image: Some(image),
                other: subject.filter(|subject| *subject != image),
                ..LineProblem::new(line, code, message)
            }),
        }
    }
}
