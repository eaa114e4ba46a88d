//! Many labels with one request, and lists of them.

use fixtures::{fresh, refused};
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::site::{Person, Site};

fn path(site: &Site) -> String {
    format!("/image-sets/{}/annotations", site.set)
}

fn entry(site: &Site, label: Uuid, x: i32) -> Value {
    json!({ "image": site.image, "drawing": site.drawing(label, x) })
}

async fn send(site: &Site, who: &Person, id: Uuid, entries: &[Value]) -> fixtures::Answer {
    let mut request = who.json("POST", &path(site), &json!({ "annotations": entries }));
    request.headers_mut().insert("idempotency-key", id.to_string().parse().unwrap());
    site.send(request).await
}

fn outcomes(answer: &Value) -> Vec<(bool, &str)> {
    let results = answer["results"].as_array().unwrap().iter();
    results
        .map(|result| (result["drawn"] == true, result["refusal"]["code"].as_str().unwrap_or_default()))
        .collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn each_of_many_labels_is_answered_for_itself(pool: PgPool) {
    let site = Site::new(pool).await;
    let second = fixtures::add_image(&site.commands, site.alice.account, site.set, "b.jpg").await.unwrap();
    let before = site.drawn(&site.bob, 300).await;
    let [one, two] = [fresh(), fresh()];
    let flat = json!({ "kind": "bounding_box", "points": [[1, 1], [1, 1]] });
    let entries = [
        entry(&site, one, 10),
        json!({ "image": second, "drawing": site.drawing(two, 10) }),
        entry(&site, fresh(), 12),
        entry(&site, before, 500),
        json!({ "image": fresh(), "drawing": site.drawing(fresh(), 10) }),
        json!({ "image": site.image, "drawing": { "annotation": fresh(), "annotation_type": fresh(), "shape": flat } }),
        json!({ "image": site.image, "drawing": { "annotation": fresh(), "shape": flat, "annotation_type": site.ball } }),
        json!({ "image": site.image, "drawing": { "annotation": fresh(), "annotation_type": site.ball, "shape": [] } }),
    ];

    let id = fresh();
    let answer = send(&site, &site.bob, id, &entries).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let answer = answer.json();
    let expected =
        [(true, ""), (true, ""), (false, "similar_annotation"), (false, "exists"), (false, "not_found")];
    assert_eq!(outcomes(&answer)[..5], expected, "{answer}");
    assert!(outcomes(&answer)[5..].iter().all(|(drawn, code)| !drawn && !code.is_empty()), "{answer}");
    assert!(answer["results"][7]["refusal"]["field"].as_str().unwrap().contains("shape"), "{answer}");
    assert_eq!(answer["drawn"], 2);

    // Once more it has no effect, and says the same.
    let head = site.head().await;
    let again = send(&site, &site.bob, id, &entries).await.json();
    assert_eq!((outcomes(&again), site.head().await), (outcomes(&answer), head));
    // Another request under its id is refused.
    let other = send(&site, &site.bob, id, &entries[..1]).await;
    assert_eq!(other.refusal(), refused(409, "command_id_reused"));
    assert_eq!(send(&site, &site.carol, fresh(), &entries).await.refusal(), refused(404, "not_found"));
    assert_eq!(send(&site, &site.bob, fresh(), &[]).await.refusal(), refused(422, "invalid"));
}

#[sqlx::test(migrations = "../migrations")]
async fn ten_thousand_labels_are_drawn_with_one_request(pool: PgPool) {
    let site = Site::new(pool).await;
    let entry = |number: i32| {
        let (x, y) = (f64::from(number % 100) * 6.0, f64::from(number / 100) * 3.9);
        let shape =
            json!({ "kind": "bounding_box", "points": [[x, y], [x + 2.0 + f64::from(number % 7), y + 2.0]] });
        let drawing = json!({ "annotation": fresh(), "annotation_type": site.ball, "shape": shape });
        json!({ "image": site.image, "drawing": drawing })
    };
    let entries: Vec<_> = (0..10_000).map(entry).collect();
    let answer = send(&site, &site.bob, fresh(), &entries).await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(answer.json()["results"].as_array().unwrap().len(), 10_000);
    let too_many: Vec<_> = (0..10_001).map(entry).collect();
    assert_eq!(send(&site, &site.bob, fresh(), &too_many).await.refusal(), refused(422, "invalid"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_list_of_labels_is_filtered_and_says_who_and_when(pool: PgPool) {
    let site = Site::new(pool).await;
    let (mine, yours) = (site.drawn(&site.bob, 10).await, site.drawn(&site.alice, 300).await);
    let voted = site
        .put(&site.alice, &format!("/annotations/{mine}/vote"), &json!({"verdict": "accept", "revision": 1}))
        .await;
    assert_eq!(voted.status, 200, "{voted:?}");

    let listed = |query: String| {
        let site = &site;
        async move {
            let answer = site.get(&site.bob, &format!("{}?{query}", path(site))).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            answer.json()["annotations"].as_array().unwrap().clone()
        }
    };
    let of_bob = listed(format!("author={}&limit=5", site.bob.account)).await;
    assert_eq!(of_bob.len(), 1);
    let label = &of_bob[0];
    assert_eq!((&label["annotation"], &label["changed_by"]), (&json!(mine), &json!(site.bob.account)));
    assert_eq!((&label["accepts"], &label["accepts_by_others"]), (&json!(2), &json!(1)));
    assert!(label["created_at"].is_string() && label["created_at"] == label["changed_at"], "{label}");

    assert_eq!(listed("accepts_max=1".to_owned()).await[0]["annotation"], json!(yours));
    assert_eq!(listed(String::new()).await.len(), 2);
    let wrong = site.get(&site.bob, &format!("{}?accepts_min=many", path(&site))).await;
    assert_eq!(wrong.refusal(), refused(422, "invalid"));
    assert_eq!(wrong.json()["field"], "accepts_min");
    let unknown = site.get(&site.bob, &format!("{}?colour=red", path(&site))).await;
    assert_eq!(unknown.refusal(), refused(422, "invalid"));
}
