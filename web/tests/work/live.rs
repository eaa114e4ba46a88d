//! Server-sent events of pages.

use std::time::Duration;

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use commands::desk::sessions;
use domain::{
    AnnotationId,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::caller;
use http_body_util::BodyExt as _;
use sqlx::PgPool;
use uuid::Uuid;

use crate::site::Site;

#[sqlx::test(migrations = "../migrations")]
async fn labels_of_others_come_live_and_a_lost_connection_goes_on_where_it_was(pool: PgPool) {
    let site = Site::new(pool).await;
    let before = site.head().await;
    let label = site.draw(BOB, 100).await;
    let drawn = site.head().await;

    let told = listen(&site, "label", &format!("/image-sets/{}/live?after={before}", site.set), None).await;
    assert!(told.contains("event: label") && told.contains(&format!("id: {drawn}")), "{told}");
    assert!(
        told.contains(&format!(r#""annotation":"{label}""#)) && told.contains(r#""my_vote":null"#),
        "{told}"
    );

    erase(&site, label).await;
    let told = listen(&site, "label", &format!("/image-sets/{}/live?after=0", site.set), Some(drawn)).await;
    assert!(
        told.contains(&format!(r#"{{"annotation":"{label}","image":"{}","erased":true}}"#, site.image)),
        "{told}"
    );
}

async fn erase(site: &Site, label: AnnotationId) {
    site.commands.labels.erase(caller(BOB), label, 1).await.unwrap();
}

/// The first thing that is told of this kind.
pub async fn listen(site: &Site, about: &str, path: &str, last_event: Option<i64>) -> String {
    let mut request = Request::get(path).header(header::COOKIE, site.cookie(ALICE).await);
    if let Some(last_event) = last_event {
        request = request.header("last-event-id", last_event);
    }
    let mut body = site.send(request.body(Body::empty()).unwrap()).await.into_body();
    loop {
        let frame = body.frame().await.unwrap().unwrap();
        let told = String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap();
        if told.contains(&format!("event: {about}")) {
            return told;
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_is_at_an_image_is_named_to_the_others(pool: PgPool) {
    let site = Site::new(pool).await;
    let form = format!("tab={}", Uuid::from_u128(1));
    let here = format!("/image-sets/{}/live?after=0", site.set);

    assert!(listen(&site, "here", &here, None).await.contains("data: []"));
    site.post(BOB, &format!("/images/{}/presence", site.image), &form).await;
    let told = listen(&site, "here", &here, None).await;
    assert!(told.contains(&format!(r#""image":"{}""#, site.image)) && told.contains("bob & co"), "{told}");

    let stranger = site.post(CAROL, &format!("/images/{}/presence", site.image), &form).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    site.post(ALICE, &format!("/images/{}/presence", site.other_image), &form).await;
    let told = listen(&site, "here", &here, None).await;
    assert!(told.contains(&site.image.to_string()), "a foreign tab is not moved: {told}");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_signs_out_hears_nothing_more(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let cookie = site.cookie(ALICE).await;
    let path = format!("/image-sets/{}/live?after={}", site.set, site.head().await);
    let request = Request::get(path).header(header::COOKIE, &cookie).body(Body::empty()).unwrap();
    let mut told = site.send(request).await.into_body();
    assert!(told.frame().await.unwrap().unwrap().into_data().unwrap().starts_with(b"event: here"));

    sessions::revoke_all(&pool, ALICE, None).await.unwrap();
    site.clock.advance(Duration::from_secs(1));
    site.draw(BOB, 100).await;

    assert!(
        tokio::time::timeout(Duration::from_secs(10), told.collect())
            .await
            .unwrap()
            .unwrap()
            .to_bytes()
            .is_empty()
    );
}
