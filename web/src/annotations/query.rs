//! Which labels a list shows, and in which order, as the address says it. What cannot be read is told beside its field,
//! and nothing is found: a condition that was overlooked would let a bulk change reach too far.

use std::{collections::BTreeMap, str::FromStr};

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeDelta};
use commands::CommandError;
use domain::{AnnotationId, Timestamp};
use projections::annotations::{Between, Key, LabelFilter, Sort, YEARS};

/// Every condition's name in the address.
pub const CONDITIONS: [&str; 19] = [
    "type",
    "author",
    "changed_by",
    "drawn_from",
    "drawn_to",
    "changed_from",
    "changed_to",
    "accepts_min",
    "accepts_max",
    "rejects_min",
    "rejects_max",
    "net_min",
    "net_max",
    "votes",
    "blurred",
    "concealed",
    "shape",
    "revisions_min",
    "revisions_max",
];
const OTHERS: [&str; 3] = ["sort", "after", "from"];

/// What the address says, as it says it.
#[derive(Debug, Clone, Default)]
pub struct LabelQuery(BTreeMap<&'static str, String>);

type Read<T> = Result<T, CommandError>;

impl LabelQuery {
    pub fn of(pairs: &[(String, String)]) -> Self {
        let known = CONDITIONS.iter().chain(&OTHERS);
        let said = |name: &&'static str| {
            let value = pairs.iter().find(|(of, _)| of == name).map(|(_, value)| value.trim())?;
            (!value.is_empty()).then(|| (*name, value.to_owned()))
        };
        Self(known.filter_map(said).collect())
    }

    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// Conditions that are named, with what they say.
    pub fn conditions(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0
            .iter()
            .filter(|(name, _)| CONDITIONS.contains(name))
            .map(|(name, value)| (*name, value.as_str()))
    }

    /// The same list from its beginning, without one of its conditions.
    pub fn without(&self, condition: &str) -> String {
        query(self.0.iter().filter(|(name, _)| !["after", "from", condition].contains(name)))
    }

    pub fn from_the_beginning(&self) -> String {
        self.without("")
    }

    pub fn sort(&self) -> Read<Sort> {
        if self.text("sort").is_empty() {
            return Ok(Sort::default());
        }
        self.text("sort").parse().map_err(|_| CommandError::invalid("sort", "the labels cannot be sorted so"))
    }

    /// Where the page begins.
    pub fn after(&self, sort: Sort) -> Read<Option<(Key, AnnotationId)>> {
        if self.text("from").is_empty() {
            return Ok(None);
        }
        let key = sort.parse_key(self.text("after"));
        let place = key.zip(self.text("from").parse().ok());
        place.map(Some).ok_or_else(|| CommandError::invalid("after", "the list does not go on from there"))
    }

    pub fn filter(&self) -> Read<LabelFilter> {
        Ok(LabelFilter {
            annotation_type: self.id("type")?,
            author: self.id("author")?,
            changed_by: self.id("changed_by")?,
            drawn: self.days("drawn_from", "drawn_to")?,
            changed: self.days("changed_from", "changed_to")?,
            accepts: self.numbers("accepts_min", "accepts_max")?,
            rejects: self.numbers("rejects_min", "rejects_max")?,
            net: self.numbers("net_min", "net_max")?,
            stale: self.choice("votes", ["stale", "fresh"])?,
            blurred: self.choice("blurred", ["yes", "no"])?,
            concealed: self.choice("concealed", ["yes", "no"])?,
            not_in_image: self.choice("shape", ["not_in_image", "drawn"])?,
            revisions: self.numbers("revisions_min", "revisions_max")?,
        })
    }

    fn read<T>(&self, name: &'static str, what: &str, read: impl Fn(&str) -> Option<T>) -> Read<Option<T>> {
        match self.text(name) {
            "" => Ok(None),
            text => read(text)
                .map(Some)
                .ok_or_else(|| CommandError::invalid(name, format!("this must be {what}"))),
        }
    }

    fn id<T: FromStr>(&self, name: &'static str) -> Read<Option<T>> {
        self.read(name, "one of the list", |text| text.parse().ok())
    }

    fn choice(&self, name: &'static str, [yes, no]: [&str; 2]) -> Read<Option<bool>> {
        self.read(name, "one of the list", |text| (text == yes || text == no).then_some(text == yes))
    }

    fn numbers<T: FromStr>(&self, least: &'static str, most: &'static str) -> Read<Between<T>> {
        let number = |name| self.read(name, "a whole number", |text| text.parse().ok());
        Ok(Between { least: number(least)?, most: number(most)? })
    }

    /// Whole days, both included.
    fn days(&self, from: &'static str, to: &'static str) -> Read<Between<Timestamp>> {
        let parse = |text: &str| text.parse::<NaiveDate>().ok().filter(|day| YEARS.contains(&day.year()));
        let day = |name| self.read(name, "a day, such as 2026-03-01", parse);
        let midnight = |day: NaiveDate| day.and_time(NaiveTime::MIN).and_utc();
        let end = |day: NaiveDate| midnight(day) + (TimeDelta::days(1) - TimeDelta::microseconds(1));
        Ok(Between { least: day(from)?.map(midnight), most: day(to)?.map(end) })
    }
}

fn query<'a>(pairs: impl IntoIterator<Item = (&'a &'static str, &'a String)>) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    query.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(query: &str) -> LabelQuery {
        let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        LabelQuery::of(&pairs)
    }

    #[test]
    fn nothing_said_finds_everything() {
        assert!(wanted("type=&author=&sort=").filter().unwrap().is_empty());
    }

    #[test]
    fn days_are_whole() {
        let filter = wanted("drawn_from=2026-03-01&drawn_to=2026-03-01").filter().unwrap();
        let (from, to) = (filter.drawn.least.unwrap(), filter.drawn.most.unwrap());
        assert_eq!(to - from, TimeDelta::microseconds(86_400_000_000 - 1));
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for name in ["type", "accepts_min", "drawn_to", "blurred", "revisions_max"] {
            let refused = wanted(&format!("{name}=many")).filter().unwrap_err();
            let CommandError::Refused(refused) = refused else { panic!("{refused} names no field") };
            assert_eq!(refused.field, Some(name));
        }
        assert!(wanted("drawn_from=9999999-01-01").filter().is_err());
    }

    #[test]
    fn the_address_is_kept_but_for_the_condition_that_goes() {
        let wanted = wanted("type=a%20b&accepts_max=0&sort=image&after=x&from=y");
        assert_eq!(wanted.without("type"), "accepts_max=0&sort=image");
    }
}
