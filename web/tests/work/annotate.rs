//! The annotate page.

use axum::http::StatusCode;
use domain::{
    image::Verdict,
    testing::{ALICE, BOB, CAROL},
};
use sqlx::PgPool;

use crate::site::{Site, nobody};

#[sqlx::test(migrations = "../migrations")]
async fn the_annotate_page_shows_the_labels_as_svg_and_as_a_list(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.draw(BOB, 100).await;
    site.vote(ALICE, label, Verdict::Reject).await;

    let page = site.get(ALICE, &format!("/images/{}", site.image)).await;

    assert_eq!(page.status, StatusCode::OK);
    let html = page.html;
    assert!(html.contains(r#"<rect class="shape" x="100" y="10" width="20" height="20"/>"#), "{html}");
    assert!(
        html.contains(&format!(r#"<g id="label-{label}" class="label type-0 kind-bounding_box""#)),
        "{html}"
    );
    assert!(html.contains(&format!(r#"<tr id="row-{label}""#)), "{html}");
    assert!(html.contains(r#"data-accepts="1" data-rejects="1" data-vote="reject""#), "{html}");
    assert!(html.contains(r#"data-may-annotate="true""#) && html.contains("1 of 2"), "{html}");
    assert!(!html.contains("a<b>.jpg") && html.contains("a&#60;b&#62;.jpg"), "{html}");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_may_only_read_gets_no_tools(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(BOB, 100).await;
    site.publish().await;

    let page = site.get(CAROL, &format!("/images/{}", site.image)).await;

    assert_eq!(page.status, StatusCode::OK);
    assert!(page.html.contains(r#"data-may-annotate="false""#) && page.html.contains(r#"x="100""#));
    assert!(!page.html.contains(r#"data-do="delete""#) && !page.html.contains("/removal"), "{}", page.html);
    let removed = site.post(CAROL, &format!("/images/{}/removal", site.image), "").await;
    assert_eq!(removed.status, StatusCode::FORBIDDEN);
}

#[sqlx::test(migrations = "../migrations")]
async fn what_may_not_be_seen_looks_as_if_it_were_not_there(pool: PgPool) {
    let site = Site::new(pool).await;
    for path in ["", "/verify", "/history"] {
        let hidden = site.get(CAROL, &format!("/images/{}{path}", site.image)).await;
        let absent = site.get(CAROL, &format!("/images/{}{path}", nobody())).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(hidden.html, absent.html, "{path}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_filter_goes_along_from_image_to_image(pool: PgPool) {
    let site = Site::new(pool).await;
    let way = format!("?without={}", site.ball);

    let page = site.get(BOB, &format!("/images/{}{way}", site.image)).await;
    assert!(
        page.html.contains(&format!(r#"data-next="/images/{}{way}""#, site.other_image)),
        "{}",
        page.html
    );

    site.draw(BOB, 100).await;
    let page = site.get(BOB, &format!("/images/{}{way}", site.other_image)).await;
    assert!(!page.html.contains("data-previous"), "the first image has a ball now");
    assert!(page.html.contains("1 of 1"), "{}", page.html);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_removed_image_can_be_put_back(pool: PgPool) {
    let site = Site::new(pool).await;
    let address = format!("/images/{}", site.image);

    let removed = site.post(ALICE, &format!("{address}/removal"), "").await;
    assert_eq!(removed.location.as_deref(), Some(address.as_str()));
    let page = site.get(ALICE, &address).await;
    assert!(page.html.contains("was removed") && page.html.contains(r#"data-may-annotate="false""#));

    site.post(ALICE, &format!("{address}/restoration"), "").await;
    assert!(site.get(ALICE, &address).await.html.contains(r#"data-may-annotate="true""#));
}

#[sqlx::test(migrations = "../migrations")]
async fn the_verify_page_offers_verdicts_to_those_who_may_vote(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(BOB, 100).await;

    let page = site.get(ALICE, &format!("/images/{}/verify", site.image)).await;

    assert!(page.html.contains(r#"data-mode="verify""#) && page.html.contains(r#"data-do="accept""#));
    let next = format!(r#"data-next="/image-sets/{}/verification/next?after={}""#, site.set, site.image);
    assert!(page.html.contains(&next), "{}", page.html);
}
