//! Lines of a file that are not taken, as they are told.

use std::collections::{BTreeMap, HashMap};

use commands::{CommandError, Commands, label_import::Report};
use uuid::Uuid;

use crate::filters::sentence;

/// So many are shown; the others are counted.
const SHOWN: usize = 100;

/// Why one line was not taken.
pub struct ProblemLine {
    pub line: u64,
    pub reason: String,
    /// Where it was to go: its id and name.
    pub image: Option<(Uuid, String)>,
    pub other: Option<Uuid>,
}

pub struct Problems {
    pub lines: Vec<ProblemLine>,
    /// How many for each reason, in words, most first.
    pub kinds: Vec<(u64, &'static str)>,
    pub more: i64,
}

impl Problems {
    pub async fn load(commands: &Commands, report: &Report) -> Result<Self, CommandError> {
        let shown = &report.problems[..report.problems.len().min(SHOWN)];
        let ids: Vec<_> = shown.iter().filter_map(|problem| problem.image).collect();
        let images = commands.views().images_by_id(&ids).await?;
        let names: HashMap<_, _> = images.into_iter().map(|line| (line.image, line.name)).collect();
        let lines = shown.iter().map(|problem| ProblemLine {
            line: problem.line,
            reason: sentence(&problem.reason),
            image: problem.image.and_then(|id| Some((id, names.get(&id)?.clone()))),
            other: problem.other,
        });
        let lines: Vec<_> = lines.collect();
        let all = i64::try_from(report.refused()).unwrap_or(i64::MAX);
        Ok(Self {
            more: all - i64::try_from(lines.len()).unwrap_or_default(),
            lines,
            kinds: kinds(&report.reasons),
        })
    }
}

fn kinds(reasons: &BTreeMap<String, u64>) -> Vec<(u64, &'static str)> {
    let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
    for (code, count) in reasons {
        *counts.entry(words(code)).or_default() += count;
    }
    let mut kinds: Vec<_> = counts.into_iter().map(|(words, count)| (count, words)).collect();
    kinds.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    kinds
}

fn words(code: &str) -> &'static str {
    match code {
        "unreadable" => "that cannot be read",
        "unknown_image" => "on an image that is not in the set",
        "unknown_type" => "of an annotation type that is not known here",
        "shape" => "of another shape than the annotation type",
        "outside_image" => "reaching out of the image",
        "contradicting_annotation" => "saying the opposite of a label that is there",
        _ => "against a rule of the annotation type or the image",
    }
}
