//! Images through the upload, as programs and as pages send them.

use serde_json::Value;
use sqlx::PgPool;

use crate::{
    forms::{BOUNDARY, multipart, part},
    pictures,
    site::Site,
    uploads::upload,
};

#[sqlx::test(migrations = "../migrations")]
async fn a_bad_image_is_named_and_leaves_no_trace(pool: PgPool) {
    let site = Site::new(pool).await;
    for (what, name, bytes, outcome) in pictures::bad() {
        let files = [part(name, &bytes)];
        let answer = site.unharmed(what, upload(&site, &files)).await;
        assert_eq!(answer.status(), 200, "{what}: {answer:?}");
        let result = &answer.json()["results"][0];
        assert_eq!((&result["name"], &result["outcome"]), (&name.into(), &outcome.into()), "{what}");
        assert!(result["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{what}: {result}");
        assert_eq!(result.get("image"), None, "{what}");
    }
    let answer = upload(&site, &[part("good.png", &pictures::png(96))]).await;
    assert_eq!(answer.json()["results"][0]["outcome"], "added", "{answer:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn bad_images_do_not_keep_a_good_one_out(pool: PgPool) {
    let site = Site::new(pool).await;
    let rows = pictures::bad();
    let mut parts: Vec<_> = rows.iter().map(|(_, name, bytes, _)| part(name, bytes)).collect();
    parts.insert(3, part("good.png", &pictures::png(96)));
    let cookie = ("cookie", site.cookie.as_str());
    let headers = [cookie, ("content-type", BOUNDARY), ("sec-fetch-site", "same-origin")];
    let page = format!("/image-sets/{}/upload", site.set);
    let request = site.request("POST", &page, &headers, &multipart(&parts));
    let answer = site.grown("one good image", 1, site.server.answer(&request)).await;

    assert_eq!(answer.status(), 200, "{answer:?}");
    for (what, name, ..) in rows {
        assert!(answer.0.contains(name), "{what} is not named: {answer:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn odd_images_are_taken_as_they_are_displayed(pool: PgPool) {
    let site = Site::new(pool).await;
    for (name, bytes, [width, height]) in pictures::odd() {
        let files = [part(&name, &bytes)];
        let answer = site.grown(&name, 1, upload(&site, &files)).await.json();
        let result = &answer["results"][0];
        assert_eq!(result["outcome"], "added", "{name}: {answer}");
        let image = result["image"].as_str().unwrap();
        let shown = site.ask("GET", &format!("/api/v1/images/{image}"), &[], b"").await.json();
        assert_eq!((&shown["width"], &shown["height"]), (&width.into(), &height.into()), "{name}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn four_components_are_shown_in_their_colours(pool: PgPool) {
    let site = Site::new(pool).await;
    for (name, bytes, colour) in pictures::four_components() {
        let files = [part(name, &bytes)];
        let answer = site.grown(name, 1, upload(&site, &files)).await.json();
        let image = answer["results"][0]["image"].as_str().unwrap();
        let thumbnail = format!("/images/{image}/thumbnail");
        let request = site.request("GET", &thumbnail, &[("cookie", &site.cookie)], b"");
        let shown = image::load_from_memory(&site.server.bytes(&request).await).unwrap().to_rgb8();
        let [pixel, first] = [shown[(8, 8)].0, shown[(0, 0)].0];
        let near = |pixel: [u8; 3]| pixel.iter().zip(colour).all(|(is, must)| is.abs_diff(must) < 8);
        assert!(near(pixel) && near(first), "{name} is shown in {pixel:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn odd_names_are_made_harmless(pool: PgPool) {
    let site = Site::new(pool).await;
    let long = format!("{}.png", "x".repeat(300));
    let names = [
        "nul%00.png",
        "two\u{0085}lines.png",
        "\u{202e}gnp.exe",
        "left\u{200e}to\u{200f}right.png",
        "<script>alert(1)<\u{2044}script>.png",
        "\u{26bd}\u{1f916}.png",
        ".",
        "",
        &long,
    ];
    for (width, name) in (20..).zip(names) {
        let files = [part(name, &pictures::png(width))];
        let answer = site.grown(name, 1, upload(&site, &files)).await;
        assert_eq!(answer.status(), 200, "{name:?}: {answer:?}");
        let result = answer.json()["results"][0].clone();
        assert_eq!(result["outcome"], "added", "{name:?}: {result}");
        let kept = result["name"].as_str().unwrap();
        let odd = |c: char| c.is_control() || "/\\\u{200e}\u{200f}\u{202e}".contains(c);
        assert!(!kept.contains(odd) && (1..=304).contains(&kept.len()), "{name:?} became {kept:?}");
        assert_eq!(result["shortened"] == true, name == long, "{result}");
    }
    for name in ["../../etc/passwd.png", "..\\..\\boot.png", "/etc/passwd"] {
        let answer = site.grown(name, 0, upload(&site, &[part(name, &pictures::png(90))])).await;
        assert_eq!(answer.json()["results"][0]["outcome"], "bad_name", "{name:?}: {answer:?}");
    }
    for name in ["nul\0.png", "two\r\nlines.png", "two\nlines.png"] {
        let files = [part(name, &pictures::png(96))];
        let answer = site.unharmed(name, upload(&site, &files)).await;
        assert_eq!(answer.status(), 400, "{name:?}: {answer:?}");
        assert_eq!(answer.json()["code"], "malformed_multipart", "{name:?}: {answer:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_same_bytes_are_one_image(pool: PgPool) {
    let site = Site::new(pool).await;
    let twice = [part("a.png", &pictures::png(96)), part("b.png", &pictures::png(96))];
    let results = site.grown("two that are one", 1, upload(&site, &twice)).await.json()["results"].clone();
    let outcome = |result: &Value| result["outcome"].as_str().unwrap().to_owned();
    assert_eq!([outcome(&results[0]), outcome(&results[1])], ["added", "duplicate"]);

    let other = [part("c.png", &pictures::png(97))];
    let eight = futures::future::join_all((0..8).map(|_| upload(&site, &other)));
    let answers = site.grown("eight that are one", 1, eight).await;
    let added = answers.iter().filter(|answer| outcome(&answer.json()["results"][0]) == "added").count();
    assert_eq!(added, 1, "{answers:?}");
}
