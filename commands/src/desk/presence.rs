//! Who is at which image: a row for each open page, true for as long as the page says so.

use std::time::Duration;

use domain::{AccountId, ImageId, ImageSetId, Timestamp};
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

use super::leases::LEASE;

/// A page that has gone without a word is gone after this long.
const PRESENCE: Duration = Duration::from_mins(1);

/// What somebody has left is kept for a moment: the last label may still be on its way.
const GRACE: Duration = Duration::from_secs(10);

/// Somebody at an image.
#[derive(Debug, Clone, PartialEq, Eq, FromRow, serde::Serialize)]
pub struct Here {
    pub account: Uuid,
    pub name: String,
    pub image: Uuid,
}

/// The page shows this image now; it is kept for whoever looks, unless it is kept for somebody else already.
pub async fn arrive(
    pool: &PgPool,
    tab: Uuid,
    account: AccountId,
    (image, set): (ImageId, ImageSetId),
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query(
        "with before as (select image from desk_presence where tab = $1 and account = $2 and image <> $3),
         let_go as (
             update desk_leases l set until = least(l.until, $8) from before
             where l.image = before.image and l.account = $2),
         kept as (
             insert into desk_leases as lease (image, account, until) values ($3, $2, $6)
             on conflict (image) do update set account = $2, until = $6
             where lease.account = $2 or lease.until <= $7)
         insert into desk_presence as here (tab, account, image, image_set, until) values ($1, $2, $3, $4, $5)
         on conflict (tab) do update set image = $3, image_set = $4, until = $5 where here.account = $2",
    )
    .bind(tab)
    .bind(account.uuid())
    .bind(image.uuid())
    .bind(set.uuid())
    .bind(now + PRESENCE)
    .bind(now + LEASE)
    .bind(now)
    .bind(now + GRACE)
    .execute(pool)
    .await?;
    Ok(())
}

/// The page is still open.
pub async fn stay(pool: &PgPool, tab: Uuid, account: AccountId, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query(
        "with here as (update desk_presence set until = $3 where tab = $1 and account = $2 returning image)
         update desk_leases l set until = $4 from here where l.image = here.image and l.account = $2",
    )
    .bind(tab)
    .bind(account.uuid())
    .bind(now + PRESENCE)
    .bind(now + LEASE)
    .execute(pool)
    .await?;
    Ok(())
}

/// The page was closed.
pub async fn leave(pool: &PgPool, tab: Uuid, account: AccountId, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query(
        "with before as (delete from desk_presence where tab = $1 and account = $2 returning image)
         update desk_leases l set until = least(l.until, $3) from before
         where l.image = before.image and l.account = $2",
    )
    .bind(tab)
    .bind(account.uuid())
    .bind(now + GRACE)
    .execute(pool)
    .await?;
    Ok(())
}

/// Who is where in a set, each person once per image.
pub async fn in_set(pool: &PgPool, set: ImageSetId, now: Timestamp) -> sqlx::Result<Vec<Here>> {
    sqlx::query_as(
        "select distinct p.account, coalesce(d.display_name, 'somebody') as name, p.image
         from desk_presence p left join desk_people d on d.account = p.account
         where p.image_set = $1 and p.until > $2 order by name, account, image",
    )
    .bind(set.uuid())
    .bind(now)
    .fetch_all(pool)
    .await
}

pub(super) async fn sweep(pool: &PgPool, now: Timestamp) -> sqlx::Result<u64> {
    let gone = sqlx::query("delete from desk_presence where until <= $1").bind(now).execute(pool).await?;
    Ok(gone.rows_affected())
}
