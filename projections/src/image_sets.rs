//! Image sets, and what the permission table needs to know of them.

use std::{collections::HashMap, iter};

use domain::{
    AccountId, ImageSetId, TeamId, Timestamp,
    image_set::{Details, Event, ImageSet, Open, RESTORABLE},
    search_key, sort_key,
};
use sqlx::{FromRow, types::Json};
use uuid::Uuid;

use crate::{
    Part, Views,
    contract::{InlineView, Projected},
    part::part,
    table,
};

table! {
    ImageSetRow in "view_image_sets" by ["image_set"] {
        image_set: Uuid as "uuid",
        team: Option<Uuid> as "uuid",
        creator: Uuid as "uuid",
        name: String as "text",
        location: String as "text",
        description: String as "text",
        openness: &'static str as "text",
        locked: bool as "boolean",
        blind: bool as "boolean",
        priority: &'static str as "text",
        main_annotation_type: Option<Uuid> as "uuid",
        tags: String as "json",
        created_at: Timestamp as "timestamptz",
        deleted_at: Option<Timestamp> as "timestamptz",
        name_key: String as "text",
        search_key: String as "text",
        sort_key: String as "text",
    }
}

impl InlineView for ImageSet {
    type Rows = HashMap<Uuid, ImageSetRow>;

    fn project(projected: &Projected<'_, Self>, rows: &mut Self::Rows) {
        let Self::Known(set) = projected.state else { return };
        match projected.event {
            Event::ImageSetCreated { .. }
            | Event::ImageSetRenamed { .. }
            | Event::ImageSetDescribed { .. }
            | Event::ImageSetPublished {}
            | Event::ImageSetWithdrawn {}
            | Event::CollaborationOpened {}
            | Event::CollaborationClosed {}
            | Event::ImagesLocked {}
            | Event::ImagesUnlocked {}
            | Event::PrioritySet { .. }
            | Event::MainAnnotationTypeSet { .. }
            | Event::Tagged { .. }
            | Event::Untagged { .. }
            | Event::ImageSetReleased {}
            | Event::ImageSetHandedOver { .. }
            | Event::ImageSetDeleted {}
            | Event::ImageSetRestored {}
            | Event::VerificationBlinded {}
            | Event::VerificationUnblinded {} => {
                let row = ImageSetRow {
                    image_set: projected.stream,
                    team: set.team.map(Into::into),
                    creator: set.creator.into(),
                    name: set.name.to_string(),
                    location: set.location.to_string(),
                    description: set.description.to_string(),
                    openness: word(set.openness),
                    locked: set.locked,
                    blind: set.blind,
                    priority: set.priority.into(),
                    main_annotation_type: set.main_annotation_type.map(Into::into),
                    tags: serde_json::to_string(&set.tags).expect("names are JSON"),
                    created_at: set.created_at,
                    deleted_at: set.deleted_at,
                    name_key: set.name.key(),
                    search_key: searched(set),
                    sort_key: sort_key(set.name.as_str()),
                };
                rows.insert(projected.stream, row);
            }
        }
    }
}

/// Name and tags, a line each, so that nothing is found across them.
fn searched(set: &Details) -> String {
    let lines: Vec<_> =
        iter::once(&set.name).chain(&set.tags).map(|line| search_key(line.as_str())).collect();
    lines.join("\n")
}

const fn word(open: Open) -> &'static str {
    match open {
        Open::Private => "private",
        Open::Public => "public",
        Open::Collaborative => "collaborative",
    }
}

/// An image set as it is now.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct SetLine {
    pub image_set: Uuid,
    /// `None`: released.
    pub team: Option<Uuid>,
    pub team_name: Option<String>,
    pub creator: Uuid,
    pub name: String,
    pub location: String,
    pub description: String,
    /// `private`, `public` or `collaborative`.
    pub openness: String,
    pub locked: bool,
    /// Whoever has not voted on a label does not see how others did.
    pub blind: bool,
    /// `low`, `normal` or `high`.
    pub priority: String,
    pub main_annotation_type: Option<Uuid>,
    pub tags: Json<Vec<String>>,
    pub created_at: Timestamp,
    pub deleted_at: Option<Timestamp>,
    pub images: i64,
}

/// The images of a set, counted: what somebody has just uploaded is among them.
const COUNTED: &str =
    "(select count(*) from view_images i where i.image_set = s.image_set and not i.removed)";

/// As the figures of sets have it, which may be a moment late: to count the images of many sets costs more than all else
/// that a list shows of them.
fn known() -> String {
    format!("coalesce((select p.images from view_set_progress p where p.image_set = s.image_set), {COUNTED})")
}

fn set_line(images: &str) -> String {
    format!(
        "select s.*, t.name as team_name, {images} as images
         from view_image_sets s left join view_teams t on t.team = s.team"
    )
}

impl Views {
    pub async fn image_set(&self, set: ImageSetId) -> sqlx::Result<Option<SetLine>> {
        sqlx::query_as(&format!("{} where s.image_set = $1", set_line(COUNTED)))
            .bind(set.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// The same for whoever does not look at the number of images, or not that closely.
    pub async fn image_set_at_work(&self, set: ImageSetId) -> sqlx::Result<Option<SetLine>> {
        sqlx::query_as(&format!("{} where s.image_set = $1", set_line(&known())))
            .bind(set.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// Sets of the teams one is a member of: by priority, then name.
    pub async fn image_sets_of(&self, account: AccountId) -> sqlx::Result<Vec<SetLine>> {
        sqlx::query_as(&format!(
            "{} join view_members m on m.team = s.team and m.account = $1 and m.standing in ('member', 'admin')
             where s.deleted_at is null
             order by array_position(array['high', 'normal', 'low'], s.priority), s.sort_key, s.image_set",
            set_line(&known())
        ))
        .bind(account.uuid())
        .fetch_all(&self.0)
        .await
    }

    /// Sets of one team that somebody may see, by name.
    pub async fn image_sets_of_team(&self, team: TeamId, seen_by: AccountId) -> sqlx::Result<Vec<SetLine>> {
        sqlx::query_as(&format!(
            "{} left join view_members m on m.team = s.team and m.account = $2
             where s.team = $1 and s.deleted_at is null
               and (s.openness <> 'private' or m.standing in ('member', 'admin'))
             order by s.sort_key, s.image_set",
            set_line(&known())
        ))
        .bind(team.uuid())
        .bind(seen_by.uuid())
        .fetch_all(&self.0)
        .await
    }

    /// Everything somebody may see whose name or tags contain a text, by name.
    pub async fn image_sets(
        &self,
        seen_by: AccountId,
        search: &str,
        after: (&str, Uuid),
        limit: i64,
    ) -> sqlx::Result<Part<SetLine>> {
        let sql = format!(
            "{} left join view_members m on m.team = s.team and m.account = $1
             where s.deleted_at is null and (s.openness <> 'private' or m.standing in ('member', 'admin'))
               and strpos(s.search_key, $2) > 0 and (s.sort_key, s.image_set) > ($3, $4)
             order by s.sort_key, s.image_set limit $5",
            set_line(&known())
        );
        let rows = sqlx::query(&sql)
            .bind(seen_by.uuid())
            .bind(search_key(search))
            .bind(if after.0.is_empty() { String::new() } else { sort_key(after.0) })
            .bind(after.1)
            .bind(limit)
            .fetch(&self.0);
        part(rows, limit).await
    }

    /// Deleted sets that somebody can still restore.
    pub async fn image_sets_to_restore(
        &self,
        account: AccountId,
        now: Timestamp,
    ) -> sqlx::Result<Vec<SetLine>> {
        sqlx::query_as(&format!(
            "{} join view_members m on m.team = s.team and m.account = $1
                 and (m.standing = 'admin' or m.standing = 'member' and s.creator = $1)
             where s.deleted_at >= $2 order by s.deleted_at desc",
            set_line(&known())
        ))
        .bind(account.uuid())
        .bind(now - RESTORABLE)
        .fetch_all(&self.0)
        .await
    }
}
