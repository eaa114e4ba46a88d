//! Pages of image sets.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::site::{Site, team_and_set};

#[sqlx::test(migrations = "../migrations")]
async fn htmx_gets_the_part_that_changed_and_everyone_else_the_page(pool: PgPool) {
    let site = Site::new(pool).await;
    let alice = site.browser("alice").await;
    let (_, set) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;
    let tags = format!("{set}/tags");

    let part = alice.post_part(&tags, &[("tag", "indoor")]).await;
    let whole = alice.post(&tags, &[("tag", "wood")]).await;

    assert_eq!(part.status, StatusCode::OK);
    assert!(part.html.starts_with(r#"<section class="card" id="tags""#), "{}", part.html);
    assert!(part.shows("indoor") && !part.shows("<h1"));
    assert!(whole.leads_to(&set));
    let page = alice.get(&set).await;
    assert!(page.is_whole_page() && page.shows("indoor") && page.shows("wood"));
    assert!(page.shows(r#"<section class="card" id="tags""#), "{}", page.html);
    let listed = alice.get_part("/image-sets?search=wood").await;
    assert!(!listed.is_whole_page() && listed.shows("Leipzig"));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_texts_are_kept_when_they_are_refused(pool: PgPool) {
    let site = Site::new(pool).await;
    let alice = site.browser("alice").await;
    let (_, set) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;
    let before = site.position().await;

    let fields = [("name", " "), ("location", "Hall 5"), ("description", "wooden\r\nfloor")];
    let answer = alice.post(&format!("{set}/texts"), &fields).await;

    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.shows("Name must not be empty.") && answer.shows("Hall 5") && answer.shows("wooden"));
    assert_eq!(site.position().await, before);
    let fields = [("name", "Leipzig 2016"), ("location", "Hall 5"), ("description", "wooden\r\nfloor")];
    assert!(alice.post(&format!("{set}/texts"), &fields).await.leads_to(&set));
    assert!(alice.get(&set).await.shows("Hall 5"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_deleted_set_is_gone_until_it_is_restored(pool: PgPool) {
    let site = Site::new(pool).await;
    let alice = site.browser("alice").await;
    let (_, set) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;

    assert!(alice.post(&format!("{set}/deletion"), &[]).await.leads_to("/image-sets"));
    assert_eq!(alice.get(&set).await.status, StatusCode::NOT_FOUND);
    assert!(alice.get("/image-sets").await.shows(&format!("{set}/restoration")));
    assert!(alice.post(&format!("{set}/restoration"), &[]).await.leads_to(&set));
    assert_eq!(alice.get(&set).await.status, StatusCode::OK);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_set_is_open_for_is_chosen_in_one_step(pool: PgPool) {
    let site = Site::new(pool).await;
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);
    let (_, set) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;
    let openness = format!("{set}/openness");

    for (choice, seen) in [("collaborative", 200), ("public", 200), ("private", 404), ("collaborative", 200)]
    {
        assert!(alice.post(&openness, &[("openness", choice)]).await.leads_to(&format!("{set}/settings")));
        assert_eq!(bob.get(&set).await.status.as_u16(), seen, "{choice}");
    }
    assert_eq!(
        alice.post(&openness, &[("openness", "secret")]).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(bob.get(&format!("{set}/settings")).await.status, StatusCode::FORBIDDEN);
}

#[sqlx::test(migrations = "../migrations")]
async fn names_are_text(pool: PgPool) {
    let site = Site::new(pool).await;
    let alice = site.browser("alice").await;
    let evil = r#"<script>alert("1")</script>"#;
    let (team, set) = team_and_set(&alice, evil, evil).await;
    alice.post(&format!("{set}/tags"), &[("tag", evil)]).await;

    for page in
        ["/", "/teams", "/image-sets", &team, &set, &format!("{set}/settings"), &format!("{set}/upload")]
    {
        let answer = alice.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(answer.shows("&#60;script&#62;alert") && !answer.shows("<script>alert"), "{page}");
    }
}
