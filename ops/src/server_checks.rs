//! A database that may forget what it has acknowledged is refused.

use sqlx::PgConnection;

use crate::Failure;

/// With any of these off, a power failure takes back what people were told is saved.
const DURABILITY: [&str; 3] = ["fsync", "full_page_writes", "synchronous_commit"];
const FLOOR: i32 = 14;

pub async fn check(connection: &mut PgConnection) -> Result<(), Failure> {
    let version: i32 = shown(connection, "server_version_num").await?.parse()?;
    if version / 10_000 < FLOOR {
        let major = version / 10_000;
        return Err(format!("the database is PostgreSQL {major}; annals needs {FLOOR} or newer").into());
    }
    let encoding = shown(connection, "server_encoding").await?;
    if encoding != "UTF8" {
        return Err(format!("the database's encoding is {encoding}; annals needs UTF8").into());
    }
    for setting in DURABILITY {
        if shown(connection, setting).await? == "off" {
            let refusal =
                format!("the database runs with {setting} = off and may lose what is saved: set it to on");
            return Err(refusal.into());
        }
    }
    Ok(())
}

async fn shown(connection: &mut PgConnection, setting: &str) -> sqlx::Result<String> {
    sqlx::query_scalar("select current_setting($1)").bind(setting).fetch_one(connection).await
}
