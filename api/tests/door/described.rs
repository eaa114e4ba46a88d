//! Whatever the door answers stands in its description: every test of this door is a test of that, too.

use std::{collections::BTreeSet, sync::LazyLock};

use serde_json::Value;

/// Method, address with its parameters in braces, and the statuses that are described.
type Operation = (String, Vec<String>, BTreeSet<String>);

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(api::document()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let described = |path: &str, (method, operation): (&String, &Value)| {
        let statuses = operation["responses"].as_object().unwrap().keys().cloned().collect();
        (method.to_uppercase(), segments(path), statuses)
    };
    paths
        .flat_map(|(path, item)| item.as_object().unwrap().iter().map(|entry| described(path, entry)))
        .collect()
});

fn segments(path: &str) -> Vec<String> {
    path.split('/').map(str::to_owned).collect()
}

fn is_at(pattern: &[String], path: &[String]) -> bool {
    let fits = |(pattern, given): (&String, &String)| pattern.starts_with('{') || pattern == given;
    pattern.len() == path.len() && pattern.iter().zip(path).all(fits)
}

/// Panics if the operation is described and this status of it is not.
pub fn assert_described(method: &str, path: &str, status: u16) {
    let path = segments(path);
    // What has no parameters in its address goes first, as in the router.
    let found = OPERATIONS.iter().filter(|(known, pattern, _)| known == method && is_at(pattern, &path));
    let operation =
        found.min_by_key(|(_, pattern, _)| pattern.iter().filter(|part| part.starts_with('{')).count());
    if let Some((_, pattern, statuses)) = operation {
        let pattern = pattern.join("/");
        assert!(statuses.contains(&status.to_string()), "{method} {pattern} answered {status}: {statuses:?}");
    }
}

/// A status that nobody described is noticed.
#[test]
#[should_panic(expected = "answered 418")]
fn what_is_not_described_is_noticed() {
    assert_described("GET", "/api/v1/me", 418);
}
