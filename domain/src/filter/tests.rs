//! What is said is read exactly, or named as unreadable.

use chrono::TimeDelta;

use super::*;
use crate::testing::ALICE;

fn pairs(said: &[(&str, &str)]) -> Vec<(String, String)> {
    said.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn labels(said: &[(&str, &str)]) -> FilterQuery<LabelCondition> {
    FilterQuery::of(LABEL_KEYS, &pairs(said))
}

fn images(said: &[(&str, &str)]) -> FilterQuery<ImageCondition> {
    FilterQuery::of(IMAGE_KEYS, &pairs(said))
}

#[test]
fn nothing_said_finds_everything() {
    assert!(labels(&[("type", ""), ("author", " "), ("sort", "image")]).filter(ALICE).unwrap().finds_all());
}

#[test]
fn a_bound_that_no_label_is_below_is_no_filter() {
    use LabelCondition::{Accepts, Net, Rejects, Revisions};
    use Limit::{Least, Most};
    for open in [Accepts(Least(0)), Rejects(Least(-1)), Revisions(Least(1))] {
        assert!(Filter::of([open.clone()]).finds_all(), "{open:?}");
        assert!(!Filter::of([open, Accepts(Most(0))]).finds_all());
    }
    for bound in [Accepts(Least(1)), Rejects(Most(0)), Revisions(Least(2)), Net(Least(0))] {
        assert!(!Filter::of([bound.clone()]).finds_all(), "{bound:?}");
    }
}

#[test]
fn days_are_whole() {
    let filter = labels(&[("drawn_from", "2026-03-01"), ("drawn_to", "2026-03-01")]).filter(ALICE).unwrap();
    let conditions: Vec<_> = filter.conditions().collect();
    let [LabelCondition::Drawn(Limit::Least(from)), LabelCondition::Drawn(Limit::Most(to))] = conditions[..]
    else {
        panic!("{conditions:?}");
    };
    assert_eq!(*to - *from, TimeDelta::microseconds(86_400_000_000 - 1));
}

#[test]
fn what_cannot_be_read_is_named() {
    for field in ["type", "accepts_min", "drawn_to", "blurred", "revisions_max"] {
        assert_eq!(labels(&[(field, "many")]).filter(ALICE).unwrap_err().field, field);
    }
    assert!(labels(&[("drawn_from", "9999999-01-01")]).filter(ALICE).is_err());
    for (field, value) in [("without", "ball"), ("with", "-"), ("only", "everything"), ("metadata", "= 3")] {
        assert_eq!(images(&[("name", "a"), (field, value)]).filter(ALICE).unwrap_err().field, field);
        let lenient = images(&[("name", "a"), (field, value)]).lenient();
        assert_eq!(lenient.pairs().collect::<Vec<_>>(), [("name", "a")]);
    }
}

#[test]
fn no_name_means_two_conditions() {
    fn names<C>(keys: &[Key<C>]) -> Vec<&str> {
        keys.iter().map(|key| key.name).collect()
    }
    for mut names in [names(LABEL_KEYS), names(QUEUE_KEYS), names(IMAGE_KEYS)] {
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all, "{names:?}");
    }
}

#[test]
fn conditions_are_said_in_words() {
    let said = |name: &str, value| LABEL_KEYS.iter().find(|key| key.name == name).unwrap().say(value);
    assert_eq!(said("author", "Alice"), "drawn by Alice");
    assert_eq!(said("votes", "stale"), "with stale votes");
    assert_eq!(said("shape", "drawn"), "in the image");
}
