//! Who is at which image: a row for each open page, true for as long as the page says so.

use std::time::Duration;

use domain::{AccountId, ImageId, ImageSetId, Timestamp};
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

use super::leases::{self, LEASE};

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

/// A page of somebody's, as one connection of it knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListeningTab {
    pub tab: Uuid,
    pub account: AccountId,
    /// An older connection of the page that ends later takes nothing away.
    pub since: Timestamp,
}

/// The image that a page left is free a moment later, unless another page of the same person is there: `before` is what
/// it showed. `$1`: the page, `$2`: the person, `$3`: now, `$4`: a moment later.
const LET_GO: &str = "let_go as (
    update desk_leases l set until = least(l.until, $4) from before
    where l.image = before.image and l.account = $2 and not exists (select from desk_presence o
        where o.image = before.image and o.account = $2 and o.tab <> $1 and o.until > $3))";

/// The page shows this image now; it is kept for whoever looks, unless it is kept for somebody else already.
pub async fn arrive(
    pool: &PgPool,
    tab: Uuid,
    account: AccountId,
    (image, set): (ImageId, ImageSetId),
    now: Timestamp,
) -> sqlx::Result<()> {
    let sql = format!(
        "with before as (select image from desk_presence where tab = $1 and account = $2 and image <> $5),
         {LET_GO}
         insert into desk_presence as here (tab, account, image, image_set, until) values ($1, $2, $5, $6, $7)
         on conflict (tab) do update set image = $5, image_set = $6, until = $7 where here.account = $2"
    );
    sqlx::query(&sql)
        .bind(tab)
        .bind(account.uuid())
        .bind(now)
        .bind(now + GRACE)
        .bind(image.uuid())
        .bind(set.uuid())
        .bind(now + PRESENCE)
        .execute(pool)
        .await?;
    leases::take(pool, &[image.uuid()], account, now).await?;
    Ok(())
}

/// The page is still open.
pub async fn stay(pool: &PgPool, page: ListeningTab, now: Timestamp) -> sqlx::Result<()> {
    sqlx::query(
        "with here as (
             insert into desk_presence as here (tab, account, listening_since, until) values ($1, $2, $3, $4)
             on conflict (tab) do update set listening_since = greatest(here.listening_since, $3), until = $4
             where here.account = $2
             returning image)
         update desk_leases l set until = $5 from here where l.image = here.image and l.account = $2",
    )
    .bind(page.tab)
    .bind(page.account.uuid())
    .bind(page.since)
    .bind(now + PRESENCE)
    .bind(now + LEASE)
    .execute(pool)
    .await?;
    Ok(())
}

/// The connection has ended: the page was closed, unless it listens anew.
pub async fn leave(pool: &PgPool, page: ListeningTab, now: Timestamp) -> sqlx::Result<()> {
    let sql = format!(
        "with before as (
             delete from desk_presence where tab = $1 and account = $2
                 and (listening_since is null or listening_since <= $5)
             returning image),
         {LET_GO} select"
    );
    sqlx::query(&sql)
        .bind(page.tab)
        .bind(page.account.uuid())
        .bind(now)
        .bind(now + GRACE)
        .bind(page.since)
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
