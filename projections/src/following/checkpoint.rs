//! How far a follower has projected, locked while it projects.

use sqlx::{PgConnection, PgExecutor};

use crate::projectors::FollowError;

/// The right to project a view within a transaction.
#[derive(Debug)]
pub struct Checkpoint {
    name: &'static str,
    version: i32,
    /// The last fact that was projected.
    pub position: i64,
}

impl Checkpoint {
    /// Takes the checkpoint for this transaction; `None` while another process has it, or when there is none, or when
    /// a newer program projects the view: two that rebuilt it for each other would never end.
    pub async fn take(
        name: &'static str,
        version: i32,
        connection: &mut PgConnection,
    ) -> Result<Option<Self>, FollowError> {
        let found: Option<(i32, i64)> = sqlx::query_as(
            "select version, position from view_checkpoints where name = $1 for update skip locked",
        )
        .bind(name)
        .fetch_optional(connection)
        .await?;
        match found {
            None => Ok(None),
            Some((stored, _)) if stored > version => Ok(None),
            Some((stored, position)) if stored == version => Ok(Some(Self { name, version, position })),
            Some((stored, position)) => Err(FollowError::Outdated { position, stored }),
        }
    }

    /// Moves it, in the same transaction as the rows.
    pub async fn advance(self, position: i64, connection: &mut PgConnection) -> sqlx::Result<()> {
        sqlx::query(
            "update view_checkpoints set position = $2, version = $3, status = 'following', error = null
             where name = $1",
        )
        .bind(self.name)
        .bind(position)
        .bind(self.version)
        .execute(connection)
        .await?;
        Ok(())
    }
}

/// How far a view of `view_checkpoints` is projected. The proof's own tree says so, in the transaction that lets it grow.
pub(super) const PROJECTED: &str =
    "case name when 'proof' then (select size from log_tree) else position end";

/// Where a view stands, and its status; 0 when it was never projected.
pub async fn position_of(name: &str, executor: impl PgExecutor<'_>) -> sqlx::Result<Option<(i64, String)>> {
    sqlx::query_as(&format!("select {PROJECTED}, status from view_checkpoints where name = $1"))
        .bind(name)
        .fetch_optional(executor)
        .await
}

/// Makes a checkpoint at the beginning of the log if there is none, and lets a stopped one try again.
pub(super) async fn register(name: &str, version: i32, executor: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into view_checkpoints (name, version, position, status) values ($1, $2, 0, 'following')
         on conflict (name) do update set status = 'following', error = null",
    )
    .bind(name)
    .bind(version)
    .execute(executor)
    .await?;
    Ok(())
}

/// Writes down why a view is projected no further.
pub(super) async fn stop(name: &str, error: &str, executor: impl PgExecutor<'_>) -> sqlx::Result<()> {
    sqlx::query("update view_checkpoints set status = 'stopped', error = $2 where name = $1")
        .bind(name)
        .bind(error)
        .execute(executor)
        .await?;
    Ok(())
}
