//! Conditions on an image `i`.

use domain::{
    filter::{ImageCondition, ImageFilter, LabelFilter},
    search_key,
};
use sqlx::{Postgres, QueryBuilder};

use super::{Scope, sql::Sql};

/// `from … where …`: images `i` that are there and meet the filter.
pub(crate) fn from_images(query: &mut QueryBuilder<'_, Postgres>, scope: &Scope, filter: &ImageFilter) {
    let mut sql = Sql { query, scope };
    sql.push(" from view_images i where ").image_is_there().push(" and ").in_sets("i");
    for condition in filter.conditions() {
        sql.push(" and ").image_meets(condition);
    }
}

impl Sql<'_, '_> {
    fn image_meets(&mut self, condition: &ImageCondition) -> &mut Self {
        match condition {
            // PostgreSQL would refuse to look for it.
            ImageCondition::Named(text)
            | ImageCondition::Described { field: text, .. }
            | ImageCondition::Described { value: Some(text), .. }
                if text.contains('\0') =>
            {
                self.push("false")
            }
            ImageCondition::Has(labels) => self.has(labels),
            ImageCondition::HasNo(labels) => self.push("not ").has(labels),
            ImageCondition::Lacks { types, at_least } => {
                let present = i64::try_from(types.len().saturating_sub(*at_least)).unwrap_or(i64::MAX);
                let types: Vec<_> = types.iter().map(|id| id.uuid()).collect();
                self.push("(select count(distinct r.annotation_type)")
                    .labels()
                    .push(" and r.annotation_type = any(");
                self.bind(types).push(")) <= ").bind(present)
            }
            ImageCondition::Named(part) => {
                self.push("strpos(i.search_key, ").bind(search_key(part)).push(") > 0")
            }
            ImageCondition::Described { field, value } => {
                self.push("(").metadata().push(" ->> ").bind(field.clone()).push(")");
                match value {
                    None => self.push(" is not null"),
                    Some(value) => self.push(" = ").bind(value.clone()),
                }
            }
        }
    }

    fn has(&mut self, labels: &LabelFilter) -> &mut Self {
        self.push("exists (select").labels().labels_meet(labels, false).push(")")
    }

    /// Labels `r` that are on the image `i`.
    fn labels(&mut self) -> &mut Self {
        self.push(" from view_annotation_revisions r where r.image = i.image and ").holds("r")
    }

    /// What they were at a position, only the log knows.
    fn metadata(&mut self) -> &mut Self {
        let Some(position) = self.scope.position else { return self.push("i.metadata") };
        self.push(
            "(select e.payload -> 'ImageDescribed' -> 'metadata' from events e
              where e.stream_id = i.image and e.type = 'ImageDescribed' and e.position <= ",
        );
        self.bind(position).push(" order by e.sequence desc limit 1)")
    }
}
