//! From where people signed in before: their failed attempts are counted apart from those of strangers.

use std::{net::IpAddr, time::Duration};

use domain::{AccountId, Timestamp};
use sqlx::PgPool;

use super::{
    secret::{Secret, hash_of},
    throttle::network,
};

/// So long a browser is known that was not seen; its cookie lasts as long.
pub const DEVICE: Duration = Duration::from_hours(400 * 24);
/// Addresses pass on to others.
const ADDRESS: Duration = Duration::from_hours(90 * 24);
/// Of each kind, for one person. The oldest go first.
const AT_MOST: i64 = 50;

/// A place from which somebody signed in before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Stranger,
    Address(Vec<u8>),
    Device(Vec<u8>),
}

impl Place {
    /// What its attempts are counted under, beside the name.
    pub fn key(&self) -> &[u8] {
        match self {
            Self::Stranger => &[],
            Self::Address(key) | Self::Device(key) => key,
        }
    }
}

/// Whether whoever signs in under a name did so before from this browser or address. One statement for every name, so that
/// names which nobody has take as long.
pub(super) async fn place(
    pool: &PgPool,
    name: &str,
    device: Option<&str>,
    address: IpAddr,
) -> sqlx::Result<Place> {
    let (device, address) = (device.map(hash_of), address_hash(address));
    // Names hold no NUL, and PostgreSQL takes none.
    let name = if name.contains('\0') { "" } else { name };
    let (by_device, by_address): (bool, bool) = sqlx::query_as(
        "select exists (select from desk_devices join desk_people using (account)
                 where lower(login_name) = lower($1) and secret_hash = $2),
             exists (select from desk_addresses join desk_people using (account)
                 where lower(login_name) = lower($1) and address_hash = $3)",
    )
    .bind(name)
    .bind(device.as_deref())
    .bind(&address)
    .fetch_one(pool)
    .await?;
    Ok(match device {
        Some(device) if by_device => Place::Device(device),
        _ if by_address => Place::Address(address),
        _ => Place::Stranger,
    })
}

/// Somebody signed in from here. Answers the cookie for a browser that has none that we gave it.
pub async fn remember(
    pool: &PgPool,
    account: AccountId,
    device: Option<&str>,
    address: IpAddr,
    now: Timestamp,
) -> sqlx::Result<Option<Secret>> {
    let known: bool = sqlx::query_scalar("select exists (select from desk_devices where secret_hash = $1)")
        .bind(device.map(hash_of))
        .fetch_one(pool)
        .await?;
    let fresh = (!known).then(|| Secret::new(""));
    let hash = fresh.as_ref().map(Secret::hash).or(device.map(hash_of));
    sqlx::query(
        "with old_devices as (
                  delete from desk_devices where account = $1 and secret_hash in (
                      select secret_hash from desk_devices where account = $1 and secret_hash <> $2
                      order by seen_at desc offset $5)),
              old_addresses as (
                  delete from desk_addresses where account = $1 and address_hash in (
                      select address_hash from desk_addresses where account = $1 and address_hash <> $3
                      order by seen_at desc offset $5)),
              device as (
                  insert into desk_devices (secret_hash, account, seen_at) values ($2, $1, $4)
                  on conflict (secret_hash, account) do update set seen_at = excluded.seen_at)
         insert into desk_addresses (account, address_hash, seen_at) values ($1, $3, $4)
         on conflict (account, address_hash) do update set seen_at = excluded.seen_at",
    )
    .bind(account.uuid())
    .bind(hash)
    .bind(address_hash(address))
    .bind(now)
    .bind(AT_MOST - 1)
    .execute(pool)
    .await?;
    Ok(fresh)
}

pub(super) async fn sweep(pool: &PgPool, now: Timestamp) -> sqlx::Result<u64> {
    let gone = sqlx::query(
        "with devices as (delete from desk_devices where seen_at < $1)
         delete from desk_addresses where seen_at < $2",
    )
    .bind(now - DEVICE)
    .bind(now - ADDRESS)
    .execute(pool)
    .await?;
    Ok(gone.rows_affected())
}

fn address_hash(address: IpAddr) -> Vec<u8> {
    hash_of(&format!("address {}", network(address)))
}
