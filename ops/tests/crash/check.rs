//! What must be true of the log whatever was killed: one word of an acknowledgement is as good as another.

use domain::AccountId;
use projections::{rebuild::rebuild, registry};
use sqlx::PgPool;
use uuid::Uuid;

/// What a client was told.
#[derive(Debug, Clone, Copy)]
pub struct Acknowledged {
    pub command: Uuid,
    pub account: AccountId,
    /// Facts that the command makes, at least and at most.
    pub facts: (i64, i64),
    /// The position in the answer.
    pub position: Option<i64>,
}

#[derive(Debug, Default, Clone)]
pub struct Told {
    pub acknowledged: Vec<Acknowledged>,
    pub refused: Vec<Uuid>,
}

impl Told {
    pub fn add(&mut self, other: Self) {
        self.acknowledged.extend(other.acknowledged);
        self.refused.extend(other.refused);
    }
}

/// Everything that is wrong; nothing, if all is well.
pub async fn problems(pool: &PgPool, told: &Told) -> Vec<String> {
    let mut problems = broken_promises(pool, told).await;
    problems.extend(wrong_facts(pool).await);
    for view in registry::views() {
        let report = rebuild(pool, view, |_| {}).await.unwrap();
        if !report.differences.is_empty() {
            problems.push(format!("tables that are not a fold from zero: {:?}", report.differences));
        }
    }
    problems
}

/// What is wrong with the log itself.
pub async fn wrong_facts(pool: &PgPool) -> Vec<String> {
    let mut problems = vec![];
    for (wrong, question) in QUESTIONS {
        let count: i64 = sqlx::query_scalar(question).fetch_one(pool).await.unwrap();
        if count != 0 {
            problems.push(format!("{count} {wrong}"));
        }
    }
    problems
}

/// Each is answered with a number that must be zero.
const QUESTIONS: [(&str, &str); 5] = [
    (
        "head of the log that is not as many facts, or not the last of them, or they do not begin at 1",
        "select count(*) from log_head h, (select count(distinct position) as facts, coalesce(max(position), 0) as last,
             coalesce(min(position), 1) as first from events) e
         where (h.position, h.position, 1) <> (e.facts, e.last, e.first)",
    ),
    (
        "streams have a hole",
        "select count(*) from (select from events group by stream_id
             having min(sequence) <> 1 or max(sequence) <> count(*)) broken",
    ),
    (
        "facts have no command",
        "select count(*) from events e where not exists
         (select from log_commands c where c.id = e.command)",
    ),
    (
        "commands have half their facts",
        "select count(*) from log_commands c join
             (select command, max(position) as last from events group by command) e on e.command = c.id
         where e.last <> c.last_position",
    ),
    (
        "commands have facts that others came between",
        "select count(*) from (select from events group by command
             having max(position) - min(position) + 1 <> count(*)) torn",
    ),
];

async fn broken_promises(pool: &PgPool, told: &Told) -> Vec<String> {
    let known: Vec<(Uuid, Uuid, i64, i64)> = sqlx::query_as(
        "select c.id, c.account, c.last_position, count(e.position) from log_commands c
         left join events e on e.command = c.id group by c.id",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let known: std::collections::HashMap<_, _> =
        known.into_iter().map(|(id, account, last, facts)| (id, (account, last, facts))).collect();
    let mut problems = vec![];
    let mut missing = 0;
    for promise in &told.acknowledged {
        let Some((account, last, facts)) = known.get(&promise.command) else {
            missing += 1;
            continue;
        };
        let (fewest, most) = promise.facts;
        if *account != promise.account.uuid()
            || promise.position.is_some_and(|position| position != *last)
            || !(fewest..=most).contains(facts)
        {
            problems.push(format!("{promise:?} is in the log as {account}, {last}, {facts} facts"));
        }
    }
    if missing > 0 {
        problems.push(format!("{missing} of {} acknowledged commands are lost", told.acknowledged.len()));
    }
    let undead = told.refused.iter().filter(|command| known.contains_key(command)).count();
    if undead > 0 {
        problems.push(format!("{undead} refused commands are in the log"));
    }
    problems
}
