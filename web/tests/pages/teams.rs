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
async fn an_invitation_is_sent_once_and_can_be_declined(pool: PgPool) {
    let site = Site::new(pool).await;
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);
    let (team, _) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;
    let invite = async || alice.post(&format!("{team}/members"), &[("invited", "bob")]).await;

    let sent = invite().await;
    assert!(alice.get(sent.location()).await.shows("The invitation is sent."));
    let again = invite().await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.shows("This person is invited already, and has not answered yet."), "{}", again.html);
    assert!(bob.get("/").await.shows("Decline<"));
    let declined = bob.post(&format!("{team}/refusal"), &[]).await;
    assert!(bob.get(declined.location()).await.shows("The invitation is declined."));
    assert!(!bob.get("/").await.shows("invites you"));
    assert!(invite().await.leads_to(&team), "they can be invited again");
}

#[sqlx::test(migrations = "../migrations")]
async fn staff_see_who_waits_and_refuse(pool: PgPool) {
    let site = Site::new(pool).await;
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);
    let fields = [("login_name", "mallory"), ("display_name", "Mallory"), ("password", fixtures::PASSWORD)];
    assert_eq!(site.stranger().post("/register", &fields).await.status, StatusCode::OK);

    let home = alice.get("/").await;
    assert!(home.shows("<b>1 registration</b> waits") && home.shows("waiting to be let in"), "{}", home.html);
    assert!(!bob.get("/").await.shows("waits"));
    let people = alice.get("/staff/people").await;
    let refusal = people.html.split("/staff/people/").find(|rest| rest.contains("/refusal")).unwrap();
    let account = &refusal[..36];
    let refused = alice.post(&format!("/staff/people/{account}/refusal"), &[]).await;
    assert!(alice.get(refused.location()).await.shows("The registration is refused."));
    assert!(!alice.get("/").await.shows("waiting to be let in"));
    let sign_in = site.stranger().sign_in("mallory", fixtures::PASSWORD).await;
    assert!(sign_in.shows("was refused or closed"), "{}", sign_in.html);
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
