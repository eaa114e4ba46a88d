//! Images that are labelled, verified and exported together.

pub mod change;
pub mod lifecycle;

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use commands::{Commands, Permissions};
use domain::{Action, ImageSetId, image_set};
use projections::image_sets::SetLine;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    Problem,
    client::Client,
    extract::Path,
    page::{self, Page, Search},
    route::LISTED,
};

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

#[derive(Debug, Serialize, ToSchema)]
pub struct ImageSets {
    image_sets: Vec<ImageSet>,
    /// `after` of the next page; nothing on the last one.
    next: Option<Uuid>,
}

/// List the image sets that you may read, by name.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "A page of image sets", body = ImageSets)),
)]
pub async fn list(
    client: Client,
    Search { text, page: Page { after, limit } }: Search,
    State(commands): State<Commands>,
) -> Result<Json<ImageSets>, Problem> {
    let (name, id) = match after {
        None => (String::new(), Uuid::nil()),
        Some(id) => (name_of(id, client, &commands).await?, id),
    };
    let lines = commands.views().image_sets(client.account, &text, (&name, id), limit).await?;
    let next = page::next(&lines, |line| line.image_set);
    Ok(Json(ImageSets { image_sets: lines.into_iter().map(ImageSet::from).collect(), next }))
}

/// Where the page before ended, if it may be known; also if it was deleted since.
async fn name_of(id: Uuid, client: Client, commands: &Commands) -> Result<String, Problem> {
    let standing = commands.views().standing_to_set(id.into(), client.account).await?;
    let standing = standing.filter(|standing| Permissions::table_allows(standing, Action::Read));
    let standing = standing.ok_or_else(page::no_such_place)?;
    let line = commands.views().image_set_at_work(standing.image_set).await?;
    Ok(line.ok_or_else(page::no_such_place)?.name)
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ImageSetWithRights {
    #[serde(flatten)]
    image_set: ImageSet,
    /// What you may do with it: `read`, `export`, `annotate`, `edit_others`, `take_snapshot`, `contribute`, `govern`.
    may: Vec<&'static str>,
}

/// Read an image set, and what you may do with it.
#[utoipa::path(
    get, path = LISTED,
    responses((status = OK, description = "The image set", body = ImageSetWithRights)),
)]
pub async fn show(
    client: Client,
    Path(set): Path<ImageSetId>,
    State(commands): State<Commands>,
) -> Result<Json<ImageSetWithRights>, Problem> {
    let standing = commands.permissions.on_set(client.account, set, Action::Read).await?;
    let line = commands.views().image_set(set).await?.ok_or_else(Problem::not_found)?;
    let allowed = |action: &&Action| Permissions::allows(&standing, **action);
    let may = ACTIONS.iter().filter(allowed).map(<&str>::from).collect();
    Ok(Json(ImageSetWithRights { image_set: line.into(), may }))
}

const ACTIONS: [Action; 7] = [
    Action::Read,
    Action::Export,
    Action::Annotate,
    Action::EditOthers,
    Action::TakeSnapshot,
    Action::Contribute,
    Action::Govern,
];
