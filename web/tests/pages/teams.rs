//! Pages of teams.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::site::{Site, team_and_set};

#[sqlx::test(migrations = "../migrations")]
async fn a_newcomer_is_led_to_a_team_then_to_a_set_and_finds_it_at_home(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;

    assert!(bob.get("/").await.shows("Start with a team"));
    let team = bob.post("/teams", &[("name", "Bit-Bots")]).await;
    assert!(bob.get("/").await.shows("Create your first image set"));
    let id = team.location().strip_prefix("/teams/").unwrap();
    let set = bob.post("/image-sets", &[("team", id), ("name", "Leipzig")]).await;

    let home = bob.get("/").await;
    assert!(home.is_whole_page());
    assert!(home.shows(&format!(r#"href="{}">Leipzig</a>"#, set.location())), "{}", home.html);
    let page = bob.get(set.location()).await;
    assert!(page.shows("<h1>Leipzig</h1>") && page.shows("No image yet"), "{}", page.html);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_form_sent_twice_has_one_effect(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;
    let page = bob.get("/teams/new").await;
    let fields = [("command", page.value("command")), ("name", "Bit-Bots")];

    let first = bob.post("/teams", &fields).await;
    let before = site.position().await;
    let second = bob.post("/teams", &fields).await;

    assert_eq!(first.location(), second.location());
    assert_eq!(site.position().await, before);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_wrong_is_said_at_the_field_and_nothing_changes(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;
    team_and_set(&bob, "Bit-Bots", "Leipzig").await;
    let (long, before) = ("x".repeat(101), site.position().await);

    for (name, sentence, status) in [
        ("", "Name must not be empty.", StatusCode::UNPROCESSABLE_ENTITY),
        (&*long, "Name must have at most 100 characters.", StatusCode::UNPROCESSABLE_ENTITY),
        ("a\u{0}b", "Name must not contain U+0000, which cannot be seen.", StatusCode::UNPROCESSABLE_ENTITY),
        ("bit-bots", "Another team has this name.", StatusCode::CONFLICT),
    ] {
        let answer = bob.post("/teams", &[("name", name)]).await;
        assert_eq!(answer.status, status, "{sentence}");
        let line = format!(r#"<p class="field-error" role="alert" id="name-error">{sentence}</p>"#);
        assert!(answer.shows(&line), "{}", answer.html);
        assert!(answer.shows(r#"aria-invalid="true" aria-describedby="name-error""#));
        assert_eq!(site.position().await, before);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_admin_invites_by_exact_name_and_the_invited_joins(pool: PgPool) {
    let site = Site::new(pool).await;
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);
    let (team, _) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;
    let members = format!("{team}/members");

    let unknown = alice.post(&members, &[("invited", "bo")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unknown.shows("Nobody here signs in with this name.") && unknown.shows(r#"value="bo""#));
    assert!(alice.post(&members, &[("invited", "bob")]).await.leads_to(&team));

    assert!(bob.get("/").await.shows("invites you to join"));
    assert!(bob.post(&format!("{team}/membership"), &[]).await.leads_to(&team));
    assert!(bob.get("/").await.shows("Leipzig"));
    let appoint = format!("{team}/members/{}/appointment", site.bob);
    assert_eq!(bob.post(&appoint, &[]).await.status, StatusCode::FORBIDDEN);
    assert!(alice.post(&appoint, &[]).await.leads_to(&team));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_last_member_is_told_why_she_cannot_leave(pool: PgPool) {
    let site = Site::new(pool).await;
    let alice = site.browser("alice").await;
    let (team, _) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;

    let answer = alice.post(&format!("{team}/departure"), &[]).await;

    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.shows("You are the last member: hand the team over or archive it."));
}
