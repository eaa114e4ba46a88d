//! Formats at this door: those of the table, all of them.

use domain::formats::{BuiltIn, YoloProposal};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::site::Site;

#[sqlx::test(migrations = "../migrations")]
async fn every_built_in_format_is_described_and_taken(pool: PgPool) {
    let site = Site::new(pool).await;
    let document: Value = serde_json::from_str(api::document()).unwrap();
    let schema = document["components"]["schemas"]["Format"].to_string();
    for format in BuiltIn::ALL {
        assert!(schema.contains(&format!("\"enum\":[\"{}\"]", format.code())), "{format:?}: {schema}");

        let wanted = json!({"format": format.code()});
        let asked = site.post(&site.bob, &format!("/image-sets/{}/exports", site.set), &wanted).await;

        assert_eq!(asked.status, 202, "{format:?}: {asked:?}");
        let export = asked.json()["export"].as_str().unwrap().to_owned();
        let described = site.get(&site.bob, &format!("/exports/{export}")).await.json();
        let settled = format.settled(YoloProposal::default());
        assert_eq!(described["format"], json!(settled.code()));
        assert_eq!(asked.json()["format"], described["format"]);
    }
}

#[test]
fn every_shape_is_described() {
    let document: Value = serde_json::from_str(api::document()).unwrap();
    let schemas = &document["components"]["schemas"];
    let shapes = schemas["Shape"]["properties"]["kind"]["enum"].as_array().unwrap();
    let kinds = schemas["ShapeKind"]["enum"].as_array().unwrap();
    for kind in domain::ShapeKind::ALL {
        let code = json!(kind.code());
        assert!(shapes.contains(&code) && kinds.contains(&code), "{kind:?}");
    }
}
