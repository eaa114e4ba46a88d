//! The sets of a cut, under the names that they and their types had at the position.

use std::collections::{HashMap, HashSet};

use domain::{
    AnnotationTypeId, ImageSetId, TeamId,
    annotation_type::AnnotationType,
    formats::{LabelledSet, LabelledType, YoloProposal},
    image_set::ImageSet,
    team::Team,
};
use uuid::Uuid;

use super::Cut;
use crate::{LogError, Views};

/// Labels by type on selected images, whatever is thought of the labels: what is proposed must not move with votes.
///
/// Image by image: `offset 0` keeps PostgreSQL from joining all labels with all images in a loop. Neither query is kept
/// prepared: without knowing which set it is, a plan goes through all of them.
const TYPES: &str = "select r.annotation_type, sum(r.labels)::bigint as labels from (
         select image, annotation_type, count(*) as labels from view_annotation_revisions
         where image_set = any($1) and valid_from <= $2 and (valid_to is null or valid_to > $2)
           and (cardinality($3::uuid[]) = 0 or image = any($3))
           and (cardinality($4::uuid[]) = 0 or annotation_type = any($4))
         group by image, annotation_type
     ) r
     cross join lateral (
         select from view_image_spans
         where image = r.image and valid_from <= $2 and (valid_to is null or valid_to > $2) offset 0
     ) s
     group by r.annotation_type";

const IMAGES: &str = "select count(*) from view_image_spans
     where image_set = any($1) and valid_from <= $2 and (valid_to is null or valid_to > $2)
       and (cardinality($3::uuid[]) = 0 or image = any($3))";

impl Views {
    /// What a cut is of; `None` when a set of it was not there yet. Several sets go under the id of the first one and
    /// the names of all.
    ///
    /// The name of the snapshot, if it is one, is the caller's to add.
    pub async fn labelled_set(&self, cut: impl Into<Cut>) -> Result<Option<LabelledSet>, LogError> {
        let cut = cut.into().as_of(self.log().head().await?);
        let mut whole: Option<LabelledSet> = None;
        for set in &cut.sets {
            let Some(next) = self.one_set(*set, cut.position).await? else { return Ok(None) };
            whole = Some(whole.map_or(next.clone(), |before| together(before, next)));
        }
        let Some(whole) = whole else { return Ok(None) };
        Ok(Some(LabelledSet { types: self.labelled_types(&cut).await?, ..whole }))
    }

    /// How many images a cut has.
    pub async fn images_in(&self, cut: impl Into<Cut>) -> sqlx::Result<u64> {
        let cut = cut.into();
        let count: i64 = sqlx::query_scalar(IMAGES)
            .persistent(false)
            .bind(cut.set_ids())
            .bind(cut.position)
            .bind(cut.image_ids())
            .fetch_one(&self.0)
            .await?;
        Ok(count.unsigned_abs())
    }

    async fn one_set(&self, set: ImageSetId, position: i64) -> Result<Option<LabelledSet>, LogError> {
        let folded = self.log().fold::<ImageSet>(set.uuid(), position).await?;
        let ImageSet::Known(details) = folded.state else { return Ok(None) };
        let team = match details.team {
            Some(team) => self.team_name(team, position).await?,
            None => None,
        };
        Ok(Some(LabelledSet {
            image_set: set,
            name: details.name.to_string(),
            description: details.description.to_string(),
            location: details.location.to_string(),
            team,
            types: vec![],
            position,
            snapshot: None,
        }))
    }

    async fn team_name(&self, team: TeamId, position: i64) -> Result<Option<String>, LogError> {
        Ok(match self.log().fold::<Team>(team.uuid(), position).await?.state {
            Team::Unfounded => None,
            Team::Active { name, .. } | Team::Archived { name, .. } => Some(name.to_string()),
        })
    }

    /// How many labels of each type a cut's images have, whatever is thought of them.
    pub async fn labels_by_type(
        &self,
        cut: impl Into<Cut>,
    ) -> Result<HashMap<AnnotationTypeId, u64>, LogError> {
        let cut = cut.into().as_of(self.log().head().await?);
        let types = &cut.selection.annotation_types;
        let found: Vec<(Uuid, i64)> = sqlx::query_as(TYPES)
            .persistent(false)
            .bind(cut.set_ids())
            .bind(cut.position)
            .bind(cut.image_ids())
            .bind(types.iter().map(|kind| kind.uuid()).collect::<Vec<_>>())
            .fetch_all(&self.0)
            .await?;
        Ok(found.into_iter().map(|(id, labels)| (id.into(), labels.unsigned_abs())).collect())
    }

    /// Which YOLO format fits the labels of a cut.
    pub async fn yolo_proposal(&self, cut: impl Into<Cut>) -> Result<YoloProposal, LogError> {
        let labels = self.labels_by_type(cut).await?;
        let types = self.annotation_types().await?;
        Ok(YoloProposal::of(
            types.iter().filter_map(|line| labels.get(&line.spec.id).map(|count| (line.spec.shape, *count))),
        ))
    }

    /// All types of the site as they were, for their numbers to be without a gap: a selection leaves labels out, not types.
    async fn labelled_types(&self, cut: &Cut) -> Result<Vec<LabelledType>, LogError> {
        let used: HashSet<_> = match &*cut.selection.annotation_types {
            [] => self.labels_by_type(cut.clone()).await?.into_keys().collect(),
            chosen => chosen.iter().copied().collect(),
        };
        let mut types = vec![];
        for (number, id) in (0..).zip(self.annotation_types_defined_by(cut.position).await?) {
            let folded = self.log().fold::<AnnotationType>(id.uuid(), cut.position).await?;
            let AnnotationType::Defined { definition, .. } = folded.state else {
                return Err(sqlx::Error::Decode("a type has a number and no definition".into()).into());
            };
            types.push(LabelledType {
                id,
                number,
                name: definition.name.to_string(),
                shape: definition.shape,
                node_count: definition.node_count,
                used: used.contains(&id),
            });
        }
        Ok(types)
    }
}

/// Every text once.
fn together(whole: LabelledSet, next: LabelledSet) -> LabelledSet {
    let joined = |before: String, text: String| match (before.is_empty(), text.is_empty()) {
        (true, _) => text,
        (_, true) => before,
        _ if before.split(", ").any(|part| part == text) => before,
        _ => format!("{before}, {text}"),
    };
    LabelledSet {
        name: joined(whole.name, next.name),
        description: joined(whole.description, next.description),
        location: joined(whole.location, next.location),
        team: match (whole.team, next.team) {
            (Some(before), Some(team)) => Some(joined(before, team)),
            (before, team) => before.or(team),
        },
        ..whole
    }
}
