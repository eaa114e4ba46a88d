//! The set itself, under the names it and its types had at the position.

use domain::{
    AnnotationTypeId, ImageSetId, TeamId,
    annotation_type::AnnotationType,
    formats::{LabelledSet, LabelledType},
    image_set::ImageSet,
    snapshot::Selection,
    team::Team,
};
use uuid::Uuid;

use crate::{LogError, Views};

/// Types on selected images, whatever is thought of the labels: class numbers must not move with votes.
const TYPES: &str = "select distinct r.annotation_type from view_annotation_revisions r
     join view_image_spans s on s.image = r.image
          and s.valid_from <= $2 and (s.valid_to is null or s.valid_to > $2)
     where r.image_set = $1 and r.valid_from <= $2 and (r.valid_to is null or r.valid_to > $2)
       and (cardinality($3::uuid[]) = 0 or r.image = any($3))";

impl Views {
    /// A set as of a log position (one to come means now); `None` when it was not there yet.
    ///
    /// The name of the snapshot, if it is one, is the caller's to add.
    pub async fn labelled_set(
        &self,
        set: ImageSetId,
        position: i64,
        selection: &Selection,
    ) -> Result<Option<LabelledSet>, LogError> {
        let position = position.min(self.log().head().await?);
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
            types: self.labelled_types(set, position, selection).await?,
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

    async fn labelled_types(
        &self,
        set: ImageSetId,
        position: i64,
        selection: &Selection,
    ) -> Result<Vec<LabelledType>, LogError> {
        let mut ids = selection.annotation_types.clone();
        if ids.is_empty() {
            let images: Vec<Uuid> = selection.images.iter().map(|image| image.uuid()).collect();
            let found: Vec<Uuid> = sqlx::query_scalar(TYPES)
                .bind(set.uuid())
                .bind(position)
                .bind(images)
                .fetch_all(&self.0)
                .await?;
            ids = found.into_iter().map(AnnotationTypeId::new).collect();
        }
        ids.sort_unstable();
        ids.dedup();
        let mut types = Vec::with_capacity(ids.len());
        for id in ids {
            types.extend(self.labelled_type(id, position).await?);
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
