//! Snapshots and their differences on pages.

use axum::http::StatusCode;
use commands::ChangeAnnotation;
use domain::{
    formats::BuiltIn,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{caller, square};
use sqlx::PgPool;

use crate::site::{Page, Site};

async fn take(site: &Site, name: &str) -> String {
    let form = format!("name={name}&note=for+Leipzig&include_blurred=on&include_concealed=on");
    let taken = site.post(BOB, &format!("/image-sets/{}/snapshots", site.set), &form).await;
    taken.location.unwrap_or_else(|| panic!("{}", taken.html))
}

#[sqlx::test(migrations = "../migrations")]
async fn a_snapshot_is_taken_listed_and_proved(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(BOB, 100).await;

    let address = take(&site, "v1").await;

    let page = site.get(ALICE, &address).await.html;
    assert!(
        page.contains("<h1>v1</h1>") && page.contains("for Leipzig") && page.contains("all labels"),
        "{page}"
    );
    let check = site.part(ALICE, &format!("{address}/check")).await.html;
    assert!(check.contains("digest verified"), "{check}");
    let list = site.get(ALICE, &format!("/image-sets/{}/snapshots", site.set)).await.html;
    assert!(list.contains(&format!(r#"<a href="{address}">v1</a>"#)), "{list}");
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_wrong_with_a_snapshot_is_said_beside_its_field(pool: PgPool) {
    let site = Site::new(pool).await;
    let address = format!("/image-sets/{}/snapshots", site.set);

    let refused = site.post(BOB, &address, "name=v1&min_votes_by_others=many").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains(r#"id="min_votes_by_others-error""#), "{}", refused.html);
    assert!(refused.html.contains(r#"value="v1""#), "what was typed stays");

    take(&site, "v1").await;
    let taken = site.post(BOB, &address, "name=V1").await;
    assert_eq!(taken.status, StatusCode::CONFLICT, "{}", taken.html);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_comparison_shows_what_came_went_and_changed(pool: PgPool) {
    let site = Site::new(pool).await;
    let moved = site.draw(BOB, 100).await;
    let gone = site.draw(BOB, 200).await;
    let address = take(&site, "v1").await;
    let change = ChangeAnnotation { shape: Some(square(110)), ..ChangeAnnotation::default() };
    site.commands.labels.change(caller(ALICE), moved, 1, change).await.unwrap();
    site.commands.labels.erase(caller(BOB), gone, 1).await.unwrap();
    site.draw(ALICE, 400).await;

    let page = site.get(BOB, &format!("{address}/diff?with=now")).await.html;
    for words in ["1 added", "1 removed", "1 changed", "IoU 0.33", "alice &#38; co", "bob &#38; co"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(
        page.contains(r#"<g class="label before kind-bounding_box"><rect class="shape" x="100""#),
        "{page}"
    );
    assert!(
        page.contains(r#"<g class="label after kind-bounding_box"><rect class="shape" x="110""#),
        "{page}"
    );

    let added = site.get(BOB, &format!("{address}/diff?with=now&only=added")).await.html;
    assert!(added.contains(r#"x="400""#) && !added.contains(r#"x="110""#), "{added}");
    let other = take(&site, "v2").await.replace("/snapshots/", "");
    let between = site.get(BOB, &format!("{address}/diff?with={other}&page=1")).await;
    assert!(
        between.html.contains("v1 compared with v2") && between.html.contains("Page 2"),
        "{}",
        between.html
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn readers_compare_and_export_but_take_no_snapshots(pool: PgPool) {
    let site = Site::new(pool).await;
    let address = take(&site, "v1").await;
    let paths = ["", "/diff", "/check"];
    for path in paths {
        assert_eq!(get(&site, &format!("{address}{path}")).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    site.publish().await;
    for path in paths {
        assert_eq!(get(&site, &format!("{address}{path}")).await.status, StatusCode::OK, "{path}");
    }
    let list = format!("/image-sets/{}/snapshots", site.set);
    assert!(!get(&site, &list).await.html.contains("Take the snapshot"));
    assert_eq!(site.post(CAROL, &list, "name=mine").await.status, StatusCode::FORBIDDEN);
    let withdrawn = site.post(CAROL, &format!("{address}/withdrawal"), "").await;
    assert_eq!(withdrawn.status, StatusCode::FORBIDDEN);
    let export = site.post(CAROL, &format!("{address}/exports"), "format=coco").await;
    assert!(export.location.is_some(), "{}", export.html);
}

async fn get(site: &Site, path: &str) -> Page {
    site.get(CAROL, path).await
}

#[sqlx::test(migrations = "../migrations")]
async fn a_withdrawn_snapshot_leaves_the_list_and_stays_readable(pool: PgPool) {
    let site = Site::new(pool).await;
    let address = take(&site, "v1").await;

    site.post(BOB, &format!("{address}/texts"), "name=release&note=").await;
    assert!(site.get(BOB, &address).await.html.contains("<h1>release</h1>"));
    site.post(BOB, &format!("{address}/withdrawal"), "").await;

    assert!(site.get(BOB, &address).await.html.contains("was withdrawn"));
    let list = site.get(BOB, &format!("/image-sets/{}/snapshots", site.set)).await.html;
    assert!(!list.contains("release"), "{list}");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_export_is_followed_until_its_file_is_there(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(BOB, 100).await;

    let asked = site.post(BOB, &format!("/image-sets/{}/exports", site.set), "format=yolo_detect").await;
    let address = asked.location.unwrap();

    let page = site.get(BOB, &address).await.html;
    assert!(page.contains("<job-progress data-job=") && page.contains("YOLO detect export"), "{page}");
    let early = site.get(BOB, &format!("{address}/file")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", early.html);
    assert_eq!(get(&site, &address).await.status, StatusCode::NOT_FOUND);
    let unknown = site.post(BOB, &format!("/image-sets/{}/exports", site.set), "format=docx").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[sqlx::test(migrations = "../migrations")]
async fn every_built_in_format_can_be_chosen(pool: PgPool) {
    let site = Site::new(pool).await;
    let address = format!("/image-sets/{}", site.set);
    let page = site.get(BOB, &format!("{address}/snapshots")).await.html;
    assert!(page.contains("YOLO detect is proposed: no label is a bounding box or a polygon."), "{page}");
    let formats = site.get(BOB, "/export-formats").await.html;
    for format in BuiltIn::definite() {
        let choice = format!(r#"<option value="{}">{}"#, format.code(), format.name());
        assert!(page.contains(&choice) && formats.contains(format.name()), "{choice} {page}");

        let form = format!("format={}", format.code());
        let asked = site.post(BOB, &format!("{address}/exports"), &form).await;

        let shown = site.get(BOB, &asked.location.unwrap()).await.html;
        assert!(shown.contains(&format!("{} export", format.name())), "{shown}");
        let history = site.get(BOB, &format!("{address}/history")).await.html;
        assert!(history.contains(&format!(" as {}", format.name())), "{history}");
    }
}
