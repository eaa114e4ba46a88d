//! Labels, as the labelling page and programs deal with them.

use fixtures::{fresh, refused};
use serde_json::json;
use sqlx::PgPool;

use crate::site::Site;

#[sqlx::test(migrations = "../migrations")]
async fn a_drawn_label_is_answered_and_listed(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = fresh();

    let drawn = site.post(&site.alice, &site.labels(), &site.drawing(label, 100)).await;
    let listed = site.get(&site.bob, &site.labels()).await;

    let expected = json!({
        "annotation": label, "image": site.image, "annotation_type": site.ball,
        "shape": {"kind": "bounding_box", "points": [[100, 10], [120, 30]]},
        "blurred": false, "concealed": false, "revision": 1, "author": site.alice.account,
        "accepts": 1, "rejects": 0, "my_vote": "accept",
    });
    assert_eq!((drawn.status, drawn.json()), (201, expected.clone()));
    assert_eq!(drawn.header("location"), format!("/api/v1/annotations/{label}"));
    let head = site.head().await;
    assert_eq!(drawn.header("x-log-position"), head.to_string());
    let mut seen_by_bob = expected;
    seen_by_bob["my_vote"] = json!(null);
    for (field, value) in [
        ("created_at", json!("2030-01-01T12:00:00Z")),
        ("changed_at", json!("2030-01-01T12:00:00Z")),
        ("changed_by", json!(site.alice.account)),
        ("accepts_by_others", json!(0)),
    ] {
        seen_by_bob[field] = value;
    }
    assert_eq!(listed.json(), json!({"position": head, "annotations": [seen_by_bob]}));
}

#[sqlx::test(migrations = "../migrations")]
async fn where_verification_is_blind_votes_are_told_to_those_who_voted(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    let (one, vote) = (format!("/annotations/{label}"), format!("/annotations/{label}/vote"));
    let set = format!("/image-sets/{}", site.set);
    assert_eq!(site.get(&site.bob, &one).await.json()["accepts"], 1);
    assert_eq!(site.patch(&site.alice, &set, &json!({"blind": true})).await.status, 204);

    let (head, ballot) = (site.head().await, json!({"verdict": "reject", "revision": 1}));
    for path in [site.labels(), format!("{}?as_of={head}", site.labels()), format!("{set}/annotations")] {
        let told = site.get(&site.bob, &path).await.json();
        let told = &told["annotations"][0];
        assert_eq!((&told["accepts"], &told["rejects"]), (&json!(null), &json!(null)), "{path}");
    }
    let hidden = site.get(&site.bob, &one).await;
    assert_eq!(hidden.json()["accepts"], json!(null));
    // That somebody else voted is not told by the tag either.
    assert_eq!(site.put(&site.alice, &vote, &ballot).await.status, 200);
    assert_eq!(site.get(&site.bob, &one).await.header("etag"), hidden.header("etag"));
    assert_eq!(site.put(&site.alice, &vote, &json!({"verdict": "accept", "revision": 1})).await.status, 200);
    let voted = site.put(&site.bob, &vote, &ballot).await.json();
    assert_eq!((&voted["accepts"], &voted["rejects"]), (&json!(1), &json!(1)));
    assert_eq!(site.get(&site.bob, &one).await.json()["rejects"], 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_client_has_is_not_sent_again_until_it_changes(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    let (path, vote) = (format!("/annotations/{label}"), format!("/annotations/{label}/vote"));
    let look = async |known: &str| {
        let request = site.bob.request("GET", &path).header("if-none-match", known);
        site.send(request.body(axum::body::Body::empty()).unwrap()).await
    };
    let first = site.get(&site.bob, &path).await;
    let tag = first.header("etag").to_owned();
    // Something else happens.
    site.drawn(&site.alice, 300).await;
    let again = look(&format!("\"other\", {tag}")).await;
    assert_eq!((again.status, again.header("etag"), again.text().as_str()), (304, tag.as_str(), ""));

    let mut tags = vec![tag];
    let cast =
        async |verdict| site.put(&site.bob, &vote, &json!({"verdict": verdict, "revision": 1})).await.status;
    assert_eq!(cast("reject").await, 200);
    tags.push(look(&tags[0]).await.header("etag").to_owned());
    let withdraw = site.bob.request("DELETE", &vote).header("if-match", &tags[1]);
    assert_eq!(
        site.send(withdraw.body(axum::body::Body::empty()).unwrap()).await.status,
        200,
        "a tag names its revision"
    );
    tags.push(look(&tags[1]).await.header("etag").to_owned());
    site.change(&site.alice, label, 1, &json!({"blurred": true})).await;
    tags.push(look(&tags[2]).await.header("etag").to_owned());
    site.patch(&site.alice, &format!("/image-sets/{}", site.set), &json!({"blind": true})).await;
    let hidden = look(&tags[3]).await;
    assert_eq!((hidden.status, &hidden.json()["accepts"]), (200, &json!(null)));
    tags.push(hidden.header("etag").to_owned());
    tags.sort_unstable();
    tags.dedup();
    assert_eq!(tags.len(), 5, "{tags:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_page_of_sets_goes_on_after_one_that_was_deleted(pool: PgPool) {
    let site = Site::new(pool).await;
    for name in ["a", "b", "c"] {
        let new = json!({"team": site.team, "name": name});
        assert_eq!(site.post(&site.alice, "/image-sets", &new).await.status, 201);
    }
    let page = site.get(&site.bob, "/image-sets?limit=2").await.json();
    let last = page["next"].as_str().unwrap().to_owned();
    assert_eq!(site.delete(&site.alice, &format!("/image-sets/{last}")).await.status, 204);

    let next = site.get(&site.bob, &format!("/image-sets?limit=1&after={last}")).await;

    assert_eq!(next.status, 200);
    assert_eq!(next.json()["image_sets"][0]["name"], "c");
    let unknown = site.get(&site.carol, &format!("/image-sets?after={last}")).await;
    assert_eq!(unknown.refusal(), refused(422, "invalid"), "of which she may not know");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_change_names_the_revision_it_was_made_on(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    let blurred = json!({"blurred": true});

    let unnamed = site.patch(&site.bob, &format!("/annotations/{label}"), &blurred).await;
    let changed = site.change(&site.bob, label, 1, &blurred).await;
    let stale = site.change(&site.alice, label, 1, &json!({"blurred": false})).await;

    assert_eq!(unnamed.refusal(), refused(428, "revision_required"));
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""));
    assert_eq!(changed.json()["my_vote"], "accept");
    assert_eq!(stale.refusal(), refused(409, "stale_revision"));
    let problem = stale.json();
    assert_eq!((&problem["subject"], &problem["request_id"]), (&json!(label), &json!("r-1")));
    assert_eq!((&problem["current"]["revision"], &problem["current"]["blurred"]), (&json!(2), &json!(true)));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_old_revision_is_not_deleted_and_a_deleted_label_comes_back(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    site.change(&site.bob, label, 1, &json!({"blurred": true})).await;

    assert_eq!(site.delete(&site.bob, &format!("/annotations/{label}")).await.status, 428);
    assert_eq!(site.erase(&site.bob, label, 1).await.refusal(), refused(409, "stale_revision"));
    assert_eq!(site.erase(&site.bob, label, 2).await.status, 204);
    assert_eq!(site.get(&site.bob, &format!("/annotations/{label}")).await.status, 404);
    let path = format!("/annotations/{label}/restoration");
    let back = site.send(site.bob.request("POST", &path).body(axum::body::Body::empty()).unwrap()).await;

    assert_eq!((back.status, back.header("etag")), (200, "\"2\""));
    assert_eq!(site.get(&site.bob, &site.labels()).await.json()["annotations"].as_array().unwrap().len(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_vote_is_on_a_revision(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    let path = format!("/annotations/{label}/vote");

    let cast = site.put(&site.bob, &path, &json!({"verdict": "reject", "revision": 1})).await;
    let stale = site.put(&site.bob, &path, &json!({"verdict": "accept", "revision": 2})).await;
    let withdraw = site.bob.request("DELETE", &path).header("if-match", "\"1\"");
    let withdrawn = site.send(withdraw.body(axum::body::Body::empty()).unwrap()).await;

    let votes = |answer: &fixtures::Answer| {
        let label = answer.json();
        (label["accepts"].clone(), label["rejects"].clone(), label["my_vote"].clone())
    };
    assert_eq!(votes(&cast), (json!(1), json!(1), json!("reject")));
    assert_eq!(stale.refusal(), refused(409, "stale_revision"));
    assert_eq!(votes(&withdrawn), (json!(1), json!(0), json!(null)));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_image_is_shown_as_of_any_fact(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    let then = site.head().await;
    site.erase(&site.alice, label, 1).await;

    let labels = |position: i64| {
        let path = format!("{}?as_of={position}", site.labels());
        let site = &site;
        async move { site.get(&site.bob, &path).await }
    };
    assert_eq!(labels(then - 1).await.json()["annotations"], json!([]));
    assert_eq!(labels(then).await.json()["annotations"][0]["annotation"], json!(label));
    assert_eq!(labels(then + 1).await.json(), json!({"position": then + 1, "annotations": []}));
    assert_eq!(labels(then + 2).await.refusal(), refused(422, "invalid"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_command_again_is_answered_the_same(pool: PgPool) {
    let site = Site::new(pool).await;
    let (label, key) = (fresh(), fresh());
    let draw = || {
        let mut request = site.alice.json("POST", &site.labels(), &site.drawing(label, 100));
        request.headers_mut().insert("idempotency-key", key.to_string().parse().unwrap());
        request
    };

    let first = site.send(draw()).await;
    site.change(&site.bob, label, 1, &json!({"blurred": true})).await;
    let head = site.head().await;
    let again = site.send(draw()).await;

    assert_eq!((first.status, &again), (201, &first));
    assert_eq!(site.head().await, head);
}

/// The first answer comes from the state that the command left, the second from the views as of its position.
#[sqlx::test(migrations = "../migrations")]
async fn whatever_is_sent_twice_is_answered_with_one_label(pool: PgPool) {
    let site = Site::new(pool).await;
    for blind in [false, true] {
        let set = format!("/image-sets/{}", site.set);
        assert_eq!(site.patch(&site.alice, &set, &json!({"blind": blind})).await.status, 204);
        let label = site.drawn(&site.alice, if blind { 200 } else { 100 }).await;
        let (one, vote) = (format!("/annotations/{label}"), format!("/annotations/{label}/vote"));
        let again = format!("{one}/restoration");
        for (who, method, path, revision, body) in [
            (&site.bob, "PUT", &vote, 0, json!({"verdict": "reject", "revision": 1})),
            (&site.bob, "DELETE", &vote, 1, json!(null)),
            (&site.bob, "PATCH", &one, 1, json!({"blurred": true})),
            (&site.bob, "DELETE", &one, 2, json!(null)),
            (&site.alice, "POST", &again, 0, json!(null)),
            (&site.alice, "PUT", &vote, 0, json!({"verdict": "accept", "revision": 2})),
        ] {
            let key = fresh();
            let send = || {
                let mut request = who.json(method, path, &body);
                request.headers_mut().insert("idempotency-key", key.to_string().parse().unwrap());
                request.headers_mut().insert("if-match", format!("\"{revision}\"").parse().unwrap());
                site.send(request)
            };
            let first = send().await;
            assert!((200..300).contains(&first.status), "{method} {path}: {first:?}");
            assert_eq!(send().await, first, "{method} {path}, blind: {blind}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_label_near_another_is_refused_by_name(pool: PgPool) {
    let site = Site::new(pool).await;
    let near = site.drawn(&site.alice, 100).await;
    let far = site.drawn(&site.alice, 300).await;

    let drawn = site.post(&site.bob, &site.labels(), &site.drawing(fresh(), 105)).await;
    let shape = json!({"kind": "bounding_box", "points": [[101, 10], [121, 30]]});
    let moved = site.change(&site.bob, far, 1, &json!({"shape": shape})).await;

    for answer in [drawn, moved] {
        assert_eq!(answer.refusal(), refused(409, "similar_annotation"));
        assert_eq!(answer.json()["subject"], json!(near));
    }
    assert_eq!(site.get(&site.bob, &site.labels()).await.json()["annotations"].as_array().unwrap().len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_four_clicks_of_a_box_are_taken_and_must_span_it(pool: PgPool) {
    let site = Site::new(pool).await;
    let mut drawing = site.drawing(fresh(), 100);
    drawing["extreme_points"] = json!([[110, 10], [120, 20.25], [104, 30], [100, 15]]);
    let drawn = site.post(&site.alice, &site.labels(), &drawing).await;
    assert_eq!(drawn.status, 201, "{drawn:?}");

    let head = site.head().await;
    for (points, code) in [
        (json!([[110, 10], [119, 20], [104, 30], [100, 15]]), "extreme_points"),
        (json!([[110, 10], [120, 20], [104, 30]]), "invalid"),
        (json!([[110, 10], [120, 20], [104, 30], [100, "15"]]), "invalid"),
    ] {
        let mut drawing = site.drawing(fresh(), 300);
        drawing["extreme_points"] = points.clone();
        let answer = site.post(&site.alice, &site.labels(), &drawing).await;
        assert_eq!(answer.refusal(), refused(422, code), "{points}");
        assert!(answer.json()["field"].as_str().unwrap().starts_with("extreme_points"), "{answer:?}");
    }
    assert_eq!(site.head().await, head);
}
