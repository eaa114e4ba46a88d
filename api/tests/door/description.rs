//! The description is golden: what programs were told stays true.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

/// `UPDATE_OPENAPI=1` writes it anew; the difference is for the review.
#[test]
fn the_description_is_the_golden_one() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(&golden, api::document()).unwrap();
    }
    let told = fs::read_to_string(golden).unwrap_or_default();
    assert!(told == api::document(), "the API changed: look at it with UPDATE_OPENAPI=1");
}

#[test]
fn every_operation_is_a_route_and_every_route_is_described() {
    let document: Value = serde_json::from_str(api::document()).unwrap();
    let mut described = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            described.insert((method.to_uppercase(), path.clone()));
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} twice");
            assert_eq!(operation["tags"].as_array().map(Vec::len), Some(1), "{name}");
            let answers = operation["responses"].as_object().unwrap();
            assert!(answers.len() >= 2 && answers.contains_key("default"), "{name}: {answers:?}");
            assert!(operation["summary"].is_string(), "{name} says nothing of itself");
        }
    }
    let routes: BTreeSet<_> =
        api::ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();

    assert_eq!(described, routes);
    assert_eq!(routes.len(), api::ROUTES.len());
}

#[test]
fn the_description_refers_to_nothing_that_is_missing() {
    let document: Value = serde_json::from_str(api::document()).unwrap();
    let text = api::document();
    for reference in text.split("\"$ref\": \"#").skip(1) {
        let pointer = reference.split('"').next().unwrap();
        assert!(document.pointer(pointer).is_some(), "{pointer}");
    }
}
