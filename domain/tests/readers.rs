//! What we write, read by those for whom it is written: `pycocotools` and `supervision`.
//!
//! Needs `ANNALS_PYTHON`, an interpreter that has the packages of `ops/scripts/readers-requirements.txt`.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use domain::{
    ShapeKind,
    formats::{BuiltIn, FileName, Files, Label, LabelledImage, LabelledSet, samples, write},
};
use serde_json::{Map, Value, json};

/// For whom a format is written: a script in `readers`, the package that it reads with, and the shapes it finds.
const fn reader(format: BuiltIn) -> (&'static str, &'static str, &'static [ShapeKind]) {
    use ShapeKind::{BoundingBox, Point, Polygon};
    match format {
        BuiltIn::Coco => ("coco.py", "pycocotools", &[BoundingBox, Point, Polygon]),
        BuiltIn::Yolo => ("yolo.py", "supervision", &[BoundingBox, Polygon]),
    }
}

#[test]
fn every_format_is_read_by_the_program_it_is_written_for() {
    for format in BuiltIn::ALL {
        let (script, package, carried) = reader(*format);
        let folder = written(format.code(), *format, samples::set(&samples::TYPES), carried);
        read_by(script, package, &folder);
    }
}

#[test]
fn supervision_reads_yolo_with_boxes_only() {
    let no_polygons = samples::TYPES.map(|(name, kind)| match kind {
        ShapeKind::Polygon => ("field", ShapeKind::Line),
        _ => (name, kind),
    });
    let folder = written("boxes", BuiltIn::Yolo, samples::set(&no_polygons), &[ShapeKind::BoundingBox]);
    read_by("yolo.py", "supervision", &folder);
}

/// The samples, and enough images that both parts of YOLO's split have some.
fn images() -> Vec<LabelledImage> {
    let mut images = samples::images();
    for number in 10..40_u32 {
        let [x, y] = [f64::from(number * 7), f64::from(number) * 4.25];
        let labels = vec![
            samples::label(ShapeKind::BoundingBox, &[[x, y], [x + 33.5, y + 40.0]]),
            samples::label(ShapeKind::Polygon, &[[x, y], [x + 200.0, y + 10.0], [x + 90.0, y + 240.25]]),
            samples::label(ShapeKind::Point, &[[x, y]]),
        ];
        images.push(samples::image(number.into(), &format!("n {number}.png"), labels));
    }
    images
}

/// Writes an export and, beside it, what a reader must find: image name -> class, left, top, right, bottom.
fn written(name: &str, format: BuiltIn, set: LabelledSet, carried: &[ShapeKind]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readers").join(name);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => panic!("{}: {error}", folder.display()),
        _ => {}
    }
    let expected = expected(&set, carried);
    let mut files = Files::default();
    write(&mut *format.writer(set), images, &mut files).unwrap();
    for (path, bytes) in files.iter() {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    fs::write(folder.join("expected.json"), expected.to_string()).unwrap();
    folder
}

fn expected(set: &LabelledSet, carried: &[ShapeKind]) -> Value {
    let rows = |image: &LabelledImage| {
        let carried = |label: &&Label| label.shape.kind().is_some_and(|kind| carried.contains(&kind));
        image.labels.iter().filter(carried).map(|label| row(set, label)).collect::<Value>()
    };
    images().iter().map(|image| (FileName::of(image).to_string(), rows(image))).collect::<Map<_, _>>().into()
}

fn row(set: &LabelledSet, label: &Label) -> Value {
    let kind = set.types.iter().find(|kind| kind.id == label.annotation_type).unwrap();
    let (min, max) = label.shape.bounds().unwrap();
    json!([kind.name, min.x, min.y, max.x, max.y])
}

fn read_by(script: &str, package: &str, folder: &Path) {
    let python = env::var("ANNALS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let look = format!("import importlib.util as u, sys; sys.exit(u.find_spec('{package}') is None)");
    let there = Command::new(&python).args(["-c", &look]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        assert!(env::var("CI").as_deref() != Ok("true"), "{python} has no {package}, which CI must have");
        eprintln!("not checked: {python} has no {package}; see ops/scripts/readers-requirements.txt");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers").join(script);
    let read = Command::new(&python).arg(script).arg(folder).output().unwrap();
    assert!(
        read.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&read.stdout),
        String::from_utf8_lossy(&read.stderr)
    );
}
