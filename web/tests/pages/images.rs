//! Pages of images.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::site::{Site, team_and_set};

/// One red pixel.
pub const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0,
    0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, b'I', b'D', b'A', b'T', 0x08, 0xd7, 0x63,
    0xf8, 0xcf, 0xc0, 0, 0, 0x03, 0x01, 0x01, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, b'I', b'E', b'N', b'D',
    0xae, 0x42, 0x60, 0x82,
];

#[sqlx::test(migrations = "../migrations")]
async fn files_come_in_without_a_script_and_each_is_answered(pool: PgPool) {
    let site = Site::new(pool).await;
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);
    let (_, set) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;
    let upload = format!("{set}/upload");
    let files: [(&str, &[u8]); 3] = [("<b>.png", PNG), ("again.png", PNG), ("notes.png", b"hello")];

    let answer = alice.upload(&upload, &files).await;

    assert_eq!(answer.status, StatusCode::OK, "{}", answer.html);
    for outcome in ["added", "duplicate", "unsupported"] {
        assert!(answer.shows(&format!(r#"data-outcome="{outcome}""#)), "{outcome}: {}", answer.html);
    }
    assert!(!answer.shows("<b>.png"));
    assert_eq!(bob.upload(&upload, &files).await.status, StatusCode::NOT_FOUND);
    assert!(alice.get(&set).await.shows("/thumbnail"));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_images_bytes_are_inert_and_only_for_those_who_may_see_it(pool: PgPool) {
    let site = Site::new(pool).await;
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);
    let (_, set) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;
    let page = alice.upload(&format!("{set}/upload"), &[("a.png", PNG)]).await;
    let id = page.html.split("/images/").nth(1).unwrap().split('"').next().unwrap();

    for kind in ["file", "screen", "thumbnail"] {
        let path = format!("/images/{id}/{kind}");
        let answer = alice.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{kind}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff");
        assert_eq!(answer.headers["content-security-policy"], "default-src 'none'; sandbox");
        assert!(answer.headers["cache-control"].to_str().unwrap().starts_with("private"));
        assert_eq!(bob.get(&path).await.status, StatusCode::NOT_FOUND);
        assert!(site.stranger().get(&path).await.leads_to(&format!("/sign-in?to=%2Fimages%2F{id}%2F{kind}")));

        let tag = answer.headers["etag"].to_str().unwrap();
        let known = alice.get_with(&path, &[("if-none-match", tag)]).await;
        assert_eq!(known.status, StatusCode::NOT_MODIFIED);
        assert!(known.html.is_empty());
    }
    let file = format!("/images/{id}/file");
    let part = alice.get_with(&file, &[("range", "bytes=1-3")]).await;
    assert_eq!((part.status, part.html.as_str()), (StatusCode::PARTIAL_CONTENT, "PNG"));
    assert_eq!(part.headers["content-range"], format!("bytes 1-3/{}", PNG.len()));
    let beyond = alice.get_with(&file, &[("range", "bytes=9999-")]).await;
    assert_eq!(beyond.status, StatusCode::RANGE_NOT_SATISFIABLE);
}
