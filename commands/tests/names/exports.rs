//! What an image's file is called in exports is given once, and stays with the image.

use std::collections::BTreeMap;

use domain::{
    ImageId, ImageSetId,
    formats::{BuiltIn, Files, LabelledImage, write},
    snapshot::Selection,
    testing::ALICE,
};
use fixtures::{Site, caller, create_set};
use futures::TryStreamExt as _;
use projections::{labelling::Cut, rebuild::rebuild, registry};
use serde_json::Value;
use sqlx::PgPool;
use uuid::Uuid;

use super::{unpack, upload};

async fn set(site: &Site, title: &str) -> ImageSetId {
    create_set(&site.commands, ALICE, site.team, title).await
}

async fn head(site: &Site) -> i64 {
    site.commands.views().log().head().await.unwrap()
}

/// What an export of the sets at a position is made of: the set, and its images.
async fn written(
    site: &Site,
    format: BuiltIn,
    sets: &[ImageSetId],
    position: i64,
) -> (Files, Vec<LabelledImage>) {
    let views = site.commands.views();
    let cut = Cut::of_sets(sets.iter().copied(), position, &Selection::default());
    let set = views.labelled_set(cut.clone()).await.unwrap().unwrap();
    let images: Vec<_> = views.labelled(cut).await.unwrap().into_stream().try_collect().await.unwrap();
    let mut files = Files::default();
    write(&mut *format.writer(set), || images.iter().cloned(), &mut files).unwrap();
    (files, images)
}

/// File names by image.
async fn names(site: &Site, format: BuiltIn, sets: &[ImageSetId], position: i64) -> BTreeMap<Uuid, String> {
    let (files, images) = written(site, format, sets, position).await;
    let names: Vec<String> = if format == BuiltIn::Coco {
        let file: Value = serde_json::from_str(files.text("annotations.json").unwrap()).unwrap();
        let rows = file["images"].as_array().unwrap().iter();
        rows.map(|row| row["file_name"].as_str().unwrap().to_owned()).collect()
    } else {
        let rows = files.text("images.csv").unwrap().lines().skip(1);
        let path = |row: &str| row.split(',').next().unwrap().rsplit('/').next().unwrap().to_owned();
        rows.map(path).collect()
    };
    assert_eq!(names.len(), images.len());
    images.iter().map(|image| image.image.uuid()).zip(names).collect()
}

const FORMATS: [BuiltIn; 2] = [BuiltIn::Coco, BuiltIn::Yolo];

#[sqlx::test(migrations = "../migrations")]
async fn the_image_that_was_there_first_keeps_its_name(pool: PgPool) {
    let site = Site::new(pool).await;
    // Ids are by chance: by them it would be right in every second set.
    for round in 0..6 {
        let set = set(&site, &format!("Set {round}")).await;
        let first = upload(&site, set, "0001.png", include_bytes!("0001.png")).await;
        let then = head(&site).await;
        unpack(&site, set, include_bytes!("more.zip")).await;
        for format in FORMATS {
            assert_eq!(names(&site, format, &[set], then).await[&first], "0001.png");
            let now = names(&site, format, &[set], i64::MAX).await;
            assert_eq!((now.len(), &*now[&first]), (2, "0001.png"));
            for (image, name) in now.into_iter().filter(|(image, _)| *image != first) {
                assert_eq!(name, format!("0001-{image}.png"));
            }
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_stays_through_removals_and_rebuilds(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = set(&site, "Twins").await;
    let first = upload(&site, set, "0001.png", include_bytes!("0001.png")).await;
    let second = upload(&site, set, "0001.PNG", include_bytes!("x.png")).await;
    let third = upload(&site, set, "0001.jpg", include_bytes!("x.jpg")).await;
    let snapshot = head(&site).await;
    let mut before = BTreeMap::new();
    for format in FORMATS {
        before.insert(format.code(), names(&site, format, &[set], snapshot).await);
    }
    assert_eq!(before["coco"][&third], "0001.jpg");
    assert_eq!(before["yolo"][&third], format!("0001-{third}.jpg"));

    site.commands.images.remove(caller(ALICE), ImageId::new(first)).await.unwrap();
    rebuild(&site.pool, registry::INLINE, |_| {}).await.unwrap();
    for format in FORMATS {
        let now = names(&site, format, &[set], i64::MAX).await;
        let stayed = [second, third].map(|image| (image, before[format.code()][&image].clone()));
        assert_eq!(now, BTreeMap::from(stayed));
        assert_eq!(names(&site, format, &[set], snapshot).await, before[format.code()]);
    }
    site.commands.images.restore(caller(ALICE), ImageId::new(first)).await.unwrap();
    for format in FORMATS {
        assert_eq!(names(&site, format, &[set], i64::MAX).await, before[format.code()]);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn only_yolo_needs_different_stems(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = set(&site, "Stems").await;
    let png = upload(&site, set, "x.png", include_bytes!("x.png")).await;
    let jpg = upload(&site, set, "x.jpg", include_bytes!("x.jpg")).await;
    let coco = names(&site, BuiltIn::Coco, &[set], i64::MAX).await;
    assert_eq!((&*coco[&png], &*coco[&jpg]), ("x.png", "x.jpg"));
    let yolo = names(&site, BuiltIn::Yolo, &[set], i64::MAX).await;
    assert_eq!((&*yolo[&png], &yolo[&jpg]), ("x.png", &format!("x-{jpg}.jpg")));
}

#[sqlx::test(migrations = "../migrations")]
async fn names_differ_among_all_sets_of_an_export(pool: PgPool) {
    let site = Site::new(pool).await;
    let (one, two) = (set(&site, "One").await, set(&site, "Two").await);
    let second = upload(&site, two, "a.png", include_bytes!("x.png")).await;
    let first = upload(&site, one, "A.png", include_bytes!("0001.png")).await;
    for format in FORMATS {
        let both = names(&site, format, &[one, two], i64::MAX).await;
        assert_eq!((&*both[&second], &both[&first]), ("a.png", &format!("A-{first}.png")));
        assert_eq!(names(&site, format, &[one], i64::MAX).await[&first], "A.png");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_digest_does_not_depend_on_the_order_people_like(pool: PgPool) {
    let site = Site::new(pool).await;
    let set = set(&site, "Digest").await;
    unpack(&site, set, include_bytes!("natural.zip")).await;
    let views = site.commands.views();
    let cut = || Cut::of(set, i64::MAX, &Selection::default());
    let digest = views.content(cut()).await.unwrap().digest;
    let mut images: Vec<LabelledImage> =
        views.labelled(cut()).await.unwrap().into_stream().try_collect().await.unwrap();
    images.sort_by(|a, b| (&a.name, a.image).cmp(&(&b.name, b.image)));
    let line = |image: &LabelledImage| {
        let (digest, name) = (image.digest, serde_json::to_string(&image.name).unwrap());
        let (height, width, image) = (image.frame.height, image.frame.width, image.image);
        format!(
            "{{\"digest\":\"{digest}\",\"height\":{height},\"image\":\"{image}\",\"name\":{name},\"width\":{width}}}\n"
        )
    };
    let lines: String = images.iter().map(line).collect();
    assert_eq!(digest, domain::Digest::of(lines.as_bytes()));
}
