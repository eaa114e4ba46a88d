//! `annals migrate`, and the first thing `serve` does.

use projections::{rebuild, registry};
use serde_json::json;
use sqlx::{
    Connection, PgConnection,
    migrate::{MigrateError, Migrator},
    postgres::PgPoolOptions,
};

use crate::{
    Failure, config::Config, data_folder::DataFolder, database::Source, output::Output, server_checks,
};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

pub async fn run(config: Config, out: Output) -> Result<(), Failure> {
    let data = DataFolder::of(&config)?;
    let source = Source::open(&config, &data.path).await?;
    let outcome = migrate(source.url()).await;
    source.close().await;
    outcome?;
    out.say("", &json!({ "migrations": MIGRATIONS.iter().count() }));
    Ok(())
}

/// On a connection of its own, without the time limits of the server's.
pub async fn migrate(url: &str) -> Result<(), Failure> {
    let mut connection = PgConnection::connect(url).await?;
    server_checks::check(&mut connection).await?;
    MIGRATIONS.run(&mut connection).await.map_err(sentence)?;
    connection.close().await?;
    renew_views(url).await
}

/// What the append itself writes must be right from the first request on. A rebuild takes connections without time limits.
async fn renew_views(url: &str) -> Result<(), Failure> {
    let pool = PgPoolOptions::new().max_connections(5).connect(url).await?;
    let renewed = rebuild::renew(&pool, registry::INLINE).await;
    pool.close().await;
    renewed?;
    Ok(())
}

/// For commands that may run beside a server: an empty database is brought up to date, one of another version is left
/// alone, since a server of that version may be at work.
pub async fn migrate_if_empty(url: &str) -> Result<(), Failure> {
    let mut connection = PgConnection::connect(url).await?;
    let used = "select to_regclass('_sqlx_migrations') is not null";
    if !sqlx::query_scalar(used).fetch_one(&mut connection).await? {
        connection.close().await?;
        return migrate(url).await;
    }
    server_checks::check(&mut connection).await?;
    let applied = "select version from _sqlx_migrations where success order by version";
    let applied: Vec<i64> = sqlx::query_scalar(applied).fetch_all(&mut connection).await?;
    connection.close().await?;
    if let Some(newer) = applied.iter().find(|version| !MIGRATIONS.version_exists(**version)) {
        return Err(sentence(MigrateError::VersionMissing(*newer)));
    }
    if MIGRATIONS.iter().any(|migration| !applied.contains(&migration.version)) {
        return Err(
            "the database is of an older annals: `annals migrate` brings it up to this one, once no older \
                    server uses it any more"
                .into(),
        );
    }
    Ok(())
}

fn sentence(error: MigrateError) -> Failure {
    match error {
        MigrateError::VersionMissing(version) => format!(
            "the database knows migration {version}, which this annals does not: a newer annals has used it"
        )
        .into(),
        MigrateError::VersionMismatch(version) => {
            format!("migration {version} is not the one the database was made with").into()
        }
        other => other.into(),
    }
}
