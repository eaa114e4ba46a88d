//! Snapshots never change, and exports of them are the same bytes for ever.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::io::{Cursor, Read as _};

use commands::{Settings, export::ExportOf, jobs::JobState};
use domain::{
    Digest, ExportFormatId, ImageSetId, Shape, ShapeKind, SnapshotId, Text,
    export_format::{self, FormatDefinition},
    formats::BuiltIn,
    image::Verdict,
    image_set,
    snapshot::Selection,
    testing::{ALICE, BOB, CAROL},
    transfer::{Format, Transfer},
};
use fixtures::{Site, add_image, caller, code, create_set, name, square, start_with, worker::done};
use sqlx::PgPool;
use zip::ZipArchive;

async fn head(site: &Site) -> i64 {
    site.commands.views().log().head().await.unwrap()
}

async fn snapshot(site: &Site, title: &str) -> SnapshotId {
    let (title, note) = (name(title), Text::default());
    site.commands.snapshots.take(caller(BOB), site.set, title, note, Selection::default()).await.unwrap()
}

/// Exports and gives the file with its name and digest.
async fn exported(site: &Site, of: ExportOf, format: Format) -> (String, Digest, Vec<u8>) {
    let set = if let ExportOf::Set { set, .. } = of { set } else { site.set };
    let transfer = site.commands.exports.request(caller(BOB), of, format).await.unwrap();
    let view = done(&site.commands, transfer.uuid()).await;
    assert_eq!((view.state, view.error), (JobState::Done, None));
    let file = site.commands.exports.file(transfer).await.unwrap();
    let bytes = site.commands.blobs().read(file.digest, 1 << 20).await.unwrap();
    assert_eq!((Digest::of(&bytes), bytes.len() as u64), (file.digest, file.bytes));
    assert_eq!(file.image_set, set);
    (file.name, file.digest, bytes.to_vec())
}

const fn now(set: ImageSetId) -> ExportOf {
    ExportOf::Set { set, position: None, selection: all() }
}

const fn all() -> Selection {
    Selection {
        annotation_types: vec![],
        images: vec![],
        min_verifications: None,
        min_votes_by_others: 0,
        include_blurred: true,
        include_concealed: true,
    }
}

fn definition(annotation: &str) -> FormatDefinition {
    FormatDefinition {
        name: name("lines"),
        annotation_types: vec![],
        base: "%%imageset: %%content".to_owned(),
        image: "%%annotations".to_owned(),
        annotation: annotation.to_owned(),
        vector: String::new(),
        not_in_image: "none".to_owned(),
        file_name: "%%imageset.txt".to_owned(),
        min_verifications: 0,
        aggregate_by_image: false,
        include_blurred: true,
        include_concealed: true,
    }
}

async fn a_format(site: &Site) -> ExportFormatId {
    let define = site.commands.export_formats.define(caller(BOB), site.team, definition("%%type|%%minx"));
    define.await.unwrap()
}

#[sqlx::test(migrations = "../migrations")]
async fn v1_is_v1_whatever_happens_afterwards(pool: PgPool) {
    let site = Site::new(pool).await;
    let format = a_format(&site).await;
    let (kept, _) = site.draw(ALICE, 100).await.unwrap();
    let (gone, receipt) = site.draw(BOB, 200).await.unwrap();
    let v1 = snapshot(&site, "v1").await;
    let built_in = BuiltIn::ALL.iter().map(|format| Format::from(*format));
    let formats: Vec<_> = built_in.chain([Format::Template(format)]).collect();
    let mut before = vec![];
    for format in formats.iter().copied() {
        before.push(exported(&site, ExportOf::Snapshot(v1), format).await);
    }

    site.commands.labels.erase(caller(ALICE), gone, 1).await.unwrap();
    site.commands.labels.vote(caller(BOB), kept, 1, Verdict::Reject).await.unwrap();
    site.draw(ALICE, 300).await.unwrap();
    site.add_image("b.jpg").await.unwrap();
    let rename = image_set::Command::Rename { name: name("Montreal") };
    site.commands.sets.change(caller(ALICE), site.set, rename).await.unwrap();
    site.commands.snapshots.rename(caller(BOB), v1, name("release 1"), Text::default()).await.unwrap();
    let revise = export_format::Command::Revise { definition: definition("%%type") };
    site.commands.export_formats.change(caller(BOB), format, revise).await.unwrap();
    site.clock.advance(std::time::Duration::from_hours(24 * 365));

    for (format, before) in formats.into_iter().zip(before) {
        assert_eq!(exported(&site, ExportOf::Snapshot(v1), format).await, before);
        assert_ne!(exported(&site, now(site.set), format).await.1, before.1);
    }
    let then = ExportOf::Set { set: site.set, position: Some(receipt.position), selection: all() };
    let (_, _, text) = exported(&site, then, Format::Template(format)).await;
    assert_eq!(String::from_utf8(text).unwrap(), "Leipzig: \nball|100\nball|200\n");
    let checked = site.commands.snapshots.check(v1).await.unwrap();
    assert!(checked.is_intact());
    assert_eq!((checked.found.images, checked.found.annotations), (1, 2));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_format_younger_than_the_labels_is_used_as_it_was_first(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(ALICE, 100).await.unwrap();
    let v1 = snapshot(&site, "v1").await;
    let format = a_format(&site).await;
    let first = exported(&site, ExportOf::Snapshot(v1), Format::Template(format)).await;
    assert_eq!(first.0, "Leipzig.txt");

    let revise = export_format::Command::Revise { definition: definition("%%type") };
    site.commands.export_formats.change(caller(BOB), format, revise).await.unwrap();

    let again = exported(&site, ExportOf::Snapshot(v1), Format::Template(format)).await;
    assert_eq!(again, first, "the same bytes next year");
}

#[sqlx::test(migrations = "../migrations")]
async fn an_archive_holds_what_was_written_and_nothing_of_the_day(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(ALICE, 100).await.unwrap();
    let (file, _, bytes) = exported(&site, now(site.set), BuiltIn::YoloDetect.into()).await;
    let at = head(&site).await - 2;
    assert_eq!(file, format!("Leipzig at {at}.zip"));

    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<_> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names.len(), 4, "{names:?}");
    let mut labels = String::new();
    let at = names.iter().position(|name| name.starts_with("labels/")).unwrap();
    archive.by_index(at).unwrap().read_to_string(&mut labels).unwrap();
    assert!(labels.starts_with("0 "), "{labels}");
    let modified = archive.by_index(at).unwrap().last_modified().unwrap();
    assert_eq!((modified.year(), modified.month(), modified.day()), (1980, 1, 1));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_may_not_leaves_no_trace(pool: PgPool) {
    let site = Site::new(pool).await;
    let v1 = snapshot(&site, "v1").await;
    let before = head(&site).await;
    let commands = &site.commands;
    let carol = || caller(CAROL);

    let take = commands.snapshots.take(carol(), site.set, name("x"), Text::default(), all()).await;
    assert_eq!(code(&take.unwrap_err()), "denied");
    let rename = commands.snapshots.rename(carol(), v1, name("x"), Text::default()).await;
    assert_eq!(code(&rename.unwrap_err()), "denied");
    assert_eq!(code(&commands.snapshots.withdraw(carol(), v1).await.unwrap_err()), "denied");
    for of in [ExportOf::Snapshot(v1), now(site.set)] {
        assert_eq!(
            code(&commands.exports.request(carol(), of, BuiltIn::Coco.into()).await.unwrap_err()),
            "denied"
        );
    }
    let unknown = Format::Template(ExportFormatId::new(uuid::Uuid::nil()));
    let error = commands.exports.request(caller(BOB), now(site.set), unknown).await.unwrap_err();
    assert_eq!(code(&error), "denied");
    for position in [0, -1, before + 1] {
        let then = ExportOf::Set { set: site.set, position: Some(position), selection: all() };
        let error = commands.exports.request(caller(BOB), then, BuiltIn::Coco.into()).await.unwrap_err();
        assert_eq!(code(&error), "invalid");
    }

    assert_eq!(head(&site).await, before);
    assert!(commands.jobs().of_object(site.set.uuid()).await.unwrap().is_empty());
}

#[sqlx::test(migrations = "../migrations")]
async fn asked_twice_it_is_one_export(pool: PgPool) {
    let site = Site::new(pool).await;
    let caller = caller(BOB);
    let first = site.commands.exports.request(caller, now(site.set), BuiltIn::Coco.into()).await.unwrap();
    site.draw(ALICE, 100).await.unwrap();
    let before = head(&site).await;

    let again = site.commands.exports.request(caller, now(site.set), BuiltIn::Coco.into()).await.unwrap();

    assert_eq!((again, head(&site).await), (first, before));
    assert_eq!(done(&site.commands, first.uuid()).await.state, JobState::Done);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_worker_that_dies_before_the_end_writes_the_same(pool: PgPool) {
    let site = Site::new(pool).await;
    site.draw(ALICE, 100).await.unwrap();
    let of = ExportOf::Set { set: site.set, position: Some(head(&site).await), selection: all() };
    let (_, digest, _) = exported(&site, of.clone(), BuiltIn::Coco.into()).await;
    let second = site.commands.exports.request(caller(BOB), of, BuiltIn::Coco.into()).await.unwrap();
    // Claimed by somebody of whom nothing is heard again.
    let jobs = site.commands.jobs();
    jobs.claim(fixtures::fresh(), &["export"]).await.unwrap().unwrap();
    site.clock.advance(std::time::Duration::from_mins(2));

    let view = done(&site.commands, second.uuid()).await;

    assert_eq!((view.state, view.attempts), (JobState::Done, 2));
    assert_eq!(site.commands.exports.file(second).await.unwrap().digest, digest);
}

#[sqlx::test(migrations = "../migrations")]
async fn too_much_fails_in_words(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    site.draw(ALICE, 100).await.unwrap();
    let mut settings = Settings::default();
    settings.limits.export_bytes = 64;
    let commands = start_with(pool, site.clock.clone(), settings);
    let export = commands.exports.request(caller(BOB), now(site.set), BuiltIn::Coco.into()).await.unwrap();

    let view = done(&commands, export.uuid()).await;

    assert_eq!((view.state, view.attempts), (JobState::Failed, 1));
    let line = commands.views().transfer(export).await.unwrap().unwrap();
    let Transfer::Failed { reason, .. } = line.state.0 else { panic!("it failed") };
    assert_eq!(Some(&reason), view.error.as_ref());
    assert!(reason.starts_with("the export has more than"), "{reason}");
    assert_eq!(code(&commands.exports.file(export).await.unwrap_err()), "failed");
}

#[sqlx::test(migrations = "../migrations")]
async fn a_snapshot_that_was_tampered_with_is_found_out(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    site.draw(ALICE, 100).await.unwrap();
    let v1 = snapshot(&site, "v1").await;
    sqlx::query("update view_annotation_revisions set blurred = true").execute(&pool).await.unwrap();

    assert!(!site.commands.snapshots.check(v1).await.unwrap().is_intact());
    let of = ExportOf::Snapshot(v1);
    let export = site.commands.exports.request(caller(BOB), of, BuiltIn::Coco.into()).await.unwrap();
    let view = done(&site.commands, export.uuid()).await;
    assert_eq!(view.state, JobState::Failed);
    assert!(view.error.unwrap().contains("digest"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_is_one_snapshots_until_it_is_withdrawn(pool: PgPool) {
    let site = Site::new(pool).await;
    let v1 = snapshot(&site, "v1").await;
    let before = head(&site).await;
    let taken = site.commands.snapshots.take(caller(BOB), site.set, name("V1"), Text::default(), all()).await;
    assert_eq!((code(&taken.unwrap_err()), head(&site).await), ("name_taken", before));

    site.commands.snapshots.withdraw(caller(BOB), v1).await.unwrap();

    let of = ExportOf::Snapshot(v1);
    let error = site.commands.exports.request(caller(BOB), of, BuiltIn::Coco.into()).await.unwrap_err();
    assert_eq!(code(&error), "withdrawn");
    let again = caller(BOB);
    let take = || site.commands.snapshots.take(again, site.set, name("V1"), Text::default(), all());
    let (first, head_before) = (take().await.unwrap(), head(&site).await);
    assert_eq!((take().await.unwrap(), head(&site).await), (first, head_before));
    let line = site.commands.views().snapshot(first).await.unwrap().unwrap();
    let tiles = projections::proof::Tiles::new(site.pool.clone());
    assert_eq!(line.taken.root, tiles.root_at(line.taken.position).await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_lost_its_job_is_ended(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let lost = site.commands.exports.request(caller(BOB), now(site.set), BuiltIn::Coco.into()).await.unwrap();
    let waiting =
        site.commands.exports.request(caller(BOB), now(site.set), BuiltIn::Yolo.into()).await.unwrap();
    assert_eq!(site.commands.transfers.end_lost().await.unwrap(), 0);
    sqlx::query("delete from desk_jobs where id = $1").bind(lost.uuid()).execute(&pool).await.unwrap();

    assert_eq!(site.commands.transfers.end_lost().await.unwrap(), 1);

    assert_eq!(code(&site.commands.exports.file(lost).await.unwrap_err()), "failed");
    assert_eq!(code(&site.commands.exports.file(waiting).await.unwrap_err()), "not_finished");
    assert_eq!(site.commands.transfers.end_lost().await.unwrap(), 0);
}

/// The names of data.yaml and the first row of a file of labels; categories and that of the first annotation.
async fn classes(site: &Site, of: ExportOf) -> (String, String, Vec<(u64, String)>, u64) {
    let (_, _, bytes) = exported(site, of.clone(), BuiltIn::YoloDetect.into()).await;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let (mut names, mut row) = (String::new(), String::new());
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        match file.name().unwrap() {
            path if path == "data.yaml" => names = text.split_once("names:\n").unwrap().1.to_owned(),
            path if path.starts_with("labels/") && row.is_empty() => row = text,
            _ => {}
        }
    }
    let (_, _, bytes) = exported(site, of, BuiltIn::Coco.into()).await;
    let coco: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let category =
        |row: &serde_json::Value| (row["id"].as_u64().unwrap(), row["name"].as_str().unwrap().to_owned());
    let categories = coco["categories"].as_array().unwrap().iter().map(category).collect();
    let class = row.split(' ').next().unwrap().to_owned();
    (names, class, categories, coco["annotations"][0]["category_id"].as_u64().unwrap())
}

/// `cases/class-ids-first-label`.
#[sqlx::test(migrations = "../migrations")]
async fn a_type_has_one_class_number_in_every_export_of_the_site(pool: PgPool) {
    let site = Site::new(pool).await;
    let goal = site.define("zz goal", ShapeKind::BoundingBox).await;
    let second = site.add_image("b.jpg").await.unwrap();
    site.draw_on(BOB, site.image, goal, square(100)).await.unwrap();
    let known = |names: &[&str]| {
        let yaml = names
            .iter()
            .enumerate()
            .map(|(n, name)| format!("  {n}: \"{name}\"\n"))
            .collect::<Vec<_>>()
            .concat();
        let categories = (1..).zip(names).map(|(id, name)| (id, (*name).to_owned())).collect::<Vec<_>>();
        (yaml, "1".to_owned(), categories, 2)
    };
    assert_eq!(classes(&site, now(site.set)).await, known(&["ball", "zz goal"]));
    let then = head(&site).await;

    site.label(ALICE, second).await;
    assert_eq!(classes(&site, now(site.set)).await, known(&["ball", "zz goal"]));

    let other = create_set(&site.commands, ALICE, site.team, "Montreal").await;
    let image = add_image(&site.commands, ALICE, other, "c.jpg").await.unwrap();
    site.draw_on(BOB, image, goal, square(100)).await.unwrap();
    assert_eq!(classes(&site, now(other)).await, known(&["ball", "zz goal"]));

    let types = &site.commands.annotation_types;
    types.rename(caller(ALICE), goal, name("a goal")).await.unwrap();
    types.deactivate(caller(ALICE), site.ball).await.unwrap();
    site.define("a robot", ShapeKind::BoundingBox).await;
    let selection = Selection { annotation_types: vec![goal], ..all() };
    let chosen = ExportOf::Set { set: other, position: None, selection };
    assert_eq!(classes(&site, chosen).await, known(&["ball", "a goal", "a robot"]));
    let of = ExportOf::Set { set: site.set, position: Some(then), selection: all() };
    assert_eq!(classes(&site, of).await, known(&["ball", "zz goal"]));
    let numbers = site.commands.views().annotation_types_by_number().await.unwrap();
    let numbers: Vec<_> = numbers.iter().map(|line| (line.number, line.name.as_str())).collect();
    assert_eq!(numbers, [(0, "ball"), (1, "a goal"), (2, "a robot")]);
}

#[sqlx::test(migrations = "../migrations")]
async fn one_polygon_makes_no_segmentation_of_a_set_of_boxes(pool: PgPool) {
    let site = Site::new(pool).await;
    let field = site.define("field", ShapeKind::Polygon).await;
    let polygon =
        |x: f64| Shape::from_pixels(ShapeKind::Polygon, &[[x, 10.0], [x + 90.0, 10.0], [x, 99.0]]).unwrap();
    site.draw(BOB, 100).await.unwrap();
    site.draw_on(BOB, site.image, field, polygon(200.0)).await.unwrap();
    assert_eq!(settled(&site, now(site.set)).await, BuiltIn::YoloDetect.into());
    let then = head(&site).await;
    site.draw_on(BOB, site.image, field, polygon(400.0)).await.unwrap();
    assert_eq!(settled(&site, now(site.set)).await, BuiltIn::YoloSegment.into());
    let of = ExportOf::Set { set: site.set, position: Some(then), selection: all() };
    assert_eq!(settled(&site, of).await, BuiltIn::YoloDetect.into());
    let selection = Selection { annotation_types: vec![site.ball], ..all() };
    let of = ExportOf::Set { set: site.set, position: None, selection };
    assert_eq!(settled(&site, of).await, BuiltIn::YoloDetect.into());
}

/// What is stored when somebody asks for `yolo`.
async fn settled(site: &Site, of: ExportOf) -> Format {
    let transfer = site.commands.exports.request(caller(BOB), of, BuiltIn::Yolo.into()).await.unwrap();
    let line = site.commands.views().transfer(transfer).await.unwrap().unwrap();
    let Transfer::Exporting { request, .. } = line.state.0 else { panic!("nobody writes it") };
    request.format
}
