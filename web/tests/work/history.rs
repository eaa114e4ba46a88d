//! Histories on pages.

use axum::http::StatusCode;
use commands::ChangeAnnotation;
use domain::{
    Fact,
    image::Verdict,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{caller, square};
use sqlx::PgPool;
use uuid::Uuid;
use web::history::{Words, sentence};

use crate::site::Site;

/// The lines that stand for what lies in somebody's database.
const GOLDEN: &[(&str, &str)] = &[
    ("account", include_str!("../../../domain/tests/golden/account.jsonl")),
    ("team", include_str!("../../../domain/tests/golden/team.jsonl")),
    ("annotation_type", include_str!("../../../domain/tests/golden/annotation_type.jsonl")),
    ("image_set", include_str!("../../../domain/tests/golden/image_set.jsonl")),
    ("image", include_str!("../../../domain/tests/golden/image.jsonl")),
    ("export_format", include_str!("../../../domain/tests/golden/export_format.jsonl")),
    ("dataset", include_str!("../../../domain/tests/golden/dataset.jsonl")),
    ("transfer", include_str!("../../../domain/tests/golden/transfer.jsonl")),
];

#[test]
fn every_stored_event_has_its_sentence() {
    let lines = GOLDEN.iter().flat_map(|(stream, text)| text.lines().map(|line| (*stream, line)));
    let said: Vec<_> = lines
        .map(|(stream, line)| Fact::read(stream, Uuid::from_u128(7), 1, line).unwrap())
        .map(|fact| sentence(&fact, &Words::default()).plain())
        .collect();
    for sentence in &said {
        let plain = !sentence.contains("  ") && !sentence.contains('{') && !sentence.ends_with([' ', '.']);
        assert!(plain && sentence.len() > 5, "{sentence:?}");
    }
    assert!(said.contains(&"uploaded frame-0001.png, 640 x 480 pixels".to_owned()), "{said:#?}");
    assert!(said.contains(&"rejected a label, revision 3, on an image".to_owned()), "{said:#?}");
}

async fn reshape(site: &Site, label: domain::AnnotationId, x: i32) {
    let change = ChangeAnnotation { shape: Some(square(x)), ..ChangeAnnotation::default() };
    site.commands.labels.change(caller(ALICE), label, 1, change).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn the_past_of_an_image_is_shown_as_it_was(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    let then = site.head().await;
    reshape(&site, label, 300).await;
    let address = format!("/images/{}/history", site.image);

    let past = site.get(ALICE, &format!("{address}?as_of={then}")).await.html;
    assert!(past.contains(r#"x="100""#) && !past.contains(r#"x="300""#), "{past}");
    assert!(
        past.contains("<b><a href=") && past.contains("bob &#38; co @bob</a></b> drew <a href="),
        "{past}"
    );
    assert!(past.contains("changed the shape of") && past.contains("votes start over"), "{past}");

    let now = site.get(ALICE, &address).await.html;
    assert!(now.contains(r#"x="300""#) && !now.contains(r#"x="100""#), "{now}");

    let part = site.part(ALICE, &format!("{address}?as_of={then}")).await.html;
    assert!(part.trim_start().starts_with(r#"<div id="picture""#) && part.contains(r#"x="100""#), "{part}");
    let before = site.part(ALICE, &format!("{address}?as_of=1")).await.html;
    assert!(before.contains("not there yet") && !before.contains("<svg"), "{before}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_label_shows_its_revisions_and_which_votes_are_stale(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    site.vote(ALICE, label, Verdict::Reject).await;
    reshape(&site, label, 300).await;

    let page = site.get(BOB, &format!("/annotations/{label}/history")).await.html;

    assert!(page.contains("Revision 1") && page.contains("Revision 2"), "{page}");
    assert!(page.contains("stale"), "{page}");
    assert!(
        page.contains(r#"<g class="label before kind-bounding_box"><rect class="shape" x="100""#),
        "{page}"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn the_history_of_a_set_can_be_narrowed(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    site.vote(ALICE, label, Verdict::Accept).await;
    let address = format!("/image-sets/{}/history", site.set);

    let all = site.get(BOB, &address).await.html;
    assert!(all.contains("created the image set") && all.contains("accepted") && all.contains("drew"));
    let votes = site.get(BOB, &format!("{address}?kind=votes&person=")).await.html;
    assert!(votes.contains("accepted") && !votes.contains("drew <a"), "{votes}");
    let bob = site.get(BOB, &format!("{address}?person={BOB}")).await.html;
    assert!(bob.contains("drew <a") && !bob.contains("accepted <a"), "{bob}");
    assert_eq!(site.get(CAROL, &address).await.status, StatusCode::NOT_FOUND);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_person_is_seen_only_in_sets_that_one_may_see(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(BOB, 100).await;

    assert!(site.get(ALICE, &format!("/people/{BOB}")).await.html.contains("drew <a"));
    let hidden = site.get(CAROL, &format!("/people/{BOB}")).await;
    assert!(hidden.status.is_success() && !hidden.html.contains("drew <a"), "{}", hidden.html);
    site.publish().await;
    assert!(site.get(CAROL, &format!("/people/{BOB}")).await.html.contains("drew <a"));
    assert_eq!(site.get(CAROL, &format!("/people/{}", crate::site::nobody())).await.status, 404);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_deleted_label_comes_back_as_it_was(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    site.commands.labels.erase(caller(BOB), label, 1).await.unwrap();
    site.publish().await;
    let address = format!("/annotations/{label}");

    assert!(!site.get(CAROL, &format!("{address}/history")).await.html.contains("Restore the label"));
    let refused = site.post(CAROL, &format!("{address}/restoration"), "").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(site.get(BOB, &format!("{address}/history")).await.html.contains("Restore the label"));
    site.post(BOB, &format!("{address}/restoration"), "").await;

    let page = site.get(BOB, &format!("{address}/history")).await.html;
    assert!(page.contains("restored") && page.contains(r#"<span class="chip good">now</span>"#), "{page}");
}
