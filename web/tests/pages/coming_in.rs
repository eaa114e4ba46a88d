//! Registering and signing in.

use axum::http::{StatusCode, header};
use fixtures::PASSWORD;
use sqlx::PgPool;

use crate::site::Site;

#[sqlx::test(migrations = "../migrations")]
async fn who_is_not_signed_in_is_sent_to_the_sign_in_page_and_back(pool: PgPool) {
    let site = Site::new(pool).await;
    let stranger = site.stranger();

    let refused = stranger.get("/image-sets?search=ball").await;
    assert!(refused.leads_to("/sign-in?to=%2Fimage-sets%3Fsearch%3Dball"));
    let page = stranger.get(refused.location()).await;
    assert_eq!(page.status, StatusCode::OK);
    let to = page.value("to");
    let answer = stranger.post("/sign-in", &[("name", "alice"), ("password", PASSWORD), ("to", to)]).await;

    assert!(answer.leads_to("/image-sets?search=ball"));
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_is_sent_to_another_site(pool: PgPool) {
    let stranger = Site::new(pool).await.stranger();
    for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example"] {
        let fields = [("name", "alice"), ("password", PASSWORD), ("to", elsewhere)];
        assert!(stranger.post("/sign-in", &fields).await.leads_to("/"), "{elsewhere}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn htmx_and_programs_are_told_to_sign_in_without_a_page(pool: PgPool) {
    let stranger = Site::new(pool).await.stranger();

    let part = stranger.get_part("/teams").await;

    assert_eq!(part.status, StatusCode::UNAUTHORIZED);
    assert!(part.headers["hx-redirect"].to_str().unwrap().starts_with("/sign-in?to="));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_wrong_password_is_answered_like_an_unknown_name(pool: PgPool) {
    let stranger = Site::new(pool).await.stranger();

    let wrong = stranger.post("/sign-in", &[("name", "alice"), ("password", "not hers at all")]).await;
    let unknown = stranger.post("/sign-in", &[("name", "alica"), ("password", "not hers at all")]).await;

    assert_eq!(
        (wrong.status, unknown.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert!(wrong.shows("Name or password is wrong."));
    assert!(wrong.shows(r#"value="alice""#));
    assert!(!wrong.shows("not hers at all"));
    assert_eq!(wrong.html, unknown.html.replace("alica", "alice"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_cookie_is_out_of_reach_of_scripts_and_ends_with_the_session(pool: PgPool) {
    let site = Site::new(pool).await;
    let mut alice = site.stranger();

    let answer = alice.sign_in("alice", PASSWORD).await;
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap().to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"));
    assert_eq!(alice.get("/").await.status, StatusCode::OK);

    assert!(alice.post("/sign-out", &[]).await.leads_to("/sign-in"));
    assert!(alice.get("/").await.leads_to("/sign-in?to=%2F"));
}
