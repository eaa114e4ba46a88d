//! What the labels of a file would be in a set.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;
use domain::{
    AnnotationTypeId, ImageId, ImageSetId, Shape,
    annotation_type::Spec,
    formats::read::{FoundLabel, Unreadable},
    name_key,
};

use super::{
    LabelFile, LabelImports,
    image_names::ImageNames,
    report::{LineProblem, Report},
};
use crate::{CommandError, effort};

/// A label that can be drawn, as far as the file tells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Placed {
    pub line: u64,
    pub image: ImageId,
    pub annotation_type: AnnotationTypeId,
    pub shape: Shape,
    pub blurred: bool,
    pub concealed: bool,
}

/// How often the file names a type, and which it is here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TypeUse {
    pub labels: u64,
    pub meaning: Meaning,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Meaning {
    /// No type is called so.
    #[default]
    Unknown,
    LeftOut,
    Type(AnnotationTypeId),
}

#[derive(Debug, Default)]
pub(super) struct Plan {
    pub labels: Vec<Placed>,
    pub types: BTreeMap<String, TypeUse>,
    /// What cannot be drawn, and why.
    pub report: Report,
}

/// What names in a file mean.
struct Names {
    images: ImageNames,
    types: HashMap<String, Spec>,
    specs: HashMap<AnnotationTypeId, Spec>,
    file: LabelFile,
}

impl LabelImports {
    /// Goes through the file; nothing is changed.
    pub(super) async fn plan(
        &self,
        set: ImageSetId,
        file: &LabelFile,
        bytes: Bytes,
    ) -> Result<Plan, CommandError> {
        let images = ImageNames::load(&self.views, set).await?;
        let lines = self.views.annotation_types_by_number().await?;
        let names = Names {
            images,
            types: lines.iter().map(|line| (name_key(&line.name), line.spec)).collect(),
            specs: lines.iter().map(|line| (line.spec.id, line.spec)).collect(),
            file: file.clone(),
        };
        if let Some(unknown) = file.types.values().flatten().find(|chosen| !names.specs.contains_key(*chosen))
        {
            return Err(CommandError::invalid("type", format!("there is no annotation type {unknown}")));
        }
        let read = effort::blocking(move || names.plan(&bytes)).await;
        read.map_err(|_| CommandError::Broken("a file of labels made its reader stop".to_owned()))?
            .map_err(|Unreadable { problem, .. }| CommandError::invalid("file", problem))
    }
}

impl Names {
    fn plan(&self, bytes: &[u8]) -> Result<Plan, Unreadable> {
        let reader = self.file.format.reader().ok_or_else(|| Unreadable {
            line: 0,
            problem: format!("labels cannot be read from {}", self.file.format.name()),
        })?;
        let mut plan = Plan::default();
        reader(bytes, &mut |found| match found.map(|label| self.place(label, &mut plan)) {
            Ok(Ok(None)) => plan.report.skipped += 1,
            Ok(Ok(Some(placed))) => plan.labels.push(placed),
            Ok(Err(problem)) => plan.report.refuse(problem),
            Err(Unreadable { line, problem }) => {
                plan.report.refuse(LineProblem::new(line, "unreadable", problem));
            }
        })?;
        Ok(plan)
    }

    /// None of a label that is to be left out.
    fn place(&self, label: FoundLabel, plan: &mut Plan) -> Result<Option<Placed>, LineProblem> {
        let line = label.line;
        let meaning = self.meaning(&label.annotation_type);
        let usage = plan.types.entry(label.annotation_type.clone()).or_default();
        *usage = TypeUse { labels: usage.labels + 1, meaning };
        let spec = match meaning {
            Meaning::LeftOut => return Ok(None),
            Meaning::Type(id) => self.specs[&id],
            Meaning::Unknown => {
                let reason = format!("no annotation type is called {}", label.annotation_type);
                return Err(LineProblem::new(line, "unknown_type", reason));
            }
        };
        let image = self.images.find(&label.image);
        let image = image.map_err(|reason| LineProblem::new(line, "unknown_image", reason))?;
        let problem = |code, reason: String| LineProblem {
            image: Some(image.uuid()),
            ..LineProblem::new(line, code, reason)
        };
        let FoundLabel { place, blurred, concealed, .. } = label;
        let shape = place.shape(spec.shape).map_err(|reason| problem("shape", reason))?;
        spec.fits(&shape, blurred, concealed).map_err(|misfit| problem("misfit", misfit.to_string()))?;
        Ok(Some(Placed { line, image, annotation_type: spec.id, shape, blurred, concealed }))
    }

    fn meaning(&self, called: &str) -> Meaning {
        match self.file.types.get(called) {
            Some(None) => Meaning::LeftOut,
            Some(Some(id)) => Meaning::Type(*id),
            None => self.types.get(&name_key(called)).map_or(Meaning::Unknown, |spec| Meaning::Type(spec.id)),
        }
    }
}
