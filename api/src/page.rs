//! Lists come in pages: after the last one of the page before.

use domain::Name;
use uuid::Uuid;

use crate::Problem;

/// Entries of a page, unless another number is asked for.
const USUAL: i64 = 100;

/// Most entries of a page.
const MOST: i64 = 1_000;

/// How many entries are wanted.
pub fn limit(asked: Option<i64>) -> Result<i64, Problem> {
    match asked.unwrap_or(USUAL) {
        limit @ 1..=MOST => Ok(limit),
        _ => Err(Problem::invalid("limit", format!("limit must be a number from 1 to {MOST}"))),
    }
}

/// What is looked for; nothing finds everything.
pub fn search(text: Option<&str>) -> Result<String, Problem> {
    match text.unwrap_or_default().trim() {
        "" => Ok(String::new()),
        text => name("search", text).map(String::from),
    }
}

/// A text of one line.
pub fn name(field: &'static str, text: &str) -> Result<Name, Problem> {
    Name::parse(text).map_err(|error| Problem::invalid(field, format!("{field} {error}")))
}

/// A text of many lines.
pub fn text(field: &'static str, text: &str) -> Result<domain::Text, Problem> {
    domain::Text::parse(text).map_err(|error| Problem::invalid(field, format!("{field} {error}")))
}

/// Where the next page begins, if this one is full.
pub fn next<T>(entries: &[T], limit: i64, id: impl Fn(&T) -> Uuid) -> Option<Uuid> {
    let full = i64::try_from(entries.len()).is_ok_and(|count| count >= limit);
    entries.last().filter(|_| full).map(id)
}

/// `after` names nothing that the list could go on from.
pub fn no_such_place() -> Problem {
    Problem::invalid("after", "after must be the id of an entry of this list")
}
