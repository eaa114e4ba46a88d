//! What the permission table needs to know: how somebody stands to a set, by one query whatever the way there.

use domain::{
    AccountId, AnnotationId, AnnotationTypeId, Condition, ImageId, ImageSetId, Openness, Role, TeamId,
    annotation_type::Spec,
};
use sqlx::{FromRow, Row as _, postgres::PgRow};
use uuid::Uuid;

use crate::{Views, annotation_types, annotations::LabelRef, images::ImageLine};

/// What stands between somebody and an image set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub image_set: ImageSetId,
    pub team: Option<TeamId>,
    pub role: Role,
    pub openness: Openness,
    pub locked: bool,
    /// Votes are kept from whoever has not judged.
    pub blind: bool,
    pub condition: Condition,
    /// Whether the person's account may act at all.
    pub active: bool,
}

impl FromRow<'_, PgRow> for Standing {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let role = match row.try_get::<Option<&str>, _>("standing")? {
            Some("admin") => Role::Admin,
            Some("member") if row.try_get("is_creator")? => Role::Creator,
            Some("member") => Role::Member,
            _ => Role::Stranger,
        };
        Ok(Self {
            image_set: row.try_get::<Uuid, _>("image_set")?.into(),
            team: row.try_get::<Option<Uuid>, _>("team")?.map(Into::into),
            role,
            openness: openness(row.try_get("openness")?),
            locked: row.try_get("locked")?,
            blind: row.try_get("blind")?,
            condition: condition(row.try_get("deleted")?, row.try_get("archived")?),
            active: row.try_get("may_act")?,
        })
    }
}

/// What an archived team deleted before can be brought back.
const fn condition(deleted: bool, archived: bool) -> Condition {
    match (deleted, archived) {
        (true, _) => Condition::Deleted,
        (false, true) => Condition::Archived,
        (false, false) => Condition::InUse,
    }
}

fn openness(word: &str) -> Openness {
    match word {
        "collaborative" => Openness::Collaborative,
        "public" => Openness::Public,
        _ => Openness::Private,
    }
}

/// `$2`: the person.
const STANDING: &str =
    "s.image_set, s.team, s.openness, s.locked, s.blind, s.deleted_at is not null as deleted,
        exists (select from view_teams o where o.team = s.team and o.archived) as archived,
        m.standing, s.creator = $2 as is_creator,
        exists (select from view_accounts a where a.account = $2 and a.status = 'active') as may_act";

const MEMBER: &str = "left join view_members m on m.team = s.team and m.account = $2";

#[derive(FromRow)]
struct OnImage {
    #[sqlx(flatten)]
    image: ImageLine,
    #[sqlx(flatten)]
    standing: Standing,
}

#[derive(FromRow)]
struct OnAnnotation {
    #[sqlx(flatten)]
    place: LabelRef,
    #[sqlx(flatten)]
    standing: Standing,
}

/// What has to be known before a label is drawn.
struct ToDraw {
    standing: Standing,
    spec: Option<Spec>,
}

impl FromRow<'_, PgRow> for ToDraw {
    fn from_row(row: &PgRow) -> sqlx::Result<Self> {
        let known = row.try_get::<Option<Uuid>, _>("annotation_type")?.is_some();
        let spec = known.then(|| annotation_types::spec(row)).transpose()?;
        Ok(Self { standing: Standing::from_row(row)?, spec })
    }
}

impl Views {
    /// How somebody stands to a set; `None` when there is no such set.
    pub async fn standing_to_set(
        &self,
        set: ImageSetId,
        account: AccountId,
    ) -> sqlx::Result<Option<Standing>> {
        sqlx::query_as(&format!("select {STANDING} from view_image_sets s {MEMBER} where s.image_set = $1"))
            .bind(set.uuid())
            .bind(account.uuid())
            .fetch_optional(&self.0)
            .await
    }

    /// An image, and how somebody stands to its set.
    pub async fn standing_on_image(
        &self,
        image: ImageId,
        account: AccountId,
    ) -> sqlx::Result<Option<(ImageLine, Standing)>> {
        let found: Option<OnImage> = sqlx::query_as(&format!(
            "select {STANDING}, i.image, i.name, i.path, i.digest, i.media_type, i.bytes, i.width, i.height,
                i.metadata, i.removed, i.added_by, i.added_at
             from view_images i join view_image_sets s on s.image_set = i.image_set {MEMBER} where i.image = $1"
        ))
        .bind(image.uuid())
        .bind(account.uuid())
        .fetch_optional(&self.0)
        .await?;
        Ok(found.map(|found| (found.image, found.standing)))
    }

    /// How somebody stands to an image's set, and what a label must satisfy to be of a type, if there is such a one.
    pub async fn standing_to_draw(
        &self,
        image: ImageId,
        annotation_type: AnnotationTypeId,
        account: AccountId,
    ) -> sqlx::Result<Option<(Standing, Option<Spec>)>> {
        let found: Option<ToDraw> = sqlx::query_as(&format!(
            "select {STANDING}, t.*
             from view_images i join view_image_sets s on s.image_set = i.image_set {MEMBER}
             left join view_annotation_types t on t.annotation_type = $3 where i.image = $1"
        ))
        .bind(image.uuid())
        .bind(account.uuid())
        .bind(annotation_type.uuid())
        .fetch_optional(&self.0)
        .await?;
        Ok(found.map(|found| (found.standing, found.spec)))
    }

    /// Where a label is or, if it was erased, was, and how somebody stands to that set.
    pub async fn standing_on_annotation(
        &self,
        annotation: AnnotationId,
        account: AccountId,
    ) -> sqlx::Result<Option<(LabelRef, Standing)>> {
        let found: Option<OnAnnotation> = sqlx::query_as(&format!(
            "select {STANDING}, r.image, r.annotation_type, r.author
             from (select * from view_annotation_revisions where annotation = $1 order by valid_from desc limit 1) r
             join view_image_sets s on s.image_set = r.image_set {MEMBER}"
        ))
        .bind(annotation.uuid())
        .bind(account.uuid())
        .fetch_optional(&self.0)
        .await?;
        Ok(found.map(|found| (found.place, found.standing)))
    }
}
