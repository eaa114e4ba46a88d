//! Copying labels from one image to another: one command, and each copy says what it was copied from.

use std::collections::{BTreeSet, HashMap, HashSet, hash_map::Entry};

use domain::{
    Action, AnnotationId, AnnotationTypeId, CommandId, Fact, ImageId,
    annotation_type::Spec,
    image::{Command, Draft, Image, Origin},
};
use projections::annotations::AnnotationLine;
use serde::Serialize;
use tracing::instrument;

use crate::{Caller, CommandError, Receipt, Refused, annotation::Labels, ids};

/// Which labels of an image are copied: all, or those that are named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyAnnotations {
    pub from: ImageId,
    pub annotations: Option<BTreeSet<AnnotationId>>,
}

/// What came of it, as of the receipt's position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    pub receipt: Receipt,
    pub copies: Vec<AnnotationId>,
    pub left_out: Vec<LeftOut>,
}

/// A label that was not copied, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    pub origin: AnnotationId,
    pub why: Refused,
}

impl Labels {
    /// Copies what fits. What does not (outside a smaller image, similar to a label, of an inactive type) is left out.
    #[instrument(name = "command.annotation.copy", skip_all, fields(%image, from = %copy.from))]
    pub async fn copy(
        &self,
        caller: Caller,
        image: ImageId,
        copy: CopyAnnotations,
    ) -> Result<Copied, CommandError> {
        self.permissions.on_image(caller.account, copy.from, Action::Read).await?;
        let (_, standing) = self.permissions.on_image(caller.account, image, Action::Annotate).await?;
        if copy.from == image {
            return Err(CommandError::invalid("from", "labels are copied from another image"));
        }
        let caller = caller.asking(&("copy", &copy));
        let lines = self.views.annotations_on(copy.from, caller.account).await?;
        let asked = |line: &AnnotationLine| {
            copy.annotations
                .as_ref()
                .is_none_or(|wanted| wanted.contains(&AnnotationId::new(line.annotation)))
        };
        let drafts = self.copies(caller.command, lines.into_iter().filter(asked)).await?;
        let command = Command::DrawAll(drafts.iter().map(|(_, draft)| draft.clone()).collect());
        let receipt = self.executor.on_image(caller, image, &standing, command).await?;
        self.outcome(caller.command, receipt, drafts, copy.annotations.unwrap_or_default()).await
    }

    /// Each with the label it is a copy of.
    async fn copies(
        &self,
        command: CommandId,
        lines: impl Iterator<Item = AnnotationLine>,
    ) -> Result<Vec<(AnnotationId, Draft)>, CommandError> {
        let mut specs: HashMap<AnnotationTypeId, Spec> = HashMap::new();
        let mut drafts = vec![];
        for line in lines {
            let annotation_type = AnnotationTypeId::new(line.annotation_type);
            let spec = match specs.entry(annotation_type) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(unknown) => *unknown.insert(self.types.spec(annotation_type).await?),
            };
            drafts.push((AnnotationId::new(line.annotation), draft(command, spec, line)));
        }
        Ok(drafts)
    }

    /// By the facts themselves, so that the same command again has the same answer.
    async fn outcome(
        &self,
        command: CommandId,
        receipt: Receipt,
        drafts: Vec<(AnnotationId, Draft)>,
        mut asked: BTreeSet<AnnotationId>,
    ) -> Result<Copied, CommandError> {
        let log = self.views.log();
        let mut origins: HashSet<AnnotationId> = HashSet::new();
        let mut copies = vec![];
        for recorded in log.of_stream(receipt.stream, receipt.position).await? {
            if recorded.command != command {
                continue;
            }
            let Fact::Image(_, event) = recorded.fact else { continue };
            if let Some((drawn, Origin::Copy { annotation, .. })) = event.drawing() {
                origins.insert(annotation);
                copies.push(drawn.annotation);
            }
        }
        asked.retain(|origin| !origins.contains(origin));
        let image = log.fold::<Image>(receipt.stream, receipt.position).await?.state;
        let mut left_out = vec![];
        for (origin, draft) in drafts {
            asked.remove(&origin);
            if let (false, Err(refusal)) = (origins.contains(&origin), image.judge(draft)) {
                left_out.push(LeftOut { origin, why: refusal.into() });
            }
        }
        let gone = domain::image::Refusal::NoSuchAnnotation;
        left_out.extend(asked.into_iter().map(|origin| LeftOut { origin, why: gone.into() }));
        Ok(Copied { receipt, copies, left_out })
    }
}

fn draft(command: CommandId, spec: Spec, line: AnnotationLine) -> Draft {
    let origin =
        Origin::Copy { annotation: AnnotationId::new(line.annotation), image: ImageId::new(line.image) };
    Draft {
        annotation: AnnotationId::new(ids::derive(command, line.annotation.as_bytes())),
        spec,
        shape: line.shape.0,
        blurred: line.blurred,
        concealed: line.concealed,
        extreme_points: None,
        origin,
    }
}
