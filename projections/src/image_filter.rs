//! Which images of a set somebody goes through.

use domain::{AccountId, AnnotationTypeId};
use sqlx::{Postgres, QueryBuilder};

use crate::verification::Queue;

/// Images that meet all conditions; without any, all images.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct ImageFilter(Vec<Condition>);

/// What can be asked of an image.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    Unlabelled,
    /// Nobody has said where the thing is, nor that it is not there.
    Without(AnnotationTypeId),
    With(AnnotationTypeId),
    /// At least so many of these types are missing in the same way.
    Lacking {
        types: Vec<AnnotationTypeId>,
        at_least: usize,
    },
    /// Some label waits for this person's vote.
    Unverified(AccountId),
    /// Some label is in a verification queue.
    InQueue(Queue),
    /// Some label is accepted by one and rejected by another.
    Disagreed,
    /// The name contains a text, in capitals or not.
    Named(String),
    /// Its metadata have a field; with this value, if one is named.
    Described {
        field: String,
        value: Option<String>,
    },
}

type Query<'args> = QueryBuilder<'args, Postgres>;

impl ImageFilter {
    pub fn of(conditions: impl IntoIterator<Item = Condition>) -> Self {
        Self(conditions.into_iter().collect())
    }

    #[must_use]
    pub fn and(mut self, condition: Condition) -> Self {
        if !self.0.contains(&condition) {
            self.0.push(condition);
        }
        self
    }

    pub const fn is_open(&self) -> bool {
        self.0.is_empty()
    }

    /// ` and …` for every condition, about the image `i`.
    pub(crate) fn push(&self, query: &mut Query<'_>) {
        for condition in &self.0 {
            query.push(" and ");
            condition.push(query);
        }
    }
}

/// The labels `r` that are on the image `i` now.
const LABELS: &str = "select from view_annotation_revisions r where r.image = i.image and r.valid_to is null";

/// Votes on the label `r` that count now.
const VOTES: &str = "select from view_vote_spans v where v.annotation = r.annotation and v.valid_to is null";

impl Condition {
    fn push(&self, query: &mut Query<'_>) {
        match self {
            // PostgreSQL would refuse to look for it.
            Self::Named(text)
            | Self::Described { field: text, .. }
            | Self::Described { value: Some(text), .. }
                if text.contains('\0') =>
            {
                query.push("false")
            }
            Self::Unlabelled => query.push(format!("not exists ({LABELS})")),
            Self::Without(id) => typed(query, "not exists", *id),
            Self::With(id) => typed(query, "exists", *id),
            Self::Lacking { types, at_least } => {
                let present = i64::try_from(types.len().saturating_sub(*at_least)).unwrap_or(i64::MAX);
                query.push(
                    "(select count(distinct r.annotation_type) from view_annotation_revisions r
                      where r.image = i.image and r.valid_to is null and r.annotation_type = any(",
                );
                query.push_bind(types.iter().map(|id| id.uuid()).collect::<Vec<_>>());
                query.push(")) <= ").push_bind(present)
            }
            Self::Unverified(account) => {
                query.push(format!("exists ({LABELS} and not exists ({VOTES} and v.account = "));
                query.push_bind(account.uuid()).push("))")
            }
            Self::InQueue(queue) => {
                query.push("exists (select from view_annotation_revisions r where r.image = i.image and ");
                queue.push(query);
                query.push(")")
            }
            Self::Disagreed => query.push(format!(
                "exists ({LABELS} and exists ({VOTES} and v.accepts) and exists ({VOTES} and not v.accepts))"
            )),
            Self::Named(part) => {
                query.push("strpos(lower(i.name), lower(").push_bind(part.clone()).push(")) > 0")
            }
            Self::Described { field, value: None } => {
                query.push("(i.metadata ->> ").push_bind(field.clone()).push(") is not null")
            }
            Self::Described { field, value: Some(value) } => {
                query.push("(i.metadata ->> ").push_bind(field.clone());
                query.push(") = ").push_bind(value.clone())
            }
        };
    }
}

fn typed<'q, 'args>(
    query: &'q mut Query<'args>,
    exists: &str,
    annotation_type: AnnotationTypeId,
) -> &'q mut Query<'args> {
    query.push(format!("{exists} ({LABELS} and r.annotation_type = "));
    query.push_bind(annotation_type.uuid()).push(")")
}
