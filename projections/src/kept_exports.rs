//! Files of exports that are kept: how much of them somebody has, for how long, and who else keeps the same bytes.

use domain::{AccountId, Digest, TeamId, Timestamp};
use uuid::Uuid;

use crate::{Views, transfers::TransferLine};

/// Exports of one account, or of a team's sets by its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeper {
    Account(AccountId),
    /// What strangers export of a public set is theirs alone: they cannot use up what the team may keep.
    Team(TeamId),
}

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct KeptFile {
    pub transfer: Uuid,
    pub file_name: String,
    pub bytes: i64,
}

impl Keeper {
    /// Which rows of `view_transfers t` are meant, with the id as `$1`.
    const fn rows(self) -> &'static str {
        match self {
            Self::Account(_) => "t.kept_digest is not null and t.requested_by = $1",
            Self::Team(_) => {
                "t.kept_digest is not null
                 and t.image_set in (select image_set from view_image_sets where team = $1)
                 and t.requested_by in (
                     select account from view_members where team = $1 and standing in ('member', 'admin'))"
            }
        }
    }

    const fn id(self) -> Uuid {
        match self {
            Self::Account(account) => account.uuid(),
            Self::Team(team) => team.uuid(),
        }
    }
}

impl Views {
    /// Bytes of all files that somebody keeps; the same file is counted once.
    pub async fn kept_bytes(&self, keeper: Keeper) -> sqlx::Result<i64> {
        let sql = format!(
            "select coalesce(sum(kept_bytes), 0)::bigint from (
                 select distinct t.kept_digest, t.kept_bytes from view_transfers t
                 where {}) files",
            keeper.rows()
        );
        sqlx::query_scalar(&sql).bind(keeper.id()).fetch_one(&self.0).await
    }

    /// The largest files that somebody keeps.
    pub async fn largest_kept(&self, keeper: Keeper, limit: i64) -> sqlx::Result<Vec<KeptFile>> {
        let sql = format!(
            "select t.transfer, t.state -> 'Exported' ->> 'file_name' as file_name, t.kept_bytes as bytes
             from view_transfers t where {} order by t.kept_bytes desc, t.transfer limit $2",
            keeper.rows()
        );
        sqlx::query_as(&sql).bind(keeper.id()).bind(limit).fetch_all(&self.0).await
    }

    /// Exports that were finished before then and are kept, oldest first.
    pub async fn exports_kept_since(&self, before: Timestamp, limit: i64) -> sqlx::Result<Vec<TransferLine>> {
        sqlx::query_as(
            "select * from view_transfers where kept_digest is not null and finished_at < $1
             order by finished_at limit $2",
        )
        .bind(before)
        .bind(limit)
        .fetch_all(&self.0)
        .await
    }

    /// Whether an export, or an image that there ever was, is these bytes.
    pub async fn is_kept(&self, digest: Digest) -> sqlx::Result<bool> {
        sqlx::query_scalar(
            "select exists (select from view_transfers where kept_digest = $1)
                 or exists (select from view_images where digest = $1)",
        )
        .bind(digest.bytes().as_slice())
        .fetch_one(&self.0)
        .await
    }
}
