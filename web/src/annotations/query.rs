//! Which labels a list shows, and in which order, as the address says it. What cannot be read is told beside its field,
//! and nothing is found: a condition that was overlooked would let a bulk change reach too far.

use commands::CommandError;
use domain::{
    AccountId, AnnotationId,
    filter::{FilterQuery, Key, LABEL_KEYS, LabelCondition, LabelFilter, Unreadable, value_of},
};
use projections::annotations::{Sort, SortKey};
use url::form_urlencoded::Serializer;

/// What the address says, as it says it.
#[derive(Debug, Clone, Default)]
pub struct LabelQuery {
    conditions: FilterQuery<LabelCondition>,
    sort: String,
    /// What the last label of the page before was sorted by, and its id.
    after: String,
    from: String,
}

type Read<T> = Result<T, CommandError>;

impl LabelQuery {
    pub fn of(pairs: &[(String, String)]) -> Self {
        let text = |name| value_of(pairs, name).to_owned();
        let conditions = FilterQuery::of(LABEL_KEYS, pairs);
        Self { conditions, sort: text("sort"), after: text("after"), from: text("from") }
    }

    pub fn text(&self, condition: &str) -> &str {
        self.conditions.text(condition)
    }

    /// Conditions that are named, with what they say, by name.
    pub fn conditions(&self) -> impl Iterator<Item = (&'static Key<LabelCondition>, &str)> {
        let mut named: Vec<_> = self.conditions.conditions().collect();
        named.sort_by_key(|(key, _)| key.name);
        named.into_iter()
    }

    /// The same list from its beginning, without one of its conditions.
    pub fn without(&self, condition: &str) -> String {
        let sort = Some(("sort", self.sort.as_str())).filter(|(_, sort)| !sort.is_empty());
        let mut said: Vec<_> = self.conditions.pairs().chain(sort).collect();
        said.retain(|(name, _)| *name != condition);
        said.sort_unstable();
        Serializer::new(String::new()).extend_pairs(said).finish()
    }

    pub fn from_the_beginning(&self) -> String {
        self.without("")
    }

    pub const fn is_from_the_beginning(&self) -> bool {
        self.from.is_empty()
    }

    pub fn sort(&self) -> Read<Sort> {
        if self.sort.is_empty() {
            return Ok(Sort::default());
        }
        self.sort.parse().map_err(|_| CommandError::invalid("sort", "the labels cannot be sorted so"))
    }

    /// Where the page begins.
    pub fn after(&self, sort: Sort) -> Read<Option<(SortKey, AnnotationId)>> {
        if self.is_from_the_beginning() {
            return Ok(None);
        }
        let place = sort.parse_key(&self.after).zip(self.from.parse().ok());
        place.map(Some).ok_or_else(|| CommandError::invalid("after", "the list does not go on from there"))
    }

    pub fn filter(&self, by: AccountId) -> Read<LabelFilter> {
        self.conditions.filter(by).map_err(|Unreadable { field, expected }| {
            CommandError::invalid(field, format!("this must be {expected}"))
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::testing::ALICE;

    use super::*;

    fn query(address: &str) -> LabelQuery {
        let pairs: Vec<_> = url::form_urlencoded::parse(address.as_bytes()).into_owned().collect();
        LabelQuery::of(&pairs)
    }

    #[test]
    fn what_cannot_be_read_is_told_beside_its_field() {
        let refused = query("drawn_to=many&sort=image").filter(ALICE).unwrap_err();
        let CommandError::Refused(refused) = refused else { panic!("{refused} names no field") };
        assert_eq!(refused.field, Some("drawn_to"));
        assert_eq!(refused.message, "this must be a day, such as 2026-03-01");
        assert!(query("type=&author=&sort=").filter(ALICE).unwrap().finds_all());
    }

    #[test]
    fn the_address_is_kept_but_for_the_condition_that_goes() {
        let query = query("type=a%20b&accepts_max=0&sort=image&after=x&from=y");
        assert_eq!(query.without("type"), "accepts_max=0&sort=image");
        assert_eq!(query.from_the_beginning(), "accepts_max=0&sort=image&type=a+b");
    }
}
