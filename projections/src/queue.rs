//! Which image comes next: for those who label, and for those who verify.

use domain::{AccountId, AnnotationTypeId, ImageId, ImageSetId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{Views, images::ImageLine};

/// Which images of a set somebody goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sieve {
    All,
    /// Nobody has said where the thing is, nor that it is not there.
    Without(AnnotationTypeId),
    Unlabelled,
    /// Some label waits for this person's vote.
    Unverified(AccountId),
}

/// An image beside another one.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Neighbour {
    pub image: Uuid,
    pub name: String,
    pub labelled: bool,
}

/// Where an image stands among those somebody goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Place {
    /// Images up to and including this one.
    pub at: i64,
    pub of: i64,
}

/// `$2` is the one id that a sieve names, if any.
const WAITS: &str = "r.image = i.image and r.valid_to is null and not exists (select from view_vote_spans v
     where v.annotation = r.annotation and v.account = $2 and v.valid_to is null)";

impl Sieve {
    fn condition(self) -> String {
        let labels = "select from view_annotation_revisions r where r.image = i.image and r.valid_to is null";
        match self {
            Self::All => "$2::uuid is null".to_owned(),
            Self::Without(_) => format!("not exists ({labels} and r.annotation_type = $2)"),
            Self::Unlabelled => format!("$2::uuid is null and not exists ({labels})"),
            Self::Unverified(_) => format!("exists (select from view_annotation_revisions r where {WAITS})"),
        }
    }

    const fn id(self) -> Option<Uuid> {
        match self {
            Self::All | Self::Unlabelled => None,
            Self::Without(annotation_type) => Some(annotation_type.uuid()),
            Self::Unverified(account) => Some(account.uuid()),
        }
    }

    /// What people disagree about comes first.
    fn urgency(self) -> String {
        match self {
            Self::All | Self::Without(_) | Self::Unlabelled => "i.removed".to_owned(),
            Self::Unverified(_) => format!(
                "not exists (select from view_annotation_revisions r where {WAITS}
                   and exists (select from view_vote_spans v
                        where v.annotation = r.annotation and v.valid_to is null and not v.accepts)
                   and exists (select from view_vote_spans v
                        where v.annotation = r.annotation and v.valid_to is null and v.accepts))"
            ),
        }
    }
}

impl Views {
    /// The images before and after one, nearest first.
    pub async fn around(
        &self,
        image: &ImageLine,
        sieve: Sieve,
        before: i64,
        after: i64,
    ) -> sqlx::Result<(Vec<Neighbour>, Vec<Neighbour>)> {
        let previous = self.beside(image, sieve, ("<", "desc"), before).await?;
        Ok((previous, self.beside(image, sieve, (">", "asc"), after).await?))
    }

    async fn beside(
        &self,
        image: &ImageLine,
        sieve: Sieve,
        (side, order): (&str, &str),
        limit: i64,
    ) -> sqlx::Result<Vec<Neighbour>> {
        sqlx::query_as(&format!(
            "select i.image, i.name, exists (select from view_annotation_revisions l
                 where l.image = i.image and l.valid_to is null) as labelled
             from view_images i
             where i.image_set = $1 and not i.removed and (i.name, i.image) {side} ($3, $4) and {}
             order by i.name {order}, i.image {order} limit $5",
            sieve.condition()
        ))
        .bind(image.image_set)
        .bind(sieve.id())
        .bind(&image.name)
        .bind(image.image)
        .bind(limit)
        .fetch_all(&self.0)
        .await
    }

    /// Where an image stands among those of its set that pass.
    pub async fn place_among(&self, image: &ImageLine, sieve: Sieve) -> sqlx::Result<Place> {
        sqlx::query_as(&format!(
            "select count(*) filter (where (i.name, i.image) <= ($3, $4)) as at, count(*) as of
             from view_images i where i.image_set = $1 and not i.removed and {}",
            sieve.condition()
        ))
        .bind(image.image_set)
        .bind(sieve.id())
        .bind(&image.name)
        .bind(image.image)
        .fetch_one(&self.0)
        .await
    }

    /// The image to go on with after one, round and round; `None` when none of the set passes.
    pub async fn next_in_queue(
        &self,
        set: ImageSetId,
        sieve: Sieve,
        after: Option<ImageId>,
    ) -> sqlx::Result<Option<ImageId>> {
        let found: Option<Uuid> = sqlx::query_scalar(&format!(
            "select i.image from view_images i left join view_images a on a.image = $3
             where i.image_set = $1 and not i.removed and {}
             order by {}, coalesce((i.name, i.image) <= (a.name, a.image), false), i.name, i.image limit 1",
            sieve.condition(),
            sieve.urgency()
        ))
        .bind(set.uuid())
        .bind(sieve.id())
        .bind(after.map(ImageId::uuid))
        .fetch_optional(&self.0)
        .await?;
        Ok(found.map(ImageId::new))
    }
}
