//! The sets of a cut, under the names that they and their types had at the position.

use domain::{
    AnnotationTypeId, ImageSetId, TeamId,
    annotation_type::AnnotationType,
    formats::{LabelledSet, LabelledType},
    image_set::ImageSet,
    team::Team,
};
use uuid::Uuid;

use super::Cut;
use crate::{LogError, Views};

/// Types on selected images, whatever is thought of the labels: class numbers must not move with votes.
const TYPES: &str = "select distinct r.annotation_type from view_annotation_revisions r
     join view_image_spans s on s.image = r.image
          and s.valid_from <= $2 and (s.valid_to is null or s.valid_to > $2)
     where r.image_set = any($1) and r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2)
       and (cardinality($3::uuid[]) = 0 or r.image = any($3))";

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

    async fn labelled_types(&self, cut: &Cut) -> Result<Vec<LabelledType>, LogError> {
        let mut ids = cut.selection.annotation_types.clone();
        if ids.is_empty() {
            let found: Vec<Uuid> = sqlx::query_scalar(TYPES)
                .bind(cut.set_ids())
                .bind(cut.position)
                .bind(cut.image_ids())
                .fetch_all(&self.0)
                .await?;
            ids = found.into_iter().map(AnnotationTypeId::new).collect();
        }
        ids.sort_unstable();
        ids.dedup();
        let mut types = Vec::with_capacity(ids.len());
        for id in ids {
            types.extend(self.labelled_type(id, cut.position).await?);
        }
        types.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        Ok(types)
    }

    async fn labelled_type(
        &self,
        id: AnnotationTypeId,
        position: i64,
    ) -> Result<Option<LabelledType>, LogError> {
        let folded = self.log().fold::<AnnotationType>(id.uuid(), position).await?;
        Ok(match folded.state {
            AnnotationType::Undefined => None,
            AnnotationType::Defined { definition, .. } => Some(LabelledType {
                id,
                name: definition.name.to_string(),
                shape: definition.shape,
                node_count: definition.node_count,
            }),
        })
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
