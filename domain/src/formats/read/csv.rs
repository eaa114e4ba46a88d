//! A table with a head line: as we write it, or of boxes as many scripts do.
//!
//! Columns are found by their names: the image by `source_path`, `file_name`, `image`, `filename` or `name`; the type by
//! `class`, `type` or `label`; the place by `points`, by `x`, `y`, `w` and `h`, or by `xmin`, `ymin`, `xmax` and `ymax`.

use csv::{ReaderBuilder, StringRecord, Trim};

use super::{
    Found, FoundLabel, Place, Unreadable, at_most,
    place::{point, points},
    text::text,
};
use crate::ShapeKind;

const IMAGES: &[&str] = &["file_name", "image", "filename", "name"];
const TYPES: &[&str] = &["class", "type", "label"];
const SIZED: [&str; 4] = ["x", "y", "w", "h"];
const CORNERS: [&str; 4] = ["xmin", "ymin", "xmax", "ymax"];

/// Where each column is.
struct Columns {
    path: Option<usize>,
    image: usize,
    annotation_type: usize,
    shape: Option<usize>,
    points: Option<usize>,
    sized: Option<[usize; 4]>,
    corners: Option<[usize; 4]>,
    blurred: Option<usize>,
    concealed: Option<usize>,
}

pub(in crate::formats) fn read(bytes: &[u8], found: &mut Found<'_>) -> Result<(), Unreadable> {
    let text = text(bytes)?;
    let mut table = ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(text.as_bytes());
    let head = table.headers().map_err(|_| Unreadable::file("the file has no head line"))?;
    let columns = Columns::of(head)?;
    for (number, row) in (1..).zip(table.records()) {
        at_most(number)?;
        let row = row.map_err(|_| Unreadable::file(format!("row {number} cannot be read as CSV")))?;
        let line = row.position().map_or(0, csv::Position::line);
        // As we write an image without labels.
        if cell(&row, Some(columns.annotation_type)).is_some() {
            found(columns.label(line, &row).map_err(|problem| Unreadable::at(line, problem)));
        }
    }
    Ok(())
}

impl Columns {
    fn of(head: &StringRecord) -> Result<Self, Unreadable> {
        let at = |name: &str| head.iter().position(|column| column.eq_ignore_ascii_case(name));
        let first = |names: &[&str]| {
            names
                .iter()
                .find_map(|name| at(name))
                .ok_or_else(|| Unreadable::file(format!("the head line has no column {}", names.join(", "))))
        };
        let all = |names: [&str; 4]| {
            let found = names.map(at);
            found.iter().all(Option::is_some).then(|| found.map(Option::unwrap_or_default))
        };
        let columns = Self {
            path: at("source_path"),
            image: first(IMAGES)?,
            annotation_type: first(TYPES)?,
            shape: at("shape"),
            points: at("points"),
            sized: all(SIZED),
            corners: all(CORNERS),
            blurred: at("blurred"),
            concealed: at("concealed"),
        };
        if columns.points.is_none() && columns.sized.is_none() && columns.corners.is_none() {
            let words = "the head line has no columns for the place: points, or x, y, w, h, or xmin, ymin, xmax, ymax";
            return Err(Unreadable::file(words));
        }
        Ok(columns)
    }

    fn label(&self, line: u64, row: &StringRecord) -> Result<FoundLabel, String> {
        let image = cell(row, self.path).or_else(|| cell(row, Some(self.image)));
        let yes = |column| matches!(cell(row, column), Some("true" | "True" | "TRUE" | "1" | "yes"));
        Ok(FoundLabel {
            line,
            image: image.ok_or("the row names no image")?.to_owned(),
            annotation_type: cell(row, Some(self.annotation_type)).unwrap_or_default().to_owned(),
            place: self.place(row)?,
            blurred: yes(self.blurred),
            concealed: yes(self.concealed),
        })
    }

    fn place(&self, row: &StringRecord) -> Result<Place, String> {
        let shape = cell(row, self.shape);
        if shape == Some("not_in_image") {
            return Ok(Place::NotInImage);
        }
        let kind = shape
            .map(|code| code.parse::<ShapeKind>().map_err(|_| format!("“{code}” is no shape")))
            .transpose()?;
        if let Some(text) = cell(row, self.points) {
            let pairs: Vec<[f64; 2]> =
                serde_json::from_str(text).map_err(|_| "points are not like [[10,20],[30,40]]".to_owned())?;
            return Ok(Place::Nodes { kind, nodes: points(pairs.as_flattened())? });
        }
        let (columns, is_sized) = match (self.sized, self.corners) {
            (Some(columns), _) => (columns, true),
            (None, Some(columns)) => (columns, false),
            (None, None) => return Err("the row has no points".to_owned()),
        };
        let mut numbers = [0.0; 4];
        for (number, column) in numbers.iter_mut().zip(columns) {
            let cell = cell(row, Some(column)).ok_or("the row has no place")?;
            *number = cell.parse().map_err(|_| format!("“{cell}” is not a number"))?;
        }
        let [x, y, w, h] = numbers;
        let end = if is_sized { (x + w, y + h) } else { (w, h) };
        let corner = |x, y| point(x, y).map_err(|error| error.to_string());
        Ok(Place::Region { min: corner(x, y)?, max: corner(end.0, end.1)?, outlines: vec![] })
    }
}

/// What stands there, if anything does. The quote is how names are kept from running in a spreadsheet.
fn cell(row: &StringRecord, column: Option<usize>) -> Option<&str> {
    let cell = row.get(column?)?;
    let cell = match cell.strip_prefix('\'') {
        Some(name) if name.starts_with(['=', '+', '-', '@']) => name,
        _ => cell,
    };
    (!cell.is_empty()).then_some(cell)
}
