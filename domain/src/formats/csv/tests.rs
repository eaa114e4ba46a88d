//! CSV: every label and every image has its row, nothing is lost, and no name runs in a spreadsheet.

use super::*;
use crate::{
    ShapeKind,
    formats::{BuiltIn, Files, samples, tests::digest, write},
};

fn csv(images: &[LabelledImage]) -> String {
    let mut writer = Csv::new(samples::set(&samples::TYPES));
    let mut files = Files::default();
    write(&mut writer, || images.iter().cloned(), &mut files).unwrap();
    assert!(writer.report().is_empty());
    files.text("labels.csv").unwrap().to_owned()
}

#[test]
fn every_label_and_every_image_without_labels_has_a_row() {
    let table = csv(&samples::images());
    let rows: Vec<_> = table.lines().collect();
    assert_eq!(rows.len(), 1 + 3 + 1 + 3 + 2);
    for row in &rows[4..5] {
        assert_eq!(row.split(',').count(), rows[0].split(',').count(), "{row}");
    }
    assert!(
        rows[1].contains(",ball,0,bounding_box,\"[[300,50],[400,170]]\",300,50,100,120,false,false,"),
        "{}",
        rows[1]
    );
    assert!(rows[4].ends_with(",640,480,,,,,,,,,,,,,"), "{}", rows[4]);
    assert!(table.contains(",ball,0,not_in_image,,,,,,false,false,"), "{table}");
}

#[test]
fn a_name_that_looks_like_a_formula_is_text() {
    let label = samples::label(ShapeKind::Point, &[[1.0, 2.0]]);
    let table = csv(&[samples::image(1, "=a,b.jpg", vec![label])]);
    assert!(table.contains(",\"'=a,b.jpg\","), "{table}");
}

#[test]
fn the_bytes_stay() {
    assert_eq!(digest(BuiltIn::Csv), "7a7524f2581f1a2c36ef8709cd3987834b0f54be0418659b339f0964fdaecac6");
}
