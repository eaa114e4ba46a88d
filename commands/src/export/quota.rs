//! How much of exports an account and a team may keep, and what is said to whoever has used it up.

use std::fmt;

use domain::{AccountId, Role, TeamId};
use projections::{
    kept_exports::{Keeper, KeptFile},
    standing::Standing,
};

use super::Exports;
use crate::{CommandError, settings::Limits};

/// Of the files that take most, so many are named.
const NAMED: i64 = 3;

/// How much of exports there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quotas {
    one: u64,
    account: u64,
    team: u64,
}

/// What an export may still write, and which limit ends it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    pub bytes: u64,
    pub ends_at: EndsAt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EndsAt {
    /// What one export may have.
    One(u64),
    Quota {
        keeper: Keeper,
        used: u64,
        most: u64,
    },
}

impl From<&Limits> for Quotas {
    fn from(limits: &Limits) -> Self {
        Self {
            one: limits.export_bytes,
            account: limits.kept_export_bytes_per_account,
            team: limits.kept_export_bytes_per_team,
        }
    }
}

/// Whose exports count for what the team may keep: strangers cannot use it up.
pub(super) fn team_of_member(standing: &Standing) -> Option<TeamId> {
    standing.team.filter(|_| standing.role != Role::Stranger)
}

impl Exports {
    /// How much there is room for; for members, what the team may keep counts as well.
    pub(super) async fn room(&self, by: AccountId, team: Option<TeamId>) -> Result<Room, CommandError> {
        let mut least = Room { bytes: self.quotas.one, ends_at: EndsAt::One(self.quotas.one) };
        let account = (Keeper::Account(by), self.quotas.account);
        let team = team.map(|team| (Keeper::Team(team), self.quotas.team));
        for (keeper, most) in [account].into_iter().chain(team) {
            let used = self.views.kept_bytes(keeper).await?.unsigned_abs();
            let bytes = most.saturating_sub(used);
            if bytes < least.bytes {
                least = Room { bytes, ends_at: EndsAt::Quota { keeper, used, most } };
            }
        }
        Ok(least)
    }

    /// Refuses an export for which there is no room at all.
    pub(super) async fn has_room(&self, by: AccountId, team: Option<TeamId>) -> Result<(), CommandError> {
        let room = self.room(by, team).await?;
        if room.bytes > 0 {
            return Ok(());
        }
        Err(CommandError::conflict("export_quota", self.full(room.ends_at).await?))
    }

    /// Which limit was reached, how much of it is used, and what to delete.
    pub(super) async fn full(&self, ends_at: EndsAt) -> Result<String, CommandError> {
        let (keeper, used, most) = match ends_at {
            EndsAt::One(most) => {
                return Ok(format!("the export has more than {} (limits.export_bytes)", Size(most)));
            }
            EndsAt::Quota { keeper, used, most } => (keeper, used, most),
        };
        let (whose, who, key) = match keeper {
            Keeper::Account(_) => ("your exports", "one account", "kept_export_bytes_per_account"),
            Keeper::Team(_) => ("the exports of the team's sets", "one team", "kept_export_bytes_per_team"),
        };
        let largest = self.views.largest_kept(keeper, NAMED).await?;
        let delete = largest.iter().map(named).collect::<Vec<_>>().join(", ");
        let hint = if delete.is_empty() { String::new() } else { format!("; the largest are {delete}") };
        Ok(format!(
            "{whose} have {} of the {} that {who} may keep (limits.{key}); delete some of them first, each can be made \
             again at any time{hint}",
            Size(used),
            Size(most)
        ))
    }
}

fn named(file: &KeptFile) -> String {
    format!("{} ({}, /exports/{})", file.file_name, Size(file.bytes.unsigned_abs()), file.transfer)
}

/// Bytes for people to read.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(bytes) = *self;
        let of = |unit: u64| (bytes / unit, bytes % unit * 10 / unit);
        let ((whole, tenth), unit) = match bytes {
            0..0x400 => return write!(f, "{bytes} bytes"),
            0x400..0x10_0000 => (of(1 << 10), "KiB"),
            0x10_0000..0x4000_0000 => (of(1 << 20), "MiB"),
            _ => (of(1 << 30), "GiB"),
        };
        if tenth == 0 { write!(f, "{whole} {unit}") } else { write!(f, "{whole}.{tenth} {unit}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_units_that_people_read() {
        let told = [1023, 1024, 1536, 5 << 20, 34_359_738_368].map(|bytes| Size(bytes).to_string());
        assert_eq!(told, ["1023 bytes", "1 KiB", "1.5 KiB", "5 MiB", "32 GiB"]);
    }
}
