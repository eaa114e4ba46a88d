//! Uploads that end badly after files were taken: who sent them is told of each.

use serde_json::Value;
use sqlx::PgPool;

use crate::{
    forms::{BOUNDARY, multipart, part},
    pictures::{numbered, png},
    server::Answer,
    site::Site,
    uploads::upload,
    zips::{Item, item, zip},
};

fn outcomes(answer: &Answer) -> Vec<String> {
    let results = answer.json()["results"].as_array().unwrap().clone();
    results.iter().map(|result| result["outcome"].as_str().unwrap().to_owned()).collect()
}

/// To the machine's door, whatever the body is.
async fn send(site: &Site, body: &[u8]) -> Answer {
    let path = format!("/api/v1/image-sets/{}/images", site.set);
    site.ask("POST", &path, &[("content-type", BOUNDARY)], body).await
}

/// The last file loses its end, and the form with it.
fn cut_off(parts: &[Vec<u8>]) -> Vec<u8> {
    let mut whole = multipart(parts);
    whole.truncate(whole.len() - 40);
    whole
}

#[sqlx::test(migrations = "../migrations")]
async fn of_1001_good_pictures_1000_are_taken_and_the_last_is_named(pool: PgPool) {
    let site = Site::new(pool).await;
    let files: Vec<_> = (0..1_001).map(|number| part(&format!("{number}.png"), &numbered(number))).collect();

    let answer = site.grown("1,001 parts", 1_000, upload(&site, &files)).await;

    assert_eq!(answer.status(), 200, "{answer:?}");
    let outcomes = outcomes(&answer);
    assert_eq!(outcomes.len(), 1_001);
    assert!(outcomes[..1_000].iter().all(|outcome| outcome == "added"), "{outcomes:?}");
    let last = answer.json()["results"][1_000].clone();
    assert_eq!((&last["name"], &last["outcome"]), (&"1000.png".into(), &"not_taken".into()), "{last}");
    assert!(last["detail"].as_str().unwrap().contains("1000 parts"), "{last}");
    let rest = site.grown("the rest", 1, upload(&site, &files[1_000..])).await;
    assert_eq!(self::outcomes(&rest), ["added"], "{rest:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_broken_end_does_not_hide_what_was_done(pool: PgPool) {
    let site = Site::new(pool).await;
    let other = b"content-disposition: form-data; name=\"other\"\r\n\r\nx".to_vec();
    let rows = [
        ("cut off", cut_off(&[part("a.png", &png(30)), part("b.png", &png(31))]), vec!["b.png"]),
        (
            "another field",
            multipart(&[part("a.png", &png(32)), other.clone(), part("c.png", &png(33))]),
            vec!["unnamed", "c.png"],
        ),
        (
            "a bad header",
            multipart(&[part("a.png", &png(34)), part("n\0.png", b"x")]),
            vec!["what came after it"],
        ),
    ];
    for (what, body, left) in rows {
        let answer = site.grown(what, 1, send(&site, &body)).await;
        assert_eq!((answer.status(), outcomes(&answer)[0].as_str()), (200, "added"), "{what}");
        assert!(outcomes(&answer)[1..].iter().all(|outcome| outcome == "not_taken"), "{what}");
        let results = answer.json()["results"].as_array().unwrap().clone();
        let names: Vec<_> = results[1..].iter().map(|result| &result["name"]).collect();
        assert_eq!(names, left, "{answer:?}");
    }
    let page = format!("/image-sets/{}/upload", site.set);
    let headers =
        [("cookie", site.cookie.as_str()), ("content-type", BOUNDARY), ("sec-fetch-site", "same-origin")];
    let request =
        site.request("POST", &page, &headers, &cut_off(&[part("a.png", &png(35)), part("b.png", &png(36))]));
    let answer = site.grown("a page's upload", 1, site.server.answer(&request)).await;
    assert_eq!(answer.status(), 200, "{answer:?}");
    assert!(
        answer.0.contains("a.png") && answer.0.contains("b.png") && answer.0.contains("not taken"),
        "{answer:?}"
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn an_archive_before_a_broken_end_is_unpacked_and_its_job_is_named(pool: PgPool) {
    let site = Site::new(pool).await;
    let archives: Vec<_> = [50, 51]
        .into_iter()
        .map(|width| part("some.zip", &zip(&[Item { content: png(width), ..item("ball.png") }])))
        .collect();
    let body = cut_off(&[archives[0].clone(), archives[1].clone(), part("b.png", &png(31))]);
    // Of each archive: it began, one image, it ended.
    let results = site.grown("two archives", 6, unpacked(&site, &body)).await;
    assert_eq!(results["results"][2]["outcome"], "not_taken", "{results}");
}

/// What the upload answered, once both jobs are over.
async fn unpacked(site: &Site, body: &[u8]) -> Value {
    let answer = send(site, body).await;
    assert_eq!(answer.status(), 202, "{answer:?}");
    for result in &answer.json()["results"].as_array().unwrap()[..2] {
        assert_eq!(result["outcome"], "unpacking", "{answer:?}");
        let live = format!("/api/v1/jobs/{}/live", result["job"].as_str().unwrap());
        let job = site.ask("GET", &live, &[], b"").await.last_message();
        assert_eq!(job["results"][0]["outcome"], "added", "{job}");
    }
    answer.json()
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_chose_a_file(pool: PgPool) {
    let site = Site::new(pool).await;
    let answer = site.unharmed("no file", upload(&site, &[part("", b"")])).await;
    assert_eq!((answer.status(), &answer.json()["field"]), (422, &"file".into()), "{answer:?}");
    let many = vec![part("", b""); 1_001];
    let answer = site.unharmed("1,001 times no file", upload(&site, &many)).await;
    assert_eq!((answer.status(), &answer.json()["code"]), (413, &"too_many_parts".into()), "{answer:?}");
}
