//! The page of one's own account.

use std::time::Duration;

use axum::http::StatusCode;
use commands::Registration;
use fixtures::PASSWORD;
use sqlx::PgPool;

use crate::site::Site;

#[sqlx::test(migrations = "../migrations")]
async fn another_password_ends_the_sessions_elsewhere(pool: PgPool) {
    let site = Site::new(pool).await;
    let (here, elsewhere) = (site.browser("bob").await, site.browser("bob").await);

    let wrong = [("old_password", "guessed wrong"), ("new_password", "nine quiet robots rest")];
    let answer = here.post("/account/password", &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.shows("This is not the present password.") && answer.shows("old_password-error"));
    let short = [("old_password", PASSWORD), ("new_password", "short")];
    assert!(here.post("/account/password", &short).await.shows("new_password-error"));
    assert_eq!(elsewhere.get("/account").await.status, StatusCode::OK);

    let right = [("old_password", PASSWORD), ("new_password", "nine quiet robots rest")];
    assert!(here.post("/account/tokens", &[("token", "trainer")]).await.shows("annals_"));
    let changed = here.post("/account/password", &right).await;
    assert!(changed.shows("Your password was changed.") && changed.shows("your tokens are revoked"));
    assert!(!here.get("/account").await.shows("trainer"));
    assert!(elsewhere.get("/account").await.leads_to("/sign-in?to=%2Faccount"));
    assert_eq!(here.get("/account").await.status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_present_password_cannot_be_guessed_by_whoever_has_the_session(pool: PgPool) {
    let bob = Site::new(pool).await.browser("bob").await;
    let wrong = [("old_password", "guessed wrong"), ("new_password", "nine quiet robots rest")];
    let mut answers = Vec::new();
    for _ in 0..7 {
        answers.push(bob.post("/account/password", &wrong).await.status);
    }
    assert_eq!(answers[..6], [StatusCode::UNPROCESSABLE_ENTITY; 6]);
    assert_eq!(answers[6], StatusCode::TOO_MANY_REQUESTS);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_that_is_not_fresh_makes_a_token_with_the_password_only(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;
    assert!(!bob.get("/account").await.shows(r#"id="password""#));
    site.clock.advance(Duration::from_mins(11));
    assert!(bob.get("/account").await.shows(r#"id="password""#));

    for (password, status) in [("", 422), ("guessed wrong", 422), (PASSWORD, 200)] {
        let made = bob.post("/account/tokens", &[("token", "trainer"), ("password", password)]).await;
        assert_eq!(made.status.as_u16(), status, "{password}: {}", made.html);
        assert_eq!(made.shows("password-error"), status == 422, "{password}: {}", made.html);
    }
    let page = bob.get("/account").await;
    assert_eq!(page.html.matches("trainer").count(), 2, "once, and once for its button: {}", page.html);
    assert!(!page.shows("<td>never</td><td>"), "it ends in 90 days: {}", page.html);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_is_shown_once_and_can_be_revoked(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;

    let made = bob.post("/account/tokens", &[("token", "trainer"), ("scope", "read"), ("days", "90")]).await;
    assert!(made.shows(r#"<code id="secret">annals_"#), "{}", made.html);
    let page = bob.get("/account").await;
    assert!(page.shows("trainer") && !page.shows("annals_"));
    assert!(bob.post("/account/tokens", &[("token", "")]).await.shows("token-error"));
    assert!(bob.post("/account/tokens", &[("token", "x"), ("days", "0")]).await.shows("days-error"));

    let revoke = page.html.split("/account/tokens/").nth(1).unwrap().split('"').next().unwrap();
    assert!(bob.post(&format!("/account/tokens/{revoke}"), &[]).await.leads_to("/account"));
    assert!(!bob.get("/account").await.shows("trainer"));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_asks_for_an_account_waits_until_staff_lets_them_in(pool: PgPool) {
    let site = Site::new(pool).await;
    let (mut dora, alice) = (site.stranger(), site.browser("alice").await);
    let fields = [("login_name", "dora"), ("display_name", "Dora"), ("password", "violet kites over ulm")];

    let taken = dora.post("/register", &[("login_name", "bob"), fields[1], fields[2]]).await;
    assert!(taken.shows("This name is taken.") && taken.shows("login_name-error"), "{}", taken.html);
    assert!(!taken.shows("violet kites"));
    assert!(dora.post("/register", &fields).await.shows("as soon as staff has let you in"));
    assert_eq!(dora.sign_in("dora", fields[2].1).await.status, StatusCode::UNPROCESSABLE_ENTITY);

    let page = alice.get("/staff/people").await;
    let approval = page.html.split("action=\"/staff/people/").nth(1).unwrap().split('"').next().unwrap();
    assert!(alice.post(&format!("/staff/people/{approval}"), &[]).await.leads_to("/staff/people"));
    assert!(dora.sign_in("dora", fields[2].1).await.leads_to("/"));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_registers_too_often_is_told_when_to_come_again(pool: PgPool) {
    let stranger = Site::new(pool).await.stranger();
    let register = async |name: &str| {
        let fields = [("login_name", name), ("display_name", "Dora"), ("password", "violet kites over ulm")];
        stranger.post("/register", &fields).await.status
    };
    for name in ["dora", "dora2", "dora3"] {
        assert_eq!(register(name).await, StatusCode::OK);
    }
    assert_eq!(register("dora4").await, StatusCode::TOO_MANY_REQUESTS);
}

#[sqlx::test(migrations = "../migrations")]
async fn where_registration_is_closed_there_is_no_such_page(pool: PgPool) {
    let stranger = Site::with(pool, Registration::Closed).await.stranger();

    assert_eq!(stranger.get("/register").await.status, StatusCode::NOT_FOUND);
    assert!(!stranger.get("/sign-in").await.shows("/register"));
}

#[sqlx::test(migrations = "../migrations")]
async fn staff_pages_are_for_staff(pool: PgPool) {
    let site = Site::new(pool).await;
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);

    for page in ["/annotation-types", "/staff/people", "/staff/projections"] {
        assert_eq!(alice.get(page).await.status, StatusCode::OK, "{page}");
        assert_eq!(bob.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        assert!(!bob.get("/").await.shows(page) && alice.get("/").await.shows(page), "{page}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn staff_defines_types_and_is_told_what_does_not_fit(pool: PgPool) {
    let site = Site::new(pool).await;
    let alice = site.browser("alice").await;
    let before = site.position().await;

    for (fields, id) in [
        ([("name", ""), ("shape", "point"), ("node_count", "")], "name-error"),
        ([("name", "ball"), ("shape", "circle"), ("node_count", "")], "shape-error"),
        ([("name", "ball"), ("shape", "polygon"), ("node_count", "many")], "node_count-error"),
    ] {
        let answer = alice.post("/annotation-types", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.shows(&format!(r#"id="{id}""#)), "{}", answer.html);
    }
    assert_eq!(site.position().await, before);
    let page = alice.get("/annotation-types").await;
    for kind in domain::ShapeKind::ALL {
        let (code, words) = (kind.code(), kind.words());
        assert!(page.shows(&format!(r#"<option value="{code}">{words}</option>"#)), "{}", page.html);

        let fields = [("name", code), ("shape", code), ("blurred", "true")];
        assert!(alice.post("/annotation-types", &fields).await.leads_to("/annotation-types"));

        assert!(alice.get("/annotation-types").await.shows(&format!("<td>{words}</td>")));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn keys_are_chosen_or_made_and_what_collides_is_said_beside_the_field(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;
    assert!(bob.get("/account/keys").await.shows(r#"value="imagetagger" checked"#));
    assert!(bob.post("/account/keys", &[("preset", "cvat")]).await.leads_to("/account/keys"));
    let page = bob.get("/account/keys").await;
    assert!(page.shows(r#"value="cvat" checked"#) && page.shows(r#"name="previous" value="d""#));

    let own = [
        ("preset", "custom"),
        ("next", "Return f"),
        ("hide", "F"),
        ("nudge", "arrows x"),
        ("save", "Ctrl+T"),
    ];
    let refused = bob.post("/account/keys", &own).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for words in
        ["This action goes with ijkl or arrows.", "Ctrl+t belongs to the browser.", r#"value="Return f""#]
    {
        assert!(refused.shows(words), "{words}");
    }
    assert!(bob.get("/account/keys").await.shows(r#"value="cvat" checked"#));
    assert_eq!(
        bob.post("/account/keys", &[("preset", "vim")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );

    assert!(bob.post("/account/keys", &own[..2]).await.leads_to("/account/keys"));
    let page = bob.get("/account/keys").await;
    assert!(page.shows(r#"value="custom" checked"#) && page.shows(r#"name="next" value="Enter f""#));
    assert!(site.browser("alice").await.get("/account/keys").await.shows(r#"value="imagetagger" checked"#));
}
