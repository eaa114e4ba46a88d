//! Keys that would ask for two things.

use std::collections::BTreeMap;

use commands::desk::key_maps::Keys;

use super::{key::members, table::is_of_verifying};

/// One action, another, and the key they share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub action: String,
    pub other: String,
    pub key: String,
}

/// Each is told from both sides, so that it stands beside both fields.
pub fn conflicts(keys: &Keys) -> Vec<Conflict> {
    let mut taken: BTreeMap<String, Vec<(&str, &str)>> = BTreeMap::new();
    for (action, keys) in keys {
        for key in keys {
            for member in members(key) {
                taken.entry(member).or_default().push((action, key));
            }
        }
    }
    let mut found: Vec<Conflict> = vec![];
    for owners in taken.values() {
        for (action, _) in owners {
            let same_page = |other: &str| is_of_verifying(other) == is_of_verifying(action);
            for (other, key) in owners.iter().filter(|(other, _)| other != action && same_page(other)) {
                let (action, other) = ((*action).to_owned(), (*other).to_owned());
                let known = found.iter().any(|conflict| conflict.action == action && conflict.other == other);
                if !known {
                    found.push(Conflict { action, other, key: (*key).to_owned() });
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(of: &[(&str, &[&str])]) -> Keys {
        of.iter()
            .map(|(action, keys)| ((*action).to_owned(), keys.iter().map(|key| (*key).to_owned()).collect()))
            .collect()
    }

    #[test]
    fn a_shared_key_is_told_on_both_sides() {
        let found = conflicts(&keys(&[("next", &["f", "d"]), ("save", &["d"]), ("view", &["Shift+d"])]));
        let told: Vec<_> = found.iter().map(|c| (&*c.action, &*c.other, &*c.key)).collect();
        assert_eq!(told, [("next", "save", "d"), ("save", "next", "d")]);
    }

    #[test]
    fn the_same_key_may_do_two_things_on_two_pages() {
        let on_both = [("next", &["j"][..]), ("verify-accept", &["j"]), ("verify-undo-vote", &["z"])];
        assert_eq!(conflicts(&keys(&on_both)), []);
        let on_one = [("verify-reject", &["j"][..]), ("verify-accept", &["j"])];
        assert_eq!(conflicts(&keys(&on_one)).len(), 2);
    }

    #[test]
    fn one_key_of_several_is_enough() {
        let found = conflicts(&keys(&[("nudge", &["ijkl"]), ("hide", &["k", "l"])]));
        assert_eq!(found.len(), 2);
        assert_eq!(conflicts(&keys(&[("grow", &["Shift+ijkl"]), ("hide", &["k"])])), []);
    }
}
