//! Entries of an archive come into the log in its order, and what is bad in the middle of it stops nobody.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::Cursor;

use bytes::Bytes;
use commands::{blobs::Rendition, download::Picture, intake::Uploaded};
use domain::{Fact, ImageId, image::Event, testing::BOB};
use fixtures::{Site, arriving, caller, png, worker::done, zip};
use http::HeaderMap;
use image::{DynamicImage, ImageFormat, RgbImage};
use sqlx::PgPool;

async fn unpacked(site: &Site, file: &Bytes) -> Vec<Uploaded> {
    let intake = &site.commands.intake;
    let job = intake.take_archive(caller(BOB), site.set, "a.zip", None, arriving(file)).await.unwrap();
    let report = done(&site.commands, job).await.result.unwrap();
    serde_json::from_value(report["results"].clone()).unwrap()
}

/// The images of the set in the order in which the log speaks of them, but its first one.
async fn in_the_log(site: &Site) -> Vec<ImageId> {
    let facts = site.commands.views().log().of_set(site.set, 0, 10_000).await.unwrap();
    let added = facts.iter().filter_map(|recorded| match recorded.fact {
        Fact::Image(image, Event::ImageAdded(_)) => Some(image),
        _ => None,
    });
    added.skip(1).collect()
}

fn jpeg(shade: u8) -> Bytes {
    let picture =
        RgbImage::from_fn(400, 300, |x, y| image::Rgb([shade, x.to_le_bytes()[0], y.to_le_bytes()[0]]));
    let mut file = Cursor::new(vec![]);
    DynamicImage::from(picture).write_to(&mut file, ImageFormat::Jpeg).unwrap();
    file.into_inner().into()
}

/// Where the archive's table speaks of an entry.
fn in_the_table(archive: &[u8], name: &str) -> usize {
    let says = |at: &usize| {
        archive[*at..].starts_with(b"PK\x01\x02") && archive[at + 46..].starts_with(name.as_bytes())
    };
    (0..archive.len()).find(says).unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn facts_come_in_the_order_of_the_entries(pool: PgPool) {
    let site = Site::new(pool).await;
    // Large and small ones, JPEG and PNG, take differently long; every tenth is one that was there before.
    let bytes = |n: u32| match n {
        n if n % 10 == 9 => png(n - 1),
        n if n % 3 == 0 => jpeg(n.to_le_bytes()[0]),
        n => png(n),
    };
    let names: Vec<String> = (0..250).map(|n| format!("{:03}.img", (n * 97) % 250)).collect();
    let entries: Vec<_> = (0..).zip(&names).map(|(n, name)| (name.as_str(), bytes(n))).collect();

    let told = unpacked(&site, &zip(&entries)).await;

    assert_eq!(told.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), names);
    let added: Vec<_> =
        told.iter().filter(|one| one.outcome.code() == "added").map(|one| one.image.unwrap()).collect();
    assert!(added.len() > 200, "{}", added.len());
    assert_eq!(in_the_log(&site).await, added);
    let twins = told.iter().filter(|one| one.outcome.code() == "duplicate");
    assert!(twins.clone().count() > 10 && twins.clone().all(|one| added.contains(&one.image.unwrap())));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_bad_in_the_middle_is_told_of_and_the_rest_goes_on(pool: PgPool) {
    let site = Site::new(pool).await;
    let whole = jpeg(7);
    let mut file = zip(&[
        ("a.jpg", jpeg(1)),
        ("crc.jpg", jpeg(2)),
        ("half.jpg", whole.slice(..whole.len() / 2)),
        ("packed.jpg", jpeg(3)),
        ("short.png", png(1).slice(..40)),
        ("z.jpg", jpeg(4)),
    ])
    .to_vec();
    let (crc, method) = (in_the_table(&file, "crc.jpg") + 16, in_the_table(&file, "packed.jpg") + 10);
    file[crc] ^= 1;
    // bzip2
    file[method] = 12;

    let told = unpacked(&site, &file.into()).await;

    let told: Vec<_> = told.iter().map(|one| (one.name.as_str(), one.outcome.code())).collect();
    assert_eq!(
        told,
        [
            ("a.jpg", "added"),
            ("crc.jpg", "damaged"),
            ("half.jpg", "damaged"),
            ("packed.jpg", "unsupported"),
            ("short.png", "damaged"),
            ("z.jpg", "added"),
        ]
    );
}

#[sqlx::test(migrations = "../migrations")]
async fn smaller_pictures_are_drawn_when_they_are_first_asked_for(pool: PgPool) {
    let site = Site::new(pool).await;
    let told = unpacked(&site, &zip(&[("a.jpg", jpeg(1))])).await;
    let line = site.commands.views().image(told[0].image.unwrap()).await.unwrap().unwrap();
    let (blobs, key) =
        (site.commands.blobs(), commands::blobs::ObjectKey::Rendition(line.digest.0, Rendition::Thumbnail));
    assert!(blobs.head(key).await.is_err_and(|error| error.is_not_found()));

    let asked = HeaderMap::new();
    let thumbnail = Picture::Rendition(Rendition::Thumbnail);
    let answer = site.commands.image_files.download(&line, thumbnail, &asked).await.unwrap();

    let stored = blobs.head(key).await.unwrap();
    assert_eq!(answer.headers()["content-length"], stored.bytes.to_string());
    // Small enough to be its own rendition.
    let screen = site
        .commands
        .image_files
        .download(&line, Picture::Rendition(Rendition::Screen), &asked)
        .await
        .unwrap();
    assert_eq!(screen.headers()["content-length"], jpeg(1).len().to_string());
}
