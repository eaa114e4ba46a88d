//! Lists come in pages: after the last one of the page before.

use axum::{extract::FromRequestParts, http::request::Parts};
use domain::Name;
use projections::Part;
use serde::Deserialize;
use utoipa::{
    IntoParams,
    openapi::{Components, path::Operation},
};
use uuid::Uuid;

use crate::{
    Problem,
    extract::{Described, Query},
};

/// Entries of a page, unless the request names another number.
pub(crate) const USUAL: i64 = 100;

/// Most entries of a page.
pub(crate) const MOST: usize = 1_000;

/// What the address of a list says of the page.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paged {
    /// `next` of the page before.
    after: Option<Uuid>,
    limit: Option<i64>,
}

/// The same of a list that can be searched.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Searched {
    /// Part of the name, or of a tag where there are tags; capitals and accents make no difference.
    search: Option<String>,
    /// `next` of the page before.
    after: Option<Uuid>,
    limit: Option<i64>,
}

/// The page of a list that the request asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    pub after: Option<Uuid>,
    pub limit: i64,
}

/// What is looked for, and which page of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Empty: everything.
    pub text: String,
    pub page: Page,
}

impl<S: Send + Sync> FromRequestParts<S> for Page {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(paged) = Query::<Paged>::from_request_parts(parts, state).await?;
        paged.try_into()
    }
}

impl TryFrom<Paged> for Page {
    type Error = Problem;

    fn try_from(Paged { after, limit }: Paged) -> Result<Self, Problem> {
        Ok(Self { after, limit: self::limit(limit)? })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Search {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Query(Searched { search, after, limit }) = Query::from_request_parts(parts, state).await?;
        let text = self::search(search.as_deref())?;
        Ok(Self { text, page: Page { after, limit: self::limit(limit)? } })
    }
}

impl Described for Page {
    fn describe(operation: &mut Operation, components: &mut Components) {
        Query::<Paged>::describe(operation, components);
    }
}

impl Described for Search {
    fn describe(operation: &mut Operation, components: &mut Components) {
        Query::<Searched>::describe(operation, components);
    }
}

/// How many entries a page has.
pub fn limit(given: Option<i64>) -> Result<i64, Problem> {
    match given.unwrap_or(USUAL) {
        limit if (1..=MOST).contains(&usize::try_from(limit).unwrap_or(0)) => Ok(limit),
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

/// Where the next page begins, if this one is full: of entries, or of what one answer holds.
pub fn next<T>(part: &Part<T>, id: impl Fn(&T) -> Uuid) -> Option<Uuid> {
    part.last_of_more().map(id)
}

/// `after` names nothing that the list could go on from.
pub fn no_such_place() -> Problem {
    Problem::invalid("after", "after must be the id of an entry of this list")
}
