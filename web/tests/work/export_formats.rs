//! Export formats on pages.

use axum::http::StatusCode;
use domain::testing::{ALICE, BOB, CAROL};
use sqlx::PgPool;

use crate::site::Site;

const FORM: &str = "name=Lines&base=%25%25content&annotation=%25%25type%7C%25%25vector&vector=%25%25x%2C%25%25y%3B\
     &not_in_image=&image=&file_name=%25%25imageset.txt&min_verifications=0&include_blurred=on";

async fn create(site: &Site) -> String {
    let made = site.post(BOB, &format!("/teams/{}/export-formats", site.team), FORM).await;
    made.location.unwrap_or_else(|| panic!("{}", made.html))
}

#[sqlx::test(migrations = "../migrations")]
async fn a_format_is_written_with_its_result_beside(pool: PgPool) {
    let site = Site::new(pool).await;

    let address = create(&site).await;

    let page = site.get(BOB, &address).await.html;
    assert!(page.contains("ball|300,50;400,170;"), "{page}");
    assert!(page.contains("<code>%%veriamount</code>") && page.contains(r#"value="Lines""#), "{page}");
    assert!(page.contains(r#"name="include_blurred" checked"#), "{page}");
    assert!(page.contains(r#"id="include_concealed" name="include_concealed">"#), "{page}");
    assert!(site.get(BOB, "/export-formats").await.html.contains(&address));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_template_that_cannot_be_read_names_the_place_and_keeps_what_was_typed(pool: PgPool) {
    let site = Site::new(pool).await;
    let broken = FORM.replace("%25%25type%7C", "%25%25ifblurred+b");

    let refused = site.post(BOB, &format!("/teams/{}/export-formats", site.team), &broken).await;

    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.html.contains(r#"id="annotation-error""#), "{}", refused.html);
    assert!(refused.html.contains("Line 1, column 1"), "{}", refused.html);
    assert!(refused.html.contains("%%ifblurred b%%vector"), "{}", refused.html);
}

#[sqlx::test(migrations = "../migrations")]
async fn strangers_see_shared_formats_only_and_change_none(pool: PgPool) {
    let site = Site::new(pool).await;
    let address = create(&site).await;
    assert_eq!(site.get(CAROL, &address).await.status, StatusCode::NOT_FOUND);

    site.post(ALICE, &format!("{address}/sharing"), "public=true").await;

    let page = site.get(CAROL, &address).await;
    assert!(page.status.is_success() && page.html.contains("not change it"), "{}", page.html);
    for path in ["", "/sharing", "/deletion"] {
        let changed = site.post(CAROL, &format!("{address}{path}"), FORM).await;
        assert_eq!(changed.status, StatusCode::NOT_FOUND, "{path}");
    }
    site.post(BOB, &format!("{address}/deletion"), "").await;
    assert_eq!(site.get(BOB, &address).await.status, StatusCode::NOT_FOUND);
}
