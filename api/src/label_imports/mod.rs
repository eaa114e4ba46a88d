//! Labels coming in from a file: looked at, ordered, and what became of each line.

pub mod order;
pub mod show;

use std::collections::BTreeMap;

use commands::label_import;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What became of the labels of a file; in a preview, of those that could not be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LabelImportReport {
    added: u64,
    /// Labels like one that is there already.
    known: u64,
    /// Labels of types that were to be left out.
    skipped: u64,
    refused: u64,
    /// How many were refused, by code: `unreadable`, `unknown_image`, `unknown_type`, `shape`, `misfit`, `outside_image`, ….
    reasons: BTreeMap<String, u64>,
    /// The first 1,000 of them.
    problems: Vec<LabelImportProblem>,
}

/// Why a label was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct LabelImportProblem {
    /// The line it stands on; in a file that has no lines, its number among the labels, from 1.
    line: u64,
    code: String,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<Uuid>,
    /// What stands in the way, for example the contradicting annotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<Uuid>,
}

impl From<label_import::Report> for LabelImportReport {
    fn from(report: label_import::Report) -> Self {
        let refused = report.refused();
        let label_import::Report { added, known, skipped, reasons, problems } = report;
        let problems = problems.into_iter().map(LabelImportProblem::from).collect();
        Self { added, known, skipped, refused, reasons, problems }
    }
}

impl From<label_import::LineProblem> for LabelImportProblem {
    fn from(problem: label_import::LineProblem) -> Self {
        let label_import::LineProblem { line, code, reason, image, other } = problem;
        Self { line, code, detail: reason, image, other }
    }
}
