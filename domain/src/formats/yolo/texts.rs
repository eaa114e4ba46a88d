//! The files beside the labels.

use std::{collections::BTreeSet, fmt::Write as _};

use super::RowForm;
use crate::formats::{
    FileName, LabelledImage, LabelledSet, LabelledType, Part,
    text::{csv_cell, csv_name, yaml_text},
};

pub(super) const IMAGES_HEAD: &str = "path,width,height,sha256,id,name,source_path\n";

/// Where an image file belongs, and which it is.
pub(super) fn image_row(folder: &str, name: &FileName, image: &LabelledImage) -> String {
    format!(
        "{},{},{},{},{},{},{}\n",
        csv_cell(&format!("images/{folder}/{name}")),
        image.frame.width,
        image.frame.height,
        image.digest,
        image.image,
        csv_name(&image.name),
        csv_name(&image.path)
    )
}

/// Without `path:`, so that the folder of this file is the root wherever it is unpacked.
///
/// Readers want both `train` and `val`: a part without an image points to the other one.
pub(super) fn data_yaml(parts: &BTreeSet<Part>, types: &[LabelledType]) -> String {
    let part = |wanted: Part| match parts.first() {
        Some(only) if !parts.contains(&wanted) => only.folder(),
        _ => wanted.folder(),
    };
    let (train, val) = (part(Part::Train), part(Part::Val));
    let mut yaml = format!("train: images/{train}\nval: images/{val}\nnames:");
    if types.is_empty() {
        yaml.push_str(" {}");
    }
    yaml.push('\n');
    for LabelledType { number, name, .. } in types {
        writeln!(yaml, "  {number}: {}", yaml_text(name)).expect("a String takes everything");
    }
    yaml
}

pub(super) fn readme(set: &LabelledSet, rows: RowForm) -> String {
    let what = match rows {
        RowForm::Boxes => {
            "bounding boxes: class, centre x, centre y, width, height; of a polygon, the box around it"
        }
        RowForm::Polygons => {
            "polygons: class, x and y of every node; bounding boxes are polygons of four corners"
        }
    };
    let of = set.snapshot.as_ref().map_or_else(String::new, |snapshot| format!(", snapshot {snapshot}"));
    format!(
        "Labels of the image set {name}{of}, log position {position}, for YOLO ({task}).\n\
         \n\
         Rows are {what}.\n\
         Numbers are parts of the image's width or height, from its top-left corner, after its EXIF rotation.\n\
         A class is the number that its annotation type has in every export, in the order in which types were defined.\n\
         data.yaml lists all of them, so that no number is missing; only bounding boxes and polygons have rows.\n\
         \n\
         The image files are not in this archive. images.csv says where each belongs: its path here, its size, the\n\
         SHA-256 of its bytes, its id, its name in the set, and where its file lay when it was uploaded in a folder or an\n\
         archive (source_path). An image whose name was taken, or is no file name everywhere, has its id added or such\n\
         characters replaced. In the list a name that a spreadsheet would take for a formula stands after a single\n\
         quote. A file of labels is called like its image.\n\
         An image without labels has an empty file.\n\
         \n\
         About one image in five is in val. The bytes of the image decide, so it keeps its part in later exports.\n\
         If all images fall into one part, data.yaml names it for both.\n",
        task = rows.task(),
        name = set.name,
        position = set.position,
    )
}
