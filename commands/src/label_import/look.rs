//! The dry run: what an import would draw, and what not.

use std::collections::{BTreeMap, BTreeSet};

use domain::{Action, AnnotationTypeId, Frame, ImageId, ImageSetId, Shape};

use super::{
    ArrivedFile, LabelFile, LabelImports, Report,
    plan::{Meaning, Plan},
};
use crate::{Caller, CommandError};

/// Images with labels on them that are shown.
const SAMPLES: usize = 6;

/// What an import would do, as far as the file, the images and the types tell. Labels that are there already, or reach out
/// of their image, are found when it is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// That would be drawn.
    pub labels: u64,
    /// That they are on.
    pub images: u64,
    pub types: Vec<FoundType>,
    /// What would not be taken, and why.
    pub report: Report,
    pub samples: Vec<SampleImage>,
}

/// A type as the file calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundType {
    pub name: String,
    pub labels: u64,
    /// Which it is here.
    pub annotation_type: Option<AnnotationTypeId>,
    /// It is to be left out.
    pub skipped: bool,
}

/// One image, with the labels that it would get.
#[derive(Debug, Clone, PartialEq)]
pub struct SampleImage {
    pub image: ImageId,
    pub frame: Frame,
    pub labels: Vec<SampleLabel>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SampleLabel {
    pub annotation_type: AnnotationTypeId,
    pub shape: Shape,
}

impl LabelImports {
    /// Looks at a file; changes nothing.
    pub async fn look(
        &self,
        caller: Caller,
        set: ImageSetId,
        file: &LabelFile,
        arrived: ArrivedFile,
    ) -> Result<Look, CommandError> {
        self.permissions.on_set(caller.account, set, Action::Annotate).await?;
        let plan = self.plan(set, file, arrived.bytes.clone()).await?;
        let samples = self.samples(&plan).await?;
        let images: BTreeSet<_> = plan.labels.iter().map(|placed| placed.image).collect();
        let found = |(name, usage): (String, super::plan::TypeUse)| FoundType {
            name,
            labels: usage.labels,
            annotation_type: match usage.meaning {
                Meaning::Type(id) => Some(id),
                Meaning::Unknown | Meaning::LeftOut => None,
            },
            skipped: usage.meaning == Meaning::LeftOut,
        };
        Ok(Look {
            labels: plan.labels.len() as u64,
            images: images.len() as u64,
            types: plan.types.into_iter().map(found).collect(),
            report: plan.report,
            samples,
        })
    }

    /// The first images that would get labels.
    async fn samples(&self, plan: &Plan) -> Result<Vec<SampleImage>, CommandError> {
        let mut labels: BTreeMap<usize, (ImageId, Vec<SampleLabel>)> = BTreeMap::new();
        let mut order: Vec<ImageId> = vec![];
        for placed in plan.labels.iter().filter(|placed| placed.shape != Shape::NotInImage) {
            let nth = order.iter().position(|image| *image == placed.image).unwrap_or(order.len());
            if nth == order.len() {
                if nth == SAMPLES {
                    continue;
                }
                order.push(placed.image);
            }
            let label = SampleLabel { annotation_type: placed.annotation_type, shape: placed.shape.clone() };
            labels.entry(nth).or_insert_with(|| (placed.image, vec![])).1.push(label);
        }
        let ids: Vec<_> = order.iter().map(|image| image.uuid()).collect();
        let frames: BTreeMap<_, _> =
            self.views.images_by_id(&ids).await?.into_iter().map(|line| (line.image, line.frame())).collect();
        let sample = |(image, labels): (ImageId, Vec<SampleLabel>)| {
            Some(SampleImage { image, frame: *frames.get(&image.uuid())?, labels })
        };
        Ok(labels.into_values().filter_map(sample).collect())
    }
}
