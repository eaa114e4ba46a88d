//! Bulk changes that reach too far, or say nothing that can be done.

use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    labels::define,
    site::{FORM, JSON, Site},
};

#[sqlx::test(migrations = "../migrations")]
async fn programs_are_told_which_field_is_wrong(pool: PgPool) {
    let site = Site::new(pool).await;
    let (delete, blurred) = (json!({"do": "delete"}), json!({"blurred": true}));
    let change = |change: &Value, rest: &Value| {
        let mut body = json!({"change": change, "seen": "0".repeat(64)});
        body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        body
    };
    let before_postgresql = "-5000-01-01T00:00:00Z";
    let absent = json!({"do": "not_in_image", "annotation_type": define(&site, json!({"name": "ball", "shape": "point"})).await});
    let chosen = json!([{"annotation": Uuid::from_u128(7), "revision": 1}]);
    let many = json!(vec![json!({"annotation": Uuid::from_u128(7), "revision": 1}); 1_001]);
    let rows = [
        (change(&delete, &json!({"filter": {}})), "no_filter", "filter"),
        (change(&delete, &json!({"filter": {"accepts_min": 0, "revisions_min": 1}})), "no_filter", "filter"),
        (change(&delete, &json!({})), "invalid", "filter"),
        (change(&delete, &json!({"filter": blurred, "annotations": chosen})), "invalid", "filter"),
        (change(&delete, &json!({"annotations": []})), "invalid", "annotations"),
        (change(&delete, &json!({"annotations": many})), "invalid", "annotations"),
        (change(&delete, &json!({"filter": {"colour": "red"}})), "invalid", "filter.colour"),
        (change(&delete, &json!({"filter": {"accepts_min": -1}})), "invalid", "filter.accepts_min"),
        (change(&delete, &json!({"filter": {"drawn_from": "yesterday"}})), "invalid", "filter.drawn_from"),
        (change(&delete, &json!({"filter": {"drawn_to": before_postgresql}})), "invalid", "filter.drawn_to"),
        (change(&json!({"do": "mark"}), &json!({"filter": blurred})), "invalid", "blurred"),
        (change(&json!({"do": "burn"}), &json!({"filter": blurred})), "invalid", "change.do"),
        (change(&delete, &json!({"filter": blurred, "seen": "none"})), "invalid", "seen"),
        (
            change(
                &json!({"do": "retype", "annotation_type": Uuid::from_u128(7)}),
                &json!({"filter": blurred}),
            ),
            "invalid",
            "annotation_type",
        ),
        (change(&delete, &json!({"images": {}})), "invalid", "change"),
        (change(&absent, &json!({"filter": blurred})), "invalid", "change"),
        (change(&absent, &json!({"annotations": chosen})), "invalid", "change"),
        (change(&absent, &json!({"images": {}, "filter": blurred})), "invalid", "filter"),
        (change(&absent, &json!({"images": {"only": "unlabelled"}})), "invalid", "images.only"),
        (
            change(&absent, &json!({"images": {"metadata": {"value": "7"}}})),
            "invalid",
            "images.metadata.field",
        ),
        (
            change(
                &json!({"do": "not_in_image", "annotation_type": Uuid::from_u128(7)}),
                &json!({"images": {}}),
            ),
            "invalid",
            "annotation_type",
        ),
    ];
    let path = format!("/api/v1/image-sets/{}/bulk-changes", site.set);
    for (body, code, field) in rows {
        let asking = async { site.ask("POST", &path, &[JSON], body.to_string().as_bytes()).await };
        let answer = site.unharmed("a bulk change", asking).await;
        let problem = answer.json();
        assert_eq!(answer.status(), 422, "{body}: {answer:?}");
        assert_eq!((&problem["code"], &problem["field"]), (&code.into(), &field.into()), "{body}");
    }
    for nothing in [
        change(&delete, &json!({"filter": blurred})),
        change(&absent, &json!({"images": {"name": "\0"}})),
        change(&absent, &json!({"images": {"metadata": {"field": "robot", "value": "\0"}}})),
    ] {
        let answer = site.ask("POST", &path, &[JSON], nothing.to_string().as_bytes()).await;
        let code = &answer.json()["code"];
        assert_eq!((answer.status(), code), (409, &"nothing_to_change".into()), "{nothing}: {answer:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn pages_say_what_is_wrong_and_never_find_more_than_was_asked_for(pool: PgPool) {
    let site = Site::new(pool).await;
    let cookie = ("cookie", site.cookie.as_str());
    let list = format!("/image-sets/{}/annotations", site.set);
    for (query, field) in [
        ("type=ball", "type"),
        ("author=x", "author"),
        ("accepts_min=many", "accepts_min"),
        ("net_max=99999999999999999999", "net_max"),
        ("revisions_min=1.5", "revisions_min"),
        ("drawn_from=2026-02-30", "drawn_from"),
        ("changed_to=-4800-01-01", "changed_to"),
        ("blurred=perhaps", "blurred"),
        ("sort=colour", "sort"),
    ] {
        let request = site.request("GET", &format!("{list}?{query}"), &[cookie], b"");
        let answer = site.unharmed(query, site.server.answer(&request)).await;
        assert_eq!(answer.status(), 422, "{query}: {answer:?}");
        assert!(answer.0.contains(&format!("id=\"{field}-error\"")), "{query}: {answer:?}");
    }
    let place = format!("{list}?after=x&from={}", Uuid::from_u128(7));
    let answer = site.server.answer(&site.request("GET", &place, &[cookie], b"")).await;
    assert_eq!(answer.status(), 422, "{answer:?}");

    let look = format!("/image-sets/{}/bulk-changes/new", site.set);
    let absent =
        format!("do=not_in_image:{}", define(&site, json!({"name": "ball", "shape": "point"})).await);
    let absent = |rest: &str| format!("{rest}&{absent}");
    for (query, words) in [
        (&*absent("which=filter&blurred=yes"), "said of images"),
        (&*absent("which=images&only=the-best"), "cannot be read"),
        (&*absent("which=images&without=ball"), "cannot be read"),
        (&*absent("which=images&metadata=%3D7"), "cannot be read"),
        ("which=images&do=delete", "said of images"),
        ("which=images&do=not_in_image:7", "what is to be done"),
        ("do=delete", "which labels"),
        ("which=filter&do=delete", "not changed at once"),
        ("which=chosen&do=delete", "at least one label"),
        ("which=chosen&label=7&do=delete", "cannot be read"),
        ("which=filter&blurred=yes&do=burn", "what is to be done"),
        ("which=filter&blurred=perhaps&do=delete", "one of the list"),
    ] {
        let request = site.request("GET", &format!("{look}?{query}"), &[cookie], b"");
        let answer = site.unharmed(query, site.server.answer(&request)).await;
        assert_eq!(answer.status(), 422, "{query}: {answer:?}");
        assert!(answer.0.contains(words), "{query} must say {words}: {answer:?}");
    }
    let order = format!("/image-sets/{}/bulk-changes", site.set);
    let headers = [FORM, cookie, ("sec-fetch-site", "same-origin")];
    let unseen = site.request("POST", &order, &headers, b"which=filter&blurred=yes&do=delete");
    let answer = site.unharmed("a bulk change nobody looked at", site.server.answer(&unseen)).await;
    assert_eq!(answer.status(), 422, "{answer:?}");
}
