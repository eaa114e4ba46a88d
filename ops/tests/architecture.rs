//! Who may know whom. The arrows of the architecture, checked.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{collections::BTreeSet, process::Command};

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
