//! Images that are labelled, verified and exported together.

pub mod change;
pub mod create;
pub mod delete;
pub mod hand_over;
pub mod list;
pub mod release;
pub mod restore;
pub mod show;

use chrono::{DateTime, Utc};
use domain::image_set;
use projections::image_sets::SetLine;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

#[derive(Debug, Serialize, ToSchema)]
pub struct ImageSet {
    image_set: Uuid,
    /// Nobody's, once released.
    team: Option<Uuid>,
    team_name: Option<String>,
    creator: Uuid,
    name: String,
    location: String,
    description: String,
    /// `private`, `public` (everybody may read) or `collaborative` (everybody may annotate).
    openness: String,
    /// No image can be added or removed.
    locked: bool,
    /// Whoever has not voted on an annotation does not see how others did.
    blind: bool,
    /// `low`, `normal` or `high`.
    priority: String,
    main_annotation_type: Option<Uuid>,
    tags: Vec<String>,
    created_at: DateTime<Utc>,
    deleted_at: Option<DateTime<Utc>>,
    /// How many images there are.
    images: i64,
    links: ImageSetLinks,
}

/// Where what belongs to it is found.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImageSetLinks {
    page: String,
    images: String,
    annotations: String,
    snapshots: String,
    history: String,
}

/// Which sets a queue offers first.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    Low,
    Normal,
    High,
}

impl From<Priority> for image_set::Priority {
    fn from(priority: Priority) -> Self {
        match priority {
            Priority::Low => Self::Low,
            Priority::Normal => Self::Normal,
            Priority::High => Self::High,
        }
    }
}

impl From<SetLine> for ImageSet {
    fn from(line: SetLine) -> Self {
        Self {
            image_set: line.image_set,
            team: line.team,
            team_name: line.team_name,
            creator: line.creator,
            name: line.name,
            location: line.location,
            description: line.description,
            openness: line.openness,
            locked: line.locked,
            blind: line.blind,
            priority: line.priority,
            main_annotation_type: line.main_annotation_type,
            tags: line.tags.0,
            created_at: line.created_at,
            deleted_at: line.deleted_at,
            images: line.images,
            links: ImageSetLinks::of(line.image_set),
        }
    }
}

impl ImageSetLinks {
    fn of(set: Uuid) -> Self {
        let below = |what: &str| format!("/api/v1/image-sets/{set}/{what}");
        Self {
            page: format!("/image-sets/{set}"),
            images: below("images"),
            annotations: below("annotations"),
            snapshots: below("snapshots"),
            history: below("history"),
        }
    }
}
