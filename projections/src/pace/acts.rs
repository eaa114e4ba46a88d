//! Facts of a page become acts; what a page cannot know, the statement looks up.

use std::collections::HashMap;

use domain::Timestamp;
use uuid::Uuid;

use super::BREAK;
use crate::Statement;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Label,
    Vote,
    /// Takes time from what comes next, and is not measured itself.
    Other,
}

/// One fact, as far as it matters here.
#[derive(Debug, Clone, Copy)]
pub struct TimedFact {
    pub act: Uuid,
    pub at: Timestamp,
    pub kind: Kind,
    pub image_set: Uuid,
    pub annotation_type: Uuid,
}

/// What a page of facts adds.
#[derive(Debug, Default)]
pub struct Acts {
    people: HashMap<Uuid, Person>,
    /// Each person's first act of the page: when the one before it was is in the database.
    firsts: HashMap<Uuid, Act>,
    others: HashMap<Uuid, Act>,
}

/// The act somebody is at.
#[derive(Debug)]
struct Person {
    act: Uuid,
    /// Of the last fact.
    at: Timestamp,
    since: Since,
}

/// How long the act took, as far as it is not counted yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Since {
    PageBefore,
    Millis(i64),
    Break,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Act {
    id: Uuid,
    account: Uuid,
    image_set: Uuid,
    annotation_type: Uuid,
    verifies: bool,
    began: Timestamp,
    millis: i64,
    items: i32,
}

impl Acts {
    pub fn add(&mut self, account: Uuid, fact: TimedFact) {
        let person = self.people.entry(account).or_insert(Person {
            act: fact.act,
            at: fact.at,
            since: Since::PageBefore,
        });
        if person.act != fact.act {
            person.since = since(person.at, fact.at);
            person.act = fact.act;
        }
        person.at = fact.at;
        if fact.kind == Kind::Other {
            return;
        }
        match person.since {
            Since::Break => {}
            Since::PageBefore => {
                self.firsts.entry(account).or_insert_with(|| Act::new(account, fact)).items += 1;
            }
            Since::Millis(millis) => {
                let act = self.others.entry(fact.act).or_insert_with(|| Act::new(account, fact));
                act.items += 1;
                act.millis += millis;
                // Counted once, whatever follows in the same act.
                person.since = Since::Millis(0);
            }
        }
    }

    pub fn write(self, statement: &mut Statement) {
        if self.people.is_empty() {
            return;
        }
        let firsts = self.firsts.into_values().map(|act| (act, true));
        let acts = firsts.chain(self.others.into_values().map(|act| (act, false))).collect::<Vec<_>>();
        let arrays = [
            (column(statement, &acts, |a| a.id), "uuid"),
            (column(statement, &acts, |a| a.account), "uuid"),
            (column(statement, &acts, |a| a.image_set), "uuid"),
            (column(statement, &acts, |a| a.annotation_type), "uuid"),
            (column(statement, &acts, |a| a.verifies), "boolean"),
            (column(statement, &acts, |a| a.began), "timestamptz"),
            (column(statement, &acts, |a| a.millis), "bigint"),
            (column(statement, &acts, |a| a.items), "integer"),
            (statement.bind(acts.iter().map(|(_, first)| *first).collect::<Vec<_>>()), "boolean"),
        ]
        .map(|(parameter, kind)| format!("${parameter}::{kind}[]"))
        .join(", ");
        statement.clause(&insert(&arrays));
        remember(self.people, statement);
    }
}

/// A first act follows on the last one before the page, or goes on with it.
fn insert(arrays: &str) -> String {
    let pause = BREAK.num_seconds();
    format!(
        "insert into view_acts as v (act, account, image_set, annotation_type, verifies, at, millis, items)
         select n.act, (array_agg(n.account))[1], (array_agg(n.image_set))[1], (array_agg(n.annotation_type))[1],
             bool_and(n.verifies), min(n.at), sum(case when not n.first then n.millis when l.act = n.act then 0
                 else trunc(greatest(extract(epoch from n.at - l.at), 0) * 1000) end)::bigint,
             sum(n.items)::integer
         from unnest({arrays})
             as n(act, account, image_set, annotation_type, verifies, at, millis, items, first)
         left join view_last_acts l on n.first and l.account = n.account
         where not n.first or (l.act <> n.act and n.at - l.at <= interval '{pause} seconds')
            or (l.act = n.act and exists (select from view_acts a where a.act = n.act))
         group by n.act
         on conflict (act) do update set millis = v.millis + excluded.millis, items = v.items + excluded.items"
    )
}

fn remember(people: HashMap<Uuid, Person>, statement: &mut Statement) {
    let (accounts, people): (Vec<_>, Vec<_>) = people.into_iter().unzip();
    let accounts = statement.bind(accounts);
    let acts = statement.bind(people.iter().map(|person| person.act).collect::<Vec<_>>());
    let times = statement.bind(people.iter().map(|person| person.at).collect::<Vec<_>>());
    statement.clause(&format!(
        "insert into view_last_acts (account, act, at)
         select * from unnest(${accounts}::uuid[], ${acts}::uuid[], ${times}::timestamptz[])
         on conflict (account) do update set act = excluded.act, at = excluded.at"
    ));
}

fn column<T>(statement: &mut Statement, acts: &[(Act, bool)], of: fn(&Act) -> T) -> usize
where
    Vec<T>: for<'q> sqlx::Encode<'q, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    T: 'static,
{
    statement.bind(acts.iter().map(|(act, _)| of(act)).collect::<Vec<_>>())
}

fn since(last: Timestamp, now: Timestamp) -> Since {
    let gap = now - last;
    if gap > BREAK { Since::Break } else { Since::Millis(gap.num_milliseconds().max(0)) }
}

impl Act {
    const fn new(account: Uuid, fact: TimedFact) -> Self {
        Self {
            id: fact.act,
            account,
            image_set: fact.image_set,
            annotation_type: fact.annotation_type,
            verifies: matches!(fact.kind, Kind::Vote),
            began: fact.at,
            millis: 0,
            items: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use domain::testing::noon;

    use super::*;

    const ADA: Uuid = Uuid::from_u128(1);

    fn fact(act: u128, millis: i64, kind: Kind) -> TimedFact {
        TimedFact {
            act: Uuid::from_u128(act),
            at: noon() + TimeDelta::milliseconds(millis),
            kind,
            image_set: Uuid::nil(),
            annotation_type: Uuid::nil(),
        }
    }

    /// Milliseconds and items of the acts that a page can measure by itself.
    fn measured(facts: impl IntoIterator<Item = TimedFact>) -> Vec<(u128, i64, i32)> {
        let mut acts = Acts::default();
        facts.into_iter().for_each(|fact| acts.add(ADA, fact));
        let mut acts: Vec<_> = acts.others.values().map(|a| (a.id.as_u128(), a.millis, a.items)).collect();
        acts.sort_unstable();
        acts
    }

    #[test]
    fn an_act_took_the_time_since_the_fact_before_it() {
        use Kind::{Label, Other, Vote};
        let acts =
            measured([fact(1, 0, Label), fact(2, 1_500, Vote), fact(3, 2_000, Other), fact(4, 5_000, Label)]);
        assert_eq!(acts, [(2, 1_500, 1), (4, 3_000, 1)]);
    }

    #[test]
    fn a_page_of_votes_is_one_act() {
        let page = (0..24).map(|n| fact(2, 12_000 + n, Kind::Vote));
        assert_eq!(measured([fact(1, 0, Kind::Vote)].into_iter().chain(page)), [(2, 12_000, 24)]);
    }

    #[test]
    fn more_than_two_minutes_is_a_break() {
        let acts = [fact(1, 0, Kind::Vote), fact(2, 120_001, Kind::Vote), fact(3, 240_001, Kind::Vote)];
        assert_eq!(measured(acts), [(3, 120_000, 1)]);
    }

    #[test]
    fn a_clock_that_goes_back_takes_no_time() {
        assert_eq!(measured([fact(1, 500, Kind::Vote), fact(2, 0, Kind::Vote)]), [(2, 0, 1)]);
    }
}
