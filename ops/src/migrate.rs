//! `annals migrate`, and the first thing `serve` does.

use sqlx::{
    Connection, PgConnection,
    migrate::{MigrateError, Migrator},
};

use crate::{Failure, config::Config, data_folder::DataFolder, database::Source, server_checks};

static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

pub async fn run(config: Config) -> Result<(), Failure> {
    let data = DataFolder::of(&config)?;
    let source = Source::open(&config, &data.path).await?;
    let outcome = migrate(source.url()).await;
    source.close().await;
    outcome
}

/// On a connection of its own, without the time limits of the server's.
pub async fn migrate(url: &str) -> Result<(), Failure> {
    let mut connection = PgConnection::connect(url).await?;
    server_checks::check(&mut connection).await?;
    MIGRATIONS.run(&mut connection).await.map_err(sentence)?;
    connection.close().await?;
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
