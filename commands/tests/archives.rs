//! Archives as people's systems write them: every file is told of, under its right name, and keeps its folder.
//!
//! The archives in `cases` are small ones of the kinds that other labelling tools were reported to lose files of.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::{fs, path::Path, time::Duration};

use bytes::Bytes;
use commands::{
    archive::NameEncoding,
    intake::{Outcome, Uploaded},
};
use domain::{image_set, testing::ALICE, testing::BOB};
use fixtures::{
    Site, arriving, caller, png,
    worker::{self, done},
    zip,
};
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio::time::timeout;

/// What became of an archive.
struct Unpacked {
    results: Vec<Uploaded>,
    report: Value,
}

impl Unpacked {
    fn told(&self) -> Vec<(&str, Outcome)> {
        self.results.iter().map(|one| (one.name.as_str(), one.outcome)).collect()
    }
}

async fn unpacked(site: &Site, file: &Bytes, encoding: Option<&str>) -> Unpacked {
    let encoding: Option<NameEncoding> = encoding.map(|encoding| encoding.parse().unwrap());
    let intake = &site.commands.intake;
    let job = intake.take_archive(caller(BOB), site.set, "a.zip", encoding, arriving(file)).await.unwrap();
    let report = done(&site.commands, job).await.result.unwrap();
    Unpacked { results: serde_json::from_value(report["results"].clone()).unwrap(), report }
}

async fn case(site: &Site, name: &str) -> Unpacked {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(name);
    unpacked(site, &fs::read(file).unwrap().into(), None).await
}

/// Names and paths of the set's images but its first one.
async fn images(site: &Site) -> Vec<(String, String)> {
    let lines = site
        .commands
        .views()
        .images(site.set, &projections::images::ImagePlace::default(), 1000)
        .await
        .unwrap();
    let mut lines: Vec<_> = lines.into_iter().map(|line| (line.name, line.path)).collect();
    lines.retain(|(name, _)| name != "a.jpg");
    lines.sort();
    lines
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.map(|(name, path)| (name.to_owned(), path.to_owned())).into()
}

#[sqlx::test(migrations = "../migrations")]
async fn names_in_cyrillic_of_windows_are_guessed(pool: PgPool) {
    let site = Site::new(pool).await;
    let found = case(&site, "cp866.zip").await;
    assert_eq!(found.told(), [("Снимок_1.jpg", Outcome::Added)]);
    assert_eq!(found.report["names"], json!({ "encoding": "IBM866", "guessed": true }));
    assert_eq!(images(&site).await, pairs([("Снимок_1.jpg", "")]));
}

#[sqlx::test(migrations = "../migrations")]
async fn half_of_a_character_is_no_folder(pool: PgPool) {
    let site = Site::new(pool).await;
    let found = case(&site, "sjis.zip").await;
    assert_eq!(found.told(), [("図表.jpg", Outcome::Added)]);
    assert_eq!(found.report["names"], json!({ "encoding": "Shift_JIS", "guessed": true }));
    assert_eq!(case(&site, "sjis-cut.zip").await.told(), [("能力表_ソース.jpg", Outcome::Added)]);
    assert_eq!(images(&site).await, pairs([("図表.jpg", ""), ("能力表_ソース.jpg", "")]));
}

#[sqlx::test(migrations = "../migrations")]
async fn files_and_folders_with_leading_dots_are_taken(pool: PgPool) {
    let site = Site::new(pool).await;
    assert_eq!(
        case(&site, "dots.zip").await.told(),
        [("...a.jpg", Outcome::Added), ("b.jpg", Outcome::Added)]
    );
    let found = case(&site, "ros.zip").await;
    let ros = [(".ros/images/0001.jpg", Outcome::Added), (".ros/images/0002.jpg", Outcome::Added)];
    assert_eq!(found.told(), ros);
    assert_eq!(found.report.get("names"), None);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_image_keeps_the_folder_it_lay_in(pool: PgPool) {
    let site = Site::new(pool).await;
    case(&site, "folders.zip").await;
    assert_eq!(images(&site).await, pairs([("0001.jpg", "cam1/0001.jpg"), ("0001.jpg", "cam2/0001.jpg")]));
}

#[sqlx::test(migrations = "../migrations")]
async fn long_names_are_kept_and_longer_ones_are_cut_and_counted(pool: PgPool) {
    let site = Site::new(pool).await;
    let found = case(&site, "long.zip").await;
    let kept: Vec<_> = images(&site).await.into_iter().map(|(name, _)| name).collect();
    assert_eq!(kept, found.told().iter().map(|(name, _)| *name).collect::<Vec<_>>());
    assert!(
        kept[0].ends_with("_0001.jpg") && kept[0].len() == 159 && found.report.get("shortened").is_none()
    );

    let long = |number: u32| format!("{}-{number}-{}.png", "ä".repeat(100), "ö".repeat(100));
    let file = zip(&[(&*long(1), png(1)), (&*long(2), png(2)), ("short.png", png(3))]);
    let found = unpacked(&site, &file, None).await;
    assert_eq!(found.report["shortened"], 2);
    assert!(found.results[0].shortened && found.results[0].detail.contains("cut in the middle"));
    assert_eq!(found.results[0].name, long(1));
    let cut: Vec<_> = images(&site).await.into_iter().filter(|(name, _)| name.contains('…')).collect();
    assert!(cut.len() == 2 && cut[0] != cut[1], "{cut:?}");
    assert_eq!(cut.iter().filter(|(_, path)| *path == long(1) || *path == long(2)).count(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_uploads_says_how_names_are_to_be_read(pool: PgPool) {
    let site = Site::new(pool).await;
    let file = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/cp866.zip")).unwrap().into();
    let found = unpacked(&site, &file, Some("cp437")).await;
    assert_eq!(found.told(), [("æ¡¿¼«¬_1.jpg", Outcome::Added)]);
    assert_eq!(found.report["names"], json!({ "encoding": "cp437", "guessed": false }));
}

#[sqlx::test(migrations = "../migrations")]
async fn when_no_more_may_be_added_every_file_is_still_told_of(pool: PgPool) {
    let site = Site::new(pool).await;
    let names: Vec<_> = (0..300).map(|number| format!("{number:03}.png")).collect();
    let entries: Vec<_> = (0..).zip(&names).map(|(number, name)| (name.as_str(), png(number))).collect();
    let file = zip(&entries);
    let intake = &site.commands.intake;
    let job = intake.take_archive(caller(BOB), site.set, "a.zip", None, arriving(&file)).await.unwrap();

    let worker = worker::start(&site.commands);
    let mut head = site.commands.head();
    while images(&site).await.len() < 3 {
        head.changed().await.unwrap();
    }
    worker.abort();
    let _ = worker.await;
    // Commands that it had begun are carried out to their end.
    while timeout(Duration::from_millis(500), head.changed()).await.is_ok() {}
    site.commands.sets.change(caller(ALICE), site.set, image_set::Command::LockImages).await.unwrap();
    site.clock.advance(Duration::from_mins(2));
    let report = done(&site.commands, job).await.result.unwrap();

    let results: Vec<Uploaded> = serde_json::from_value(report["results"].clone()).unwrap();
    assert_eq!(results.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), names);
    let count = |outcome| results.iter().filter(|one| one.outcome == outcome).count();
    assert_eq!(count(Outcome::Added), images(&site).await.len());
    assert!(count(Outcome::NotTaken) > 0 && count(Outcome::Added) + count(Outcome::NotTaken) == 300);
    assert!(report["problem"].as_str().unwrap().contains("locked"), "{report}");
}
