//! COCO JSON: boxes, polygons and keypoints. Run-length masks have a box and no outline here.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;

use super::{
    Found, FoundLabel, Place, Unreadable, at_most,
    place::{point, points},
    text::text,
};

#[derive(Deserialize)]
struct File {
    images: Vec<Image>,
    annotations: Vec<Annotation>,
    categories: Vec<Category>,
}

/// Ids are numbers, or texts.
#[derive(Deserialize)]
struct Image {
    id: Value,
    file_name: String,
    #[serde(default)]
    source_path: String,
}

#[derive(Deserialize)]
struct Category {
    id: Value,
    name: String,
}

#[derive(Deserialize)]
struct Annotation {
    image_id: Value,
    category_id: Value,
    #[serde(default)]
    bbox: Vec<f64>,
    #[serde(default)]
    segmentation: Value,
    #[serde(default)]
    keypoints: Vec<f64>,
    #[serde(default)]
    attributes: Value,
}

pub(in crate::formats) fn read(bytes: &[u8], found: &mut Found<'_>) -> Result<(), Unreadable> {
    let file: File = serde_json::from_str(text(bytes)?).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        Unreadable::file(format!(
            "line {line}, column {column}: this is not JSON with COCO's images, annotations and categories"
        ))
    })?;
    at_most(file.annotations.len() as u64)?;
    let key = |id: &Value| id.as_str().map_or_else(|| id.to_string(), str::to_owned);
    let name = |image: Image| {
        let name = if image.source_path.is_empty() { image.file_name } else { image.source_path };
        (key(&image.id), name)
    };
    let images: HashMap<_, _> = file.images.into_iter().map(name).collect();
    let types: HashMap<_, _> = file.categories.into_iter().map(|of| (key(&of.id), of.name)).collect();
    for (line, annotation) in (1..).zip(file.annotations) {
        let (image, kind) = (key(&annotation.image_id), key(&annotation.category_id));
        found(match (images.get(&image), types.get(&kind), annotation.place()) {
            (None, ..) => Err(Unreadable::at(line, format!("the file has no image of id {image}"))),
            (_, None, _) => Err(Unreadable::at(line, format!("the file has no category of id {kind}"))),
            (.., Err(problem)) => Err(Unreadable::at(line, problem)),
            (Some(image), Some(kind), Ok(place)) => Ok(FoundLabel {
                line,
                image: image.clone(),
                annotation_type: kind.clone(),
                place,
                blurred: annotation.has("blurred"),
                concealed: annotation.has("concealed") || annotation.has("occluded"),
            }),
        });
    }
    Ok(())
}

impl Annotation {
    fn has(&self, attribute: &str) -> bool {
        self.attributes.get(attribute).and_then(Value::as_bool).unwrap_or_default()
    }

    fn place(&self) -> Result<Place, String> {
        if !self.keypoints.is_empty() {
            return self.joints();
        }
        let outlines = self.outlines()?;
        let corner = |x, y| point(x, y).map_err(|error| error.to_string());
        match (self.bbox[..].as_array(), outlines.first()) {
            (Some([x, y, w, h]), _) => {
                Ok(Place::Region { min: corner(*x, *y)?, max: corner(x + w, y + h)?, outlines })
            }
            (None, Some(_)) => {
                let (min, max) = crate::shape::around(&outlines.concat());
                Ok(Place::Region { min, max, outlines })
            }
            (None, None) => {
                Err("the annotation has neither a bbox of four numbers nor a segmentation".to_owned())
            }
        }
    }

    /// Keypoints that are labelled, in order.
    fn joints(&self) -> Result<Place, String> {
        if !self.keypoints.len().is_multiple_of(3) {
            return Err("keypoints are not like [x, y, v, …]".to_owned());
        }
        let seen = self.keypoints.chunks_exact(3).filter(|joint| joint[2] > 0.0);
        let numbers: Vec<_> = seen.flat_map(|joint| [joint[0], joint[1]]).collect();
        if numbers.is_empty() {
            return Err("no keypoint is labelled".to_owned());
        }
        Ok(Place::Nodes { kind: None, nodes: points(&numbers)? })
    }

    /// None of a run-length mask.
    fn outlines(&self) -> Result<Vec<Vec<crate::Point>>, String> {
        let Value::Array(parts) = &self.segmentation else { return Ok(vec![]) };
        let part = |part: &Value| {
            let numbers = Vec::<f64>::deserialize(part)
                .map_err(|_| "the segmentation is not lists of numbers".to_owned())?;
            points(&numbers)
        };
        let outlines: Vec<_> = parts.iter().map(part).collect::<Result<_, _>>()?;
        Ok(outlines.into_iter().filter(|outline| !outline.is_empty()).collect())
    }
}
