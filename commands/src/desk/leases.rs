//! Images that are kept for somebody for a while, so that the queue gives them to nobody else.

use std::time::Duration;

use domain::{AccountId, ImageId, Timestamp};
use sqlx::PgPool;
use uuid::Uuid;

/// An open page renews it for the image it shows. What a page was handed ahead it asks for anew well before.
pub const LEASE: Duration = Duration::from_secs(90);

/// At most so many are kept for one person, whatever is opened: the image shown and five ahead in two tabs, and what was
/// left within the last seconds. Beyond that the one that would run out first is let go.
pub const MOST: i64 = 16;

/// Keeps the first of these images that is not kept for somebody else. `None`: all are, or somebody was faster.
pub async fn take(
    pool: &PgPool,
    images: &[Uuid],
    account: AccountId,
    now: Timestamp,
) -> sqlx::Result<Option<ImageId>> {
    let taken: Option<Uuid> = sqlx::query_scalar(
        "with taken as (
             insert into desk_leases as lease (image, account, until)
             select i.image, $2, $4 from unnest($1::uuid[]) with ordinality as i(image, place)
             where not exists (select from desk_leases o
                  where o.image = i.image and o.account <> $2 and o.until > $3)
             order by i.place limit 1
             on conflict (image) do update set account = $2, until = $4
             where lease.account = $2 or lease.until <= $3
             returning image),
         too_many as (
             select l.image from desk_leases l, taken
             where l.account = $2 and l.until > $3 and l.image <> taken.image
             order by l.until desc, l.image offset $5 - 1),
         let_go as (
             delete from desk_leases l using too_many where l.image = too_many.image and l.account = $2)
         select image from taken",
    )
    .bind(images)
    .bind(account.uuid())
    .bind(now)
    .bind(now + LEASE)
    .bind(MOST)
    .fetch_optional(pool)
    .await?;
    Ok(taken.map(ImageId::new))
}

/// Whether any of these images is kept for nobody else.
pub async fn any_free(
    pool: &PgPool,
    images: &[Uuid],
    account: AccountId,
    now: Timestamp,
) -> sqlx::Result<bool> {
    sqlx::query_scalar(
        "select exists (select from unnest($1::uuid[]) as i(image) where not exists (
             select from desk_leases o where o.image = i.image and o.account <> $2 and o.until > $3))",
    )
    .bind(images)
    .bind(account.uuid())
    .bind(now)
    .fetch_one(pool)
    .await
}

pub(super) async fn sweep(pool: &PgPool, now: Timestamp) -> sqlx::Result<u64> {
    let gone = sqlx::query("delete from desk_leases where until <= $1").bind(now).execute(pool).await?;
    Ok(gone.rows_affected())
}
