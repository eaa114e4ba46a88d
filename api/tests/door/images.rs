//! The bytes of images, as programs fetch them.

use std::io::{Cursor, Read as _};

use axum::body::Body;
use fixtures::{Answer, png, refused};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::{
    files::form,
    site::{Person, Site},
};

/// A set of Bob's team with two images of one name and a third one; their digests.
async fn set(site: &Site) -> (String, Vec<String>) {
    let path = format!("/teams/{}", site.team);
    let made = json!({ "team": site.team, "name": "With pictures" });
    let set =
        site.post(&site.bob, "/image-sets", &made).await.json()["image_set"].as_str().unwrap().to_owned();
    let files: Vec<_> = [("a.png", png(1)), ("a.png", png(2)), ("b.png", png(3))].into();
    let files: Vec<_> = files.iter().map(|(name, bytes)| (*name, bytes.as_ref())).collect();
    let uploaded = site.send(form(&site.bob, &set, &files)).await;
    assert_eq!(uploaded.status, 200, "{path}: {uploaded:?}");
    let images = site.get(&site.bob, &format!("/image-sets/{set}/images")).await.json();
    let images = images["images"].as_array().unwrap().iter();
    (set, images.map(|image| image["image"].as_str().unwrap().to_owned()).collect())
}

async fn get(site: &Site, who: &Person, path: &str, headers: &[(&str, &str)]) -> Answer {
    let request =
        headers.iter().fold(who.request("GET", path), |request, (name, value)| request.header(*name, *value));
    site.send(request.body(Body::empty()).unwrap()).await
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_fetches_image_bytes_whole_in_part_and_not_again(pool: PgPool) {
    let site = Site::new(pool).await;
    let (_, images) = set(&site).await;
    let known: Value = site.get(&site.bob, &format!("/images/{}", images[2])).await.json();
    let path = known["links"]["file"].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();

    let whole = site.get(&site.bob, &path).await;
    assert_eq!((whole.status, whole.header("content-type")), (200, "image/png"));
    assert_eq!(whole.bytes, png(3));
    let tag = whole.header("etag").to_owned();
    assert_eq!(tag, format!("\"{}\"", known["digest"].as_str().unwrap()));

    let part = get(&site, &site.bob, &path, &[("range", "bytes=10-"), ("if-range", &tag)]).await;
    assert_eq!((part.status, &part.bytes[..]), (206, &whole.bytes[10..]));
    assert_eq!(
        part.header("content-range"),
        format!("bytes 10-{}/{}", whole.bytes.len() - 1, whole.bytes.len())
    );
    assert_eq!(get(&site, &site.bob, &path, &[("range", "bytes=99999-")]).await.status, 416);
    assert_eq!(get(&site, &site.bob, &path, &[("if-none-match", &tag)]).await.status, 304);

    for rendition in ["screen", "thumbnail"] {
        let picture = site.get(&site.bob, &format!("/images/{}/{rendition}", images[2])).await;
        assert_eq!(picture.status, 200, "{picture:?}");
        assert!(picture.header("content-type").starts_with("image/"));
    }
    assert_eq!(site.get(&site.carol, &path).await.refusal(), refused(404, "not_found"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_set_is_one_archive_and_a_download_goes_on_where_it_broke_off(pool: PgPool) {
    let site = Site::new(pool).await;
    let (set, images) = set(&site).await;
    let path = format!("/image-sets/{set}/archive");

    let whole = site.get(&site.bob, &path).await;
    assert_eq!((whole.status, whole.header("content-type")), (200, "application/zip"));
    assert_eq!(whole.header("content-length"), whole.bytes.len().to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(whole.bytes.clone())).unwrap();
    let mut names: Vec<_> =
        (0..archive.len()).map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned()).collect();
    assert_eq!(names.pop().as_deref(), Some("images.csv"));
    assert_eq!(names.len(), 3);
    assert!(
        names.contains(&"images/a.png".to_owned()) && names.contains(&"images/b.png".to_owned()),
        "{names:?}"
    );
    let mut list = String::new();
    archive.by_name("images.csv").unwrap().read_to_string(&mut list).unwrap();
    assert_eq!(list.lines().count(), 4, "{list}");
    let mut third = vec![];
    archive.by_name("images/b.png").unwrap().read_to_end(&mut third).unwrap();
    assert_eq!(third, png(3));

    let tag = whole.header("etag").to_owned();
    for start in (0..whole.bytes.len()).step_by(37) {
        let range = format!("bytes={start}-{}", start + 60);
        let rest = get(&site, &site.bob, &path, &[("range", &range), ("if-range", &tag)]).await;
        let end = whole.bytes.len().min(start + 61);
        assert_eq!((rest.status, &rest.bytes[..]), (206, &whole.bytes[start..end]), "{range}");
    }

    assert_eq!(site.delete(&site.bob, &format!("/images/{}", images[0])).await.status, 204);
    let other = get(&site, &site.bob, &path, &[("range", "bytes=5-"), ("if-range", &tag)]).await;
    assert_eq!(other.status, 200, "another archive is not continued");
    assert_ne!(other.header("etag"), tag);
    assert_eq!(site.get(&site.carol, &path).await.refusal(), refused(404, "not_found"));
}
