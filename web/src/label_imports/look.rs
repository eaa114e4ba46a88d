//! What importing a file would do, as a part of the page on which it was chosen.

use askama::Template;
use commands::{
    CommandError, Commands,
    label_import::{LabelFile, Look, SampleImage},
};
use domain::AnnotationTypeId;

use super::problems::Problems;
use crate::{
    annotations::{Crop, TypeChoice, Types},
    filters,
};

/// Nothing of a form that was refused but why, or what was found in the file.
#[derive(Default, Template)]
#[template(path = "label_imports/_look.html")]
pub struct LookPart {
    pub problem: Option<String>,
    pub found: Option<Found>,
}

/// What was found in a file.
pub struct Found {
    pub name: String,
    pub format: &'static str,
    pub labels: i64,
    pub images: i64,
    pub skipped: i64,
    pub types: Vec<TypeRow>,
    pub choices: Vec<TypeChoice>,
    pub problems: Problems,
    pub refused: i64,
    pub samples: Vec<Crop>,
}

/// A type as the file calls it, and what it is here.
pub struct TypeRow {
    pub name: String,
    pub labels: i64,
    pub chosen: Option<AnnotationTypeId>,
    pub skipped: bool,
}

impl TypeRow {
    /// Whether somebody has to say what it is.
    pub const fn is_open(&self) -> bool {
        self.chosen.is_none() && !self.skipped
    }

    fn is(&self, choice: &TypeChoice) -> bool {
        self.chosen == Some(choice.id)
    }
}

impl LookPart {
    pub fn refused(problem: String) -> Self {
        Self { problem: Some(problem), found: None }
    }

    pub async fn of(commands: &Commands, file: &LabelFile, look: Look) -> Result<Self, CommandError> {
        let types = Types::load(commands.views()).await?;
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        let mut rows: Vec<_> = look
            .types
            .iter()
            .map(|found| TypeRow {
                name: found.name.clone(),
                labels: count(found.labels),
                chosen: found.annotation_type,
                skipped: found.skipped,
            })
            .collect();
        rows.sort_by_key(|row| !row.is_open());
        let found = Found {
            name: file.name.clone(),
            format: file.format.name(),
            labels: count(look.labels),
            images: count(look.images),
            skipped: count(look.report.skipped),
            types: rows,
            choices: types.choices(None, &[]),
            refused: count(look.report.refused()),
            problems: Problems::load(commands, &look.report).await?,
            samples: look.samples.iter().map(|sample| picture(sample, &types)).collect(),
        };
        Ok(Self { problem: None, found: Some(found) })
    }
}

/// The whole image with the labels that it would get.
fn picture(sample: &SampleImage, types: &Types) -> Crop {
    let class = |of: AnnotationTypeId| types.colour(of).to_owned();
    let shapes: Vec<_> =
        sample.labels.iter().map(|label| (&label.shape, class(label.annotation_type))).collect();
    let says = format!("An image with {} labels of the file", shapes.len());
    Crop::whole(sample.image, sample.frame, &shapes, says)
}
