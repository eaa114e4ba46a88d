//! Who made a difference, and when: the facts at the positions where rows begin and end.

use std::collections::HashMap;

use domain::AnnotationId;
use uuid::Uuid;

use super::{Cause, Change};
use crate::{LogError, Reading, labelling::Reader};

/// Where to look for the fact.
#[derive(Debug, Clone, Copy)]
pub(super) enum Origin {
    Fact(Option<i64>),
    /// Unless the label's revision began or ended in between, it was a vote.
    Label {
        annotation: AnnotationId,
        fact: Option<i64>,
    },
}

/// Last time between two positions that a vote on these labels began or ended to count.
const LAST_VOTES: &str = "select annotation, max(position) from (
        select annotation, valid_from as position from view_vote_spans where annotation = any($1)
        union all
        select annotation, valid_to from view_vote_spans where annotation = any($1)
    ) votes where position > $2 and position <= $3 group by annotation";

impl Origin {
    /// Forgets a fact that does not lie between the two positions: it made no difference.
    pub fn between(self, (from, to): (i64, i64)) -> Self {
        let lies_between = |fact: &i64| (from + 1..=to).contains(fact);
        match self {
            Self::Fact(fact) => Self::Fact(fact.filter(lies_between)),
            Self::Label { annotation, fact } => Self::Label { annotation, fact: fact.filter(lies_between) },
        }
    }
}

pub(super) async fn causes(
    kept: Vec<(Change, Origin)>,
    positions: (i64, i64),
    reader: &Reader,
) -> Result<Vec<Change>, LogError> {
    let by_vote = kept.iter().filter_map(|(_, origin)| match origin {
        Origin::Label { annotation, fact: None } => Some(annotation.uuid()),
        _ => None,
    });
    let by_vote = if reader.tells_votes() { by_vote.collect() } else { vec![] };
    let votes = last_votes(by_vote, positions, reader.reading()).await?;
    let position = |origin: &Origin| match origin {
        Origin::Fact(fact) => *fact,
        Origin::Label { annotation, fact } => fact.or_else(|| votes.get(&annotation.uuid()).copied()),
    };
    let facts =
        facts(kept.iter().filter_map(|(_, origin)| position(origin)).collect(), reader.reading()).await?;
    let with_cause = |(change, origin): (Change, Origin)| {
        let cause = position(&origin).and_then(|position| facts.get(&position).cloned());
        Change { cause, ..change }
    };
    Ok(kept.into_iter().map(with_cause).collect())
}

async fn last_votes(
    annotations: Vec<Uuid>,
    (from, to): (i64, i64),
    reading: &Reading,
) -> Result<HashMap<Uuid, i64>, LogError> {
    let found: Vec<(Uuid, i64)> =
        sqlx::query_as(LAST_VOTES).bind(annotations).bind(from).bind(to).fetch_all(reading).await?;
    Ok(found.into_iter().collect())
}

async fn facts(positions: Vec<i64>, reading: &Reading) -> Result<HashMap<i64, Cause>, LogError> {
    let sql = "select position, type, account, at, correlation, via from events where position = any($1)";
    let found: Vec<Cause> = sqlx::query_as(sql).bind(positions).fetch_all(reading).await?;
    Ok(found.into_iter().map(|cause| (cause.position, cause)).collect())
}
