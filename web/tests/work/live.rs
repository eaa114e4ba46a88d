use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{
    AnnotationId,
    testing::{ALICE, BOB},
};
use http_body_util::BodyExt as _;
use sqlx::PgPool;

use crate::site::{Site, caller};

#[sqlx::test(migrations = "../migrations")]
async fn labels_of_others_come_live_and_a_lost_connection_goes_on_where_it_was(pool: PgPool) {
    let site = Site::new(pool).await;
    let before = site.head().await;
    let label = site.draw(BOB, 100).await;
    let drawn = site.head().await;

    let told = listen(&site, &format!("/images/{}/live?after={before}", site.image), None).await;
    assert!(told.contains("event: label") && told.contains(&format!("id: {drawn}")), "{told}");
    assert!(
        told.contains(&format!(r#""annotation":"{label}""#)) && told.contains(r#""my_vote":null"#),
        "{told}"
    );

    erase(&site, label).await;
    let told = listen(&site, &format!("/images/{}/live?after=0", site.image), Some(drawn)).await;
    assert!(told.contains(&format!(r#"{{"annotation":"{label}","erased":true}}"#)), "{told}");
}

async fn erase(site: &Site, label: AnnotationId) {
    site.commands.erase_annotation(caller(BOB), label, 1).await.unwrap();
}

/// The first thing that is told.
async fn listen(site: &Site, path: &str, last_event: Option<i64>) -> String {
    let mut request = Request::get(path).header(header::COOKIE, site.cookie(ALICE).await);
    if let Some(last_event) = last_event {
        request = request.header("last-event-id", last_event);
    }
    let mut body = site.send(request.body(Body::empty()).unwrap()).await.into_body();
    let frame = body.frame().await.unwrap().unwrap();
    String::from_utf8(frame.into_data().unwrap().to_vec()).unwrap()
}
