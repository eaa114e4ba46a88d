//! Which keys somebody labels with.

use std::collections::BTreeMap;

use domain::AccountId;
use sqlx::{FromRow, PgPool, types::Json};

/// Keys by action. What the keys mean is known to the pages alone.
pub type Keys = BTreeMap<String, Vec<String>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, sqlx::Type)]
#[sqlx(type_name = "text", rename_all = "lowercase")]
pub enum Preset {
    #[default]
    ImageTagger,
    Cvat,
    Labelme,
    Custom,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, FromRow)]
pub struct KeyMap {
    pub preset: Preset,
    /// One's own keys; empty as long as there are none.
    #[sqlx(json)]
    pub keys: Keys,
}

/// Whoever chose nothing has the default.
pub async fn find(pool: &PgPool, account: AccountId) -> sqlx::Result<KeyMap> {
    let found = sqlx::query_as("select preset, keys from desk_key_maps where account = $1")
        .bind(account.uuid())
        .fetch_optional(pool)
        .await?;
    Ok(found.unwrap_or_default())
}

pub async fn keep(pool: &PgPool, account: AccountId, map: &KeyMap) -> sqlx::Result<()> {
    sqlx::query(
        "insert into desk_key_maps (account, preset, keys) values ($1, $2, $3)
         on conflict (account) do update set preset = excluded.preset, keys = excluded.keys",
    )
    .bind(account.uuid())
    .bind(map.preset)
    .bind(Json(&map.keys))
    .execute(pool)
    .await?;
    Ok(())
}
