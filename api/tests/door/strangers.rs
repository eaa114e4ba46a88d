//! Who may come in, and what those see who may not.

use axum::{body::Body, http::Request};
use commands::desk::tokens::TokenScope;
use fixtures::{caller, fresh, picture, refused};
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;

use crate::site::{Person, Site, token};

#[sqlx::test(migrations = "../migrations")]
async fn nobody_comes_in_without_saying_who_they_are(pool: PgPool) {
    let site = Site::new(pool).await;
    let with = |header: &str| {
        let request = Request::builder().uri(format!("/api/v1{}", site.labels()));
        let request = if header.is_empty() { request } else { request.header("authorization", header) };
        request.header("cookie", "annals_sid=guess").body(Body::empty()).unwrap()
    };

    for header in ["", "Bearer", "Bearer annals_guess", "Basic YWxpY2U6eA==", "annals_x"] {
        let answer = site.send(with(header)).await;
        assert_eq!(answer.refusal(), refused(401, "sign_in"), "{header}");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let in_cookie = Request::builder()
        .uri(format!("/api/v1{}", site.labels()))
        .header("cookie", format!("annals_sid={}", site.alice.token));
    assert_eq!(site.send(in_cookie.body(Body::empty()).unwrap()).await.status, 401);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_reading_token_does_not_write(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let token = token(&pool, site.alice.account, TokenScope::Read).await;
    let reader = Person { token, ..site.alice.clone() };

    let read = site.get(&reader, &site.labels()).await;
    let write = site.post(&reader, &site.labels(), &site.drawing(fresh(), 10)).await;

    assert_eq!(read.status, 200);
    assert_eq!(write.refusal(), refused(403, "read_only_token"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_unknown_and_the_hidden_look_the_same(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    let hidden = site.get(&site.carol, &site.labels()).await;

    let unknown = format!("/images/{}/annotations", Uuid::from_u128(7));
    for path in
        [&*unknown, "/images/7/annotations", "/nothing", "/images/a/b/c", &format!("/annotations/{label}")]
    {
        let answer = site.get(&site.carol, path).await;
        assert_eq!((answer.refusal(), &answer.bytes), (refused(404, "not_found"), &hidden.bytes), "{path}");
    }
    let ballot = json!({"verdict": "accept", "revision": 1});
    let vote = site.put(&site.carol, &format!("/annotations/{label}/vote"), &ballot).await;
    assert_eq!(vote.bytes, hidden.bytes);
}

#[sqlx::test(migrations = "../migrations")]
async fn another_method_is_told_which_there_are(pool: PgPool) {
    let site = Site::new(pool).await;
    let answer = site.delete(&site.alice, &site.labels()).await;

    assert_eq!(answer.refusal(), refused(405, "method_not_allowed"));
    assert_eq!(answer.header("allow"), "GET,HEAD,POST");
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_draws_under_the_id_of_a_label_elsewhere(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 100).await;
    let team = site.post(&site.carol, "/teams", &json!({"name": "Carol's"})).await.json()["team"].clone();
    let set = site.post(&site.carol, "/image-sets", &json!({"team": team, "name": "trap"})).await.json();
    let set: Uuid = set["image_set"].as_str().unwrap().parse().unwrap();
    let trap = picture(set.into(), "trap.jpg");
    let image = site.commands.images.add(caller(site.carol.account), trap).await.unwrap();

    let path = format!("/images/{image}/annotations");
    let answer = site.post(&site.carol, &path, &site.drawing(label, 100)).await;

    assert_eq!(answer.refusal(), refused(409, "exists"));
    assert_eq!(site.get(&site.carol, &format!("/annotations/{label}")).await.status, 404);
    assert_eq!(site.erase(&site.alice, label, 1).await.status, 204);
    let again = site.post(&site.carol, &path, &site.drawing(label, 100)).await;
    assert_eq!(again.refusal(), refused(409, "exists"));
}

/// Work may wait in a browser for days, and somebody else may have signed in there by then.
#[sqlx::test(migrations = "../migrations")]
async fn work_of_one_person_is_not_taken_from_another(pool: PgPool) {
    let site = Site::new(pool).await;
    let send = |meant: String| {
        let mut request = site.bob.json("POST", &site.labels(), &site.drawing(fresh(), 100));
        request.headers_mut().insert("annals-account", meant.parse().unwrap());
        site.send(request)
    };

    for meant in [site.alice.account.to_string(), "nobody".to_owned()] {
        assert_eq!(send(meant).await.refusal(), refused(401, "other_account"));
    }
    assert_eq!(site.get(&site.bob, &site.labels()).await.json()["annotations"], json!([]));
    assert_eq!(send(site.bob.account.to_string()).await.status, 201);
}
