//! The labels of a set as a list: filtered, a page at a time.

use axum::{extract::FromRequestParts, http::request::Parts};
use chrono::{DateTime, Utc};
use domain::filter::LabelFilter;
use projections::annotations::AnnotationLine;
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{Components, path::Operation},
};
use uuid::Uuid;

use super::Annotation;
use crate::{
    Problem,
    bulk_changes::filter::Filter,
    extract::{Described, Query, part_of_query},
    page::{Page, Paged},
};

/// A label with when and by whom it was made and changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedAnnotation {
    #[serde(flatten)]
    annotation: Annotation,
    created_at: DateTime<Utc>,
    /// When the present revision was made.
    changed_at: DateTime<Utc>,
    /// Who made the present revision.
    changed_by: Uuid,
    /// Accepts by people other than who made the revision; `null` where `accepts` is.
    accepts_by_others: Option<u32>,
}

impl From<AnnotationLine> for ListedAnnotation {
    fn from(line: AnnotationLine) -> Self {
        Self {
            created_at: line.drawn_at,
            changed_at: line.revised_at,
            changed_by: line.revised_by,
            accepts_by_others: line
                .accepts_by_others
                .map(|accepts| u32::try_from(accepts).unwrap_or(u32::MAX)),
            annotation: line.into(),
        }
    }
}

/// What the address of the list says: which page, and the conditions of a bulk change.
#[derive(Debug)]
pub struct Filtered {
    pub page: Page,
    pub filter: LabelFilter,
}

const OF_PAGE: [&str; 2] = ["after", "limit"];

impl<S: Send + Sync> FromRequestParts<S> for Filtered {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Query(paged) = part_of_query::<Paged>(&parts.uri, |name| OF_PAGE.contains(&name))?;
        let Query(filter) = part_of_query::<Filter>(&parts.uri, |name| !OF_PAGE.contains(&name))?;
        Ok(Self { page: paged.try_into()?, filter: filter.into() })
    }
}

impl Described for Filtered {
    fn describe(operation: &mut Operation, components: &mut Components) {
        Query::<Paged>::describe(operation, components);
        Query::<Filter>::describe(operation, components);
    }
}
