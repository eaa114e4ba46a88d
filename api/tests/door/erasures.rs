//! Several labels of an image, deleted with one command.

use fixtures::{Answer, fresh, refused};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::site::Site;

async fn erase(site: &Site, labels: &Value) -> Answer {
    site.post(&site.alice, &format!("/images/{}/erasures", site.image), &json!({"annotations": labels})).await
}

async fn kept(site: &Site) -> usize {
    site.get(&site.alice, &site.labels()).await.json()["annotations"].as_array().unwrap().len()
}

#[sqlx::test(migrations = "../migrations")]
async fn what_nobody_changed_goes_and_the_rest_says_why_it_stays(pool: PgPool) {
    let site = Site::new(pool).await;
    let (one, two) = (site.drawn(&site.alice, 100).await, site.drawn(&site.alice, 200).await);
    let (stale, nowhere) = (site.drawn(&site.alice, 300).await, fresh());
    let seen = |label, revision: u32| json!({"annotation": label, "revision": revision});

    let answer = erase(&site, &json!([seen(one, 1), seen(stale, 7), seen(nowhere, 1), seen(two, 1)])).await;

    assert_eq!(answer.status, 200, "{}", answer.json());
    assert_eq!(answer.header("x-log-position"), site.head().await.to_string());
    let told = answer.json();
    assert_eq!(told["erased"], json!([one, two]));
    let left_out = told["left_out"].as_array().unwrap();
    assert_eq!(left_out[0]["annotation"], json!(stale));
    assert_eq!(left_out[0]["code"], "stale_revision");
    assert_eq!((&left_out[1]["annotation"], &left_out[1]["code"]), (&json!(nowhere), &json!("not_found")));
    assert_eq!(kept(&site).await, 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_command_again_is_told_the_same_and_does_nothing_more(pool: PgPool) {
    let site = Site::new(pool).await;
    let (one, two) = (site.drawn(&site.alice, 100).await, site.drawn(&site.alice, 200).await);
    let body = json!({"annotations": [
        {"annotation": one, "revision": 1}, {"annotation": two, "revision": 1}, {"annotation": one, "revision": 1},
    ]});
    let key = fresh();
    let request = |body: &Value| {
        let mut request = site.alice.json("POST", &format!("/images/{}/erasures", site.image), body);
        request.headers_mut().insert("idempotency-key", key.to_string().parse().unwrap());
        request
    };

    let first = site.send(request(&body)).await;
    let head = site.head().await;
    let again = site.send(request(&body)).await;

    assert_eq!((first.status, again.status), (200, 200));
    assert_eq!(first.json()["erased"], again.json()["erased"]);
    assert_eq!(site.head().await, head);
    let other = json!({"annotations": [{"annotation": two, "revision": 1}]});
    assert_eq!(site.send(request(&other)).await.refusal(), refused(409, "command_id_reused"));
}

#[sqlx::test(migrations = "../migrations")]
async fn none_and_too_many_are_refused_by_the_name_of_the_field(pool: PgPool) {
    let site = Site::new(pool).await;
    let many: Vec<_> = (0..1001).map(|_| json!({"annotation": fresh(), "revision": 1})).collect();

    for labels in [json!([]), json!(many)] {
        let answer = erase(&site, &labels).await;
        assert_eq!((answer.status, &answer.json()["field"]), (422, &json!("annotations")));
    }
}
