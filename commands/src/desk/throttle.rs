//! How often somebody may try. Slows guessing down; never locks a colleague out for good.

use std::{net::IpAddr, time::Duration};

use domain::{AccountId, Timestamp};
use sqlx::PgPool;

use super::secret::hash_of;

/// Asked too often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts")]
pub struct Throttled {
    pub retry_after: Duration,
}

/// A token bucket: so many at once, then one in each interval.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    pub burst: u32,
    pub every: Duration,
}

/// What one address may do, or one account.
#[derive(Debug, Clone, Copy)]
pub struct Rates {
    /// Attempts that fail; those that succeed are free. A whole class may sit behind one address.
    pub sign_in: Rate,
    pub registration: Rate,
    /// Of an account: each says whether there is somebody of that name.
    pub invitation: Rate,
}

/// Whose bucket it is.
#[derive(Debug, Clone, Copy)]
pub enum Whose {
    Address(IpAddr),
    Account(AccountId),
}

impl From<IpAddr> for Whose {
    fn from(address: IpAddr) -> Self {
        Self::Address(address)
    }
}

impl From<AccountId> for Whose {
    fn from(account: AccountId) -> Self {
        Self::Account(account)
    }
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            sign_in: Rate { burst: 20, every: Duration::from_secs(20) },
            registration: Rate { burst: 3, every: Duration::from_mins(20) },
            invitation: Rate { burst: 30, every: Duration::from_mins(2) },
        }
    }
}

/// Takes a token from somebody's bucket for this purpose.
pub async fn take(
    pool: &PgPool,
    rate: Rate,
    purpose: &str,
    whose: impl Into<Whose>,
    now: Timestamp,
) -> sqlx::Result<Result<(), Throttled>> {
    let key = bucket_key(purpose, whose.into());
    let capacity = rate.every * rate.burst;
    let taken = sqlx::query(
        "insert into desk_buckets as bucket (key, full_at) values ($1, $2::timestamptz + $3)
         on conflict (key) do update set full_at = greatest(bucket.full_at, $2) + $3
         where greatest(bucket.full_at, $2) + $3 <= $2 + $4",
    )
    .bind(&key)
    .bind(now)
    .bind(rate.every)
    .bind(capacity)
    .execute(pool)
    .await?;
    if taken.rows_affected() == 1 {
        return Ok(Ok(()));
    }
    let full_at: Option<(Timestamp,)> = sqlx::query_as("select full_at from desk_buckets where key = $1")
        .bind(&key)
        .fetch_optional(pool)
        .await?;
    let free_at = full_at.map_or(now, |(full_at,)| full_at + rate.every - capacity);
    Ok(Err(until(free_at, now)))
}

/// Counts an attempt under a login name as failed, until it is known to have succeeded. The first five of a day cost
/// nothing, for people mistype; then the pause grows: 1, 3, 5, 10 seconds, and after a hundred until midnight (UTC).
/// Attempts from a known place are counted apart, so that strangers lock out strangers.
/// An attempt during the pause is refused and does not lengthen it. Free ones begin no pause, not even one of no
/// length: of two that begin at the same instant, either may come first.
pub(super) async fn count(
    pool: &PgPool,
    name: &str,
    place: &[u8],
    now: Timestamp,
) -> sqlx::Result<Result<(), Throttled>> {
    let key = lock_key(name, place);
    let (today, tomorrow) = day_of(now);
    let counted = sqlx::query(
        "insert into desk_soft_locks as it (key, failures, free_at, touched_at) values ($1, 1, $3, $2)
         on conflict (key) do update set
             failures = case when it.touched_at < $3 then 1 else it.failures + 1 end,
             free_at = case
                 when it.touched_at < $3 or it.failures < 5 then it.free_at
                 when it.failures < 8 then $2 + interval '1 s'
                 when it.failures < 12 then $2 + interval '3 s'
                 when it.failures < 20 then $2 + interval '5 s'
                 when it.failures < 100 then $2 + interval '10 s'
                 else $4
             end,
             touched_at = greatest(it.touched_at, $2)
         where it.free_at <= $2",
    )
    .bind(&key)
    .bind(now)
    .bind(today)
    .bind(tomorrow)
    .execute(pool)
    .await?;
    if counted.rows_affected() == 1 {
        return Ok(Ok(()));
    }
    let free_at: Option<(Timestamp,)> = sqlx::query_as("select free_at from desk_soft_locks where key = $1")
        .bind(&key)
        .fetch_optional(pool)
        .await?;
    Ok(Err(until(free_at.map_or(now, |(at,)| at), now)))
}

/// The attempt could not be judged, so it does not count.
pub(super) async fn take_back(pool: &PgPool, name: &str, place: &[u8], now: Timestamp) -> sqlx::Result<()> {
    sqlx::query(
        "update desk_soft_locks set failures = greatest(failures - 1, 0), free_at = least(free_at, $2) where key = $1",
    )
    .bind(lock_key(name, place))
    .bind(now)
    .execute(pool)
    .await?;
    Ok(())
}

/// The attempt was right: the name starts afresh, from this place.
pub(super) async fn forgive(pool: &PgPool, name: &str, place: &[u8]) -> sqlx::Result<()> {
    sqlx::query("delete from desk_soft_locks where key = $1")
        .bind(lock_key(name, place))
        .execute(pool)
        .await?;
    Ok(())
}

/// Whoever signs in under this name starts afresh, wherever they are; says whether anything was counted.
pub async fn unlock(pool: &PgPool, name: &str) -> sqlx::Result<bool> {
    let gone = sqlx::query("delete from desk_soft_locks where substring(key from 1 for 32) = $1")
        .bind(lock_key(name, &[]))
        .execute(pool)
        .await?;
    Ok(gone.rows_affected() > 0)
}

/// The address has its token back.
pub(super) async fn refund(pool: &PgPool, rate: Rate, purpose: &str, address: IpAddr) -> sqlx::Result<()> {
    sqlx::query("update desk_buckets set full_at = full_at - $2 where key = $1")
        .bind(bucket_key(purpose, address.into()))
        .bind(rate.every)
        .execute(pool)
        .await?;
    Ok(())
}

pub(super) async fn sweep(pool: &PgPool, now: Timestamp) -> sqlx::Result<u64> {
    let gone = sqlx::query(
        "with full_buckets as (delete from desk_buckets where full_at <= $1)
         delete from desk_soft_locks where touched_at < $2 and free_at <= $1",
    )
    .bind(now)
    .bind(day_of(now).0)
    .execute(pool)
    .await?;
    Ok(gone.rows_affected())
}

/// A second at least: whoever is told "0" comes back at once.
fn until(free_at: Timestamp, now: Timestamp) -> Throttled {
    let left = (free_at - now).to_std().unwrap_or_default();
    Throttled { retry_after: left.max(Duration::from_secs(1)) }
}

fn day_of(now: Timestamp) -> (Timestamp, Timestamp) {
    let midnight = now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    (midnight, midnight + Duration::from_hours(24))
}

/// Unknown names count like known ones, or the pause would tell them apart.
fn lock_key(name: &str, place: &[u8]) -> Vec<u8> {
    [&hash_of(&name.to_ascii_lowercase()), place].concat()
}

/// A person with IPv6 holds a whole /64.
pub(super) fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}/64", address.to_bits() >> 64),
    }
}

fn bucket_key(purpose: &str, whose: Whose) -> Vec<u8> {
    let whose = match whose {
        Whose::Account(account) => account.to_string(),
        Whose::Address(address) => network(address),
    };
    hash_of(&format!("{purpose} {whose}"))
}
