//! What an undo would do to each label and image, in words.

use std::collections::BTreeMap;

use commands::undo::PutBack;
use domain::image::{Annotation, Step, Verdict};

use crate::{annotations::Types, filters::counted};

/// What is done, and to how many: `3 labels are deleted`.
pub fn summary(undone: &[PutBack]) -> Vec<String> {
    let mut counts: BTreeMap<(&str, bool), i64> = BTreeMap::new();
    for step in undone.iter().flat_map(|back| &back.steps) {
        *counts.entry(kind(step)).or_default() += 1;
    }
    let told = |((what, of_image), count): (&(&str, bool), &i64)| {
        let (noun, verb) =
            (if *of_image { "image" } else { "label" }, if *count == 1 { "is" } else { "are" });
        format!("{} {verb} {what}", counted(*count, noun))
    };
    counts.iter().map(told).collect()
}

/// Of a step, and whether it is about the image.
const fn kind(step: &Step) -> (&'static str, bool) {
    match step {
        Step::RemoveImage => ("removed from the set together with the labels", true),
        Step::RestoreImage => ("put back into the set", true),
        Step::DescribeImage { .. } => ("described as before", true),
        Step::Erase { .. } => ("deleted", false),
        Step::Restore => ("brought back", false),
        Step::Change { .. } => ("changed back; votes start over", false),
        Step::Vote { .. } => ("voted on by you as before", false),
        Step::WithdrawVote { .. } => ("without your vote again", false),
        Step::ResetVotes { .. } => ("without votes again", false),
        Step::RestoreVotes { .. } => ("given the votes back", false),
    }
}

/// What is done to one label: `type goes back from goal to ball`.
pub fn words(back: &PutBack, types: &Types) -> String {
    let said: Vec<_> = back.steps.iter().map(|step| step_words(step, back.now.as_ref(), types)).collect();
    said.join("; ")
}

fn step_words(step: &Step, now: Option<&Annotation>, types: &Types) -> String {
    match step {
        Step::RemoveImage => "Is removed from the set, with its labels".to_owned(),
        Step::RestoreImage => "Is put back into the set".to_owned(),
        Step::DescribeImage { .. } => "Its metadata go back".to_owned(),
        Step::Erase { .. } => "Is deleted".to_owned(),
        Step::Restore => "Is brought back".to_owned(),
        Step::Change { .. } => change(step, now, types),
        Step::Vote { verdict: Verdict::Accept, .. } => "You accept it again".to_owned(),
        Step::Vote { verdict: Verdict::Reject, .. } => "You reject it again".to_owned(),
        Step::WithdrawVote { .. } => "Your vote is taken back".to_owned(),
        Step::ResetVotes { .. } => "Its votes are reset".to_owned(),
        Step::RestoreVotes { .. } => "Its votes come back".to_owned(),
    }
}

/// Only what becomes different is told.
fn change(step: &Step, now: Option<&Annotation>, types: &Types) -> String {
    let (Step::Change { annotation_type, shape, blurred, concealed, .. }, Some(now)) = (step, now) else {
        return "Is changed back".to_owned();
    };
    let mut parts = vec![];
    if now.annotation_type != *annotation_type {
        let (from, to) = (types.name(now.annotation_type), types.name(*annotation_type));
        parts.push(format!("type goes back from {from} to {to}"));
    }
    if now.shape != *shape {
        parts.push("shape goes back".to_owned());
    }
    for (was, is, word) in [(*blurred, now.blurred, "blurred"), (*concealed, now.concealed, "concealed")] {
        if was != is {
            parts.push(if was { format!("is {word} again") } else { format!("is not {word} any more") });
        }
    }
    let said = parts.join(", ");
    let mut letters = said.chars();
    letters.next().map_or(said.clone(), |first| first.to_uppercase().chain(letters).collect())
}
