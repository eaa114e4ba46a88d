//! What we write, read by those for whom it is written: `pycocotools`, `supervision`, `datumaro` and others.
//!
//! Needs `ANNALS_PYTHON`, an interpreter that has the packages of `ops/scripts/readers-requirements.txt`.
#![expect(clippy::unwrap_used, reason = "a test may stop at what it did not expect")]

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use domain::{
    Coordinate, Frame, Point, Shape, ShapeKind,
    formats::{BuiltIn, FileName, Files, Label, LabelledImage, LabelledSet, samples, write},
};
use serde_json::{Map, Value, json};

/// For whom a format is written: a script in `readers`, the package that it reads with, and the shapes it finds.
const fn reader(format: BuiltIn) -> (&'static str, &'static str, &'static [ShapeKind]) {
    use ShapeKind::{BoundingBox, Line, MultiLine, Point, Polygon};
    match format {
        BuiltIn::Coco => ("coco.py", "pycocotools", &[BoundingBox, Point, Line, MultiLine, Polygon]),
        BuiltIn::YoloDetect | BuiltIn::YoloSegment | BuiltIn::Yolo => {
            ("yolo.py", "supervision", &[BoundingBox, Polygon])
        }
        BuiltIn::VocZero => ("by_datumaro.py", "datumaro", &[BoundingBox, Polygon]),
        BuiltIn::Cvat | BuiltIn::Datumaro => ("by_datumaro.py", "datumaro", ShapeKind::ALL),
        // LabelMe has the others, but supervision passes over them.
        BuiltIn::Voc | BuiltIn::Labelme => ("by_supervision.py", "supervision", &[BoundingBox, Polygon]),
        // It has points, but its converter passes over them.
        BuiltIn::LabelStudio => ("by_label_studio.py", "label_studio_sdk", &[BoundingBox, Polygon]),
        BuiltIn::Csv => ("table.py", "csv", ShapeKind::ALL),
        BuiltIn::Torso => ("torso.py", "yaml", ShapeKind::ALL),
        BuiltIn::Imagetagger => ("imagetagger.py", "json", ShapeKind::ALL),
    }
}

#[test]
fn every_format_is_read_by_the_program_it_is_written_for() {
    for format in BuiltIn::ALL {
        let (script, package, carried) = reader(*format);
        let mut set = samples::set(&samples::TYPES);
        set.types.iter_mut().filter(|kind| kind.shape == ShapeKind::MultiLine).for_each(|rope| {
            rope.node_count = Some(3);
        });
        let folder = written(format.code(), *format, set, carried);
        read_by(script, package, &folder);
    }
}

/// Class numbers have no gap for readers, though the middle one of three types is a point, which YOLO does not carry.
#[test]
fn supervision_reads_classes_beside_types_without_rows() {
    let types = [("ball", ShapeKind::BoundingBox), ("dot", ShapeKind::Point), ("field", ShapeKind::Polygon)];
    for format in [BuiltIn::YoloDetect, BuiltIn::YoloSegment] {
        let name = format!("{} beside points", format.code());
        let folder = written(&name, format, samples::set(&types), reader(format).2);
        read_by("yolo.py", "supervision", &folder);
    }
}

/// `cases/coco-area-bowtie`, and whatever else a hand or a program may draw.
#[test]
fn every_mask_has_the_area_that_pycocotools_counts() {
    masks_of("polygons", polygons);
}

fn masks_of(name: &str, images: impl Fn() -> Vec<LabelledImage>) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readers/masks").join(name);
    fs::create_dir_all(&folder).unwrap();
    let mut files = Files::default();
    let set = samples::set(&[("field", ShapeKind::Polygon), ("ball", ShapeKind::BoundingBox)]);
    write(&mut *BuiltIn::Coco.writer(set), images, &mut files).unwrap();
    fs::write(folder.join("annotations.json"), files.text("annotations.json").unwrap()).unwrap();
    read_by("masks.py", "pycocotools", &folder);
}

/// Images of several sizes, with polygons of 3 to 40 points and with boxes: on whole pixels, on the grid by which pycocotools
/// counts, between them, tiny, and reaching outside as old ones may.
fn polygons() -> Vec<LabelledImage> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |below: i64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        i64::try_from(state % below.unsigned_abs()).unwrap()
    };
    let mut labelled = vec![];
    for number in 0..60_u32 {
        let frame = Frame { width: 1 + number * 11, height: 1 + (number * 37) % 500 };
        let mut labels = vec![];
        for turn in 0..40 {
            let step = [1_000_000, 200_000, 100_000, 10_000, 1][turn % 5];
            let side = 1_000_000 * i64::from(frame.width.max(frame.height));
            let reach = if turn % 7 == 0 { side.min(3_000_000) } else { side };
            let outside = if turn % 6 == 0 { reach / 2 } else { 0 };
            let corner = [random(side - reach + 1) - outside, random(side - reach + 1) - outside];
            let mut node = || {
                let [x, y] = corner
                    .map(|from| Coordinate::from_micro(from / step * step + random(reach) / step * step));
                Point { x, y }
            };
            let mut nodes: Vec<_> = (0..3 + turn % 38).map(|_| node()).collect();
            let kind = if turn % 8 == 0 { ShapeKind::BoundingBox } else { ShapeKind::Polygon };
            if kind == ShapeKind::BoundingBox {
                nodes.truncate(2);
                nodes.sort_unstable();
            }
            if let Ok(shape) = Shape::new(kind, nodes) {
                labels.push(Label {
                    annotation_type: samples::type_of(kind),
                    shape,
                    ..samples::absent(kind)
                });
            }
        }
        labelled
            .push(LabelledImage { frame, ..samples::image(number.into(), &format!("{number}.png"), labels) });
    }
    labelled
}

#[test]
fn supervision_reads_yolo_with_boxes_only() {
    let no_polygons = samples::TYPES.map(|(name, kind)| match kind {
        ShapeKind::Polygon => ("field", ShapeKind::Line),
        _ => (name, kind),
    });
    for format in [BuiltIn::YoloDetect, BuiltIn::Yolo] {
        let name = format!("{} of boxes", format.code());
        let folder = written(&name, format, samples::set(&no_polygons), &[ShapeKind::BoundingBox]);
        read_by("yolo.py", "supervision", &folder);
    }
}

/// `cases/coco-mixed-segmentation`: whoever trains masks asks every row for its mask, also where all are boxes.
#[test]
fn pycocotools_makes_a_mask_of_every_row_of_a_set_of_boxes() {
    let label = samples::label(ShapeKind::BoundingBox, &[[10.4, 20.25], [20.9, 30.75]]);
    masks_of("boxes", || vec![samples::image(1, "a.jpg", vec![label.clone()])]);
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
            samples::label(ShapeKind::Line, &[[x, y], [x + 40.0, y]]),
            samples::label(ShapeKind::MultiLine, &[[x, y], [x + 40.0, y + 9.5], [x + 3.0, y + 70.0]]),
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
