//! Who may know whom. The arrows of the architecture, checked.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{collections::BTreeSet, fs, path::Path, process::Command};

use serde_json::Value;

const MAY_KNOW: [(&str, &[&str]); 9] = [
    ("domain", &[]),
    ("projections", &["domain"]),
    ("commands", &["domain", "projections"]),
    ("api", &["domain", "commands", "projections"]),
    ("web", &["domain", "commands", "projections"]),
    ("ops", &["domain", "commands", "projections", "api", "web"]),
    ("bench", &["domain", "commands", "projections", "ops", "http-client"]),
    ("http-client", &[]),
    // Others have it for their tests only, which are not asked here.
    ("fixtures", &["domain", "commands", "projections"]),
];

/// A crate, and all who may depend on it.
const RESERVED: [(&str, &[&str]); 6] = [
    ("tokio", &["projections", "commands", "api", "web", "ops", "bench", "http-client", "fixtures"]),
    ("sqlx", &["projections", "commands", "ops", "bench", "fixtures"]),
    ("axum", &["api", "web", "ops", "fixtures"]),
    ("cqrs-es", &["commands"]),
    ("postgres-es", &["commands"]),
    ("rand", &["commands"]),
];

#[test]
fn every_crate_knows_only_whom_it_may() {
    let ours: BTreeSet<_> = MAY_KNOW.iter().map(|(name, _)| *name).collect();
    for (name, known) in MAY_KNOW {
        let strangers: Vec<_> = dependencies_of(name)
            .into_iter()
            .filter(|other| ours.contains(other.as_str()) && !known.contains(&other.as_str()))
            .collect();
        assert!(strangers.is_empty(), "{name} must not depend on {strangers:?}");
    }
}

#[test]
fn what_is_reserved_stays_where_it_belongs() {
    for (name, _) in MAY_KNOW {
        let dependencies = dependencies_of(name);
        for (reserved, owners) in RESERVED {
            let allowed = owners.contains(&name) || !dependencies.contains(reserved);
            assert!(allowed, "{name} must not depend on {reserved}");
        }
    }
}

/// Calls of the access table.
const TABLE: [&str; 4] = ["may(", "may_in_team(", "may_on_site(", ".lets("];

#[test]
fn the_access_table_is_asked_in_one_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut asking = BTreeSet::new();
    for name in ["domain", "projections", "commands", "api", "web", "ops"] {
        for path in sources(&root.join(name).join("src")) {
            if asks_the_table(&fs::read_to_string(&path).unwrap()) {
                asking.insert(path.strip_prefix(root).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    assert_eq!(asking, ["commands/src/permit.rs".to_owned()].into(), "rights are asked of `Permissions`");
}

#[test]
fn who_asks_the_table_is_found() {
    for asks in ["if may(role, open, Read)", "domain::may_in_team(role, action)", "condition.lets(action)"] {
        assert!(asks_the_table(asks), "{asks}");
    }
    for other in ["fn may(&self)", "self.may(Read)", "may_see(&fact)", "// whoever may(be)", "set.may_add()"]
    {
        assert!(!asks_the_table(other), "{other}");
    }
}

/// A page's own method of that name is no matter of the table.
fn asks_the_table(source: &str) -> bool {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| TABLE.map(|call| (line, call))).any(|(line, call)| {
        line.match_indices(call).any(|(at, _)| {
            let before = &line[..at];
            call.starts_with('.') || !(before.ends_with(is_of_a_name) || before.ends_with("fn "))
        })
    })
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '.'
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    files.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// What it is built from; what only its tests need is its own affair.
fn dependencies_of(name: &str) -> BTreeSet<String> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == name).unwrap();
    let dependencies = package["dependencies"].as_array().unwrap().iter();
    dependencies
        .filter(|dependency| dependency["kind"].is_null())
        .map(|dependency| dependency["name"].as_str().unwrap().to_owned())
        .collect()
}
