//! What a job, or a command of many parts, has done so far, as its facts in the log say.

use std::collections::{HashMap, HashSet};

use domain::{AnnotationId, Fact};
use projections::{Begun, Log, LogError, Via};
use uuid::Uuid;

use crate::Caller;

/// Facts that are read at once.
const PAGE: i64 = 10_000;

#[derive(Debug, Default)]
pub(crate) struct Done {
    /// How many of its facts are on each image.
    pub facts: HashMap<Uuid, usize>,
    /// Images and labels that they are about.
    pub subjects: HashSet<Uuid>,
}

impl Done {
    /// By attempts that did not come to their end.
    pub async fn read(log: &Log, caller: Caller) -> Result<Self, LogError> {
        let (mut done, mut after) = (Self::default(), 0);
        let begun = Begun { by: caller.account, by_client: matches!(caller.via, Via::Page | Via::Api) };
        loop {
            let page = log.of_correlation(caller.correlation, begun, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(done) };
            after = last.position;
            for recorded in &page {
                let image = recorded.fact.stream();
                *done.facts.entry(image).or_default() += 1;
                done.subjects.insert(image);
                if let Fact::Image(_, event) = &recorded.fact {
                    done.subjects.extend(event.annotation().map(AnnotationId::uuid));
                }
            }
        }
    }
}
