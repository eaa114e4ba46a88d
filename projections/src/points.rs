//! Points: what others' accepts earned somebody.
//!
//! One for every accept that is cast on one's label by somebody who neither drew it nor made its present
//! revision; taken back when that accept is withdrawn, reset or becomes a reject, on the day on which that
//! happens, so that no past day ever changes. A vote that ends with a new revision keeps its point.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{
    AccountId, AnnotationId, Fact, TeamId, Timestamp,
    image::{Effect, Image, Verdict},
};
use sqlx::FromRow;
use uuid::Uuid;

use crate::{
    Statement, Views,
    contract::{FollowingView, Next},
};

/// The view `view_points`.
#[derive(Debug)]
pub struct Points;

impl FollowingView for Points {
    const NAME: &'static str = "points";
    const VERSION: i32 = 1;
    const TABLES: &'static [&'static str] = &["view_points"];
    type Changes = HashMap<(Uuid, NaiveDate), i64>;

    fn project(next: &Next<'_>, changes: &mut Self::Changes) {
        let Fact::Image(_, event) = &next.recorded.fact else { return };
        let by = next.recorded.account;
        let votes = match event.effect() {
            Effect::VoteCast(annotation, verdict) => vec![(annotation, by, Some(verdict))],
            Effect::VoteWithdrawn(annotation) => vec![(annotation, by, None)],
            Effect::VotesReset(annotation) => {
                let voters = next.image.annotation(annotation).into_iter().flat_map(|a| a.votes.keys());
                voters.map(|voter| (annotation, *voter, None)).collect()
            }
            Effect::VotesRestored(annotation, votes) => {
                votes.iter().map(|(voter, verdict)| (annotation, *voter, Some(*verdict))).collect()
            }
            Effect::Added(_)
            | Effect::Described(_)
            | Effect::Removed(_)
            | Effect::Drawn(..)
            | Effect::Revised(..)
            | Effect::Erased(_)
            | Effect::Restored(_) => vec![],
        };
        for (annotation, voter, verdict) in votes {
            if let Some((author, points)) = earned(next.image, annotation, voter, verdict) {
                *changes.entry((author.uuid(), next.recorded.at.date_naive())).or_default() += points;
            }
        }
    }

    fn write(changes: Self::Changes, statement: &mut Statement) {
        if changes.is_empty() {
            return;
        }
        let (keys, points): (Vec<_>, Vec<_>) = changes.into_iter().unzip();
        let (accounts, days): (Vec<_>, Vec<_>) = keys.into_iter().unzip();
        let (accounts, days, points) =
            (statement.bind(accounts), statement.bind(days), statement.bind(points));
        statement.clause(&format!(
            "insert into view_points as v (account, day, points)
             select * from unnest(${accounts}::uuid[], ${days}::date[], ${points}::bigint[])
             on conflict (account, day) do update set points = v.points + excluded.points"
        ));
    }
}

/// Who earns or loses how much by a vote that becomes `verdict`.
fn earned(
    image: &Image,
    annotation: AnnotationId,
    by: AccountId,
    verdict: Option<Verdict>,
) -> Option<(AccountId, i64)> {
    let label = image.annotation(annotation)?;
    if by == label.author || by == label.revised_by {
        return None;
    }
    let accepts = |verdict: Option<Verdict>| i64::from(verdict == Some(Verdict::Accept));
    let points = accepts(verdict) - accepts(label.votes.get(&by).copied());
    (points != 0).then_some((label.author, points))
}

/// A place on the leaderboard.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct PointsLine {
    pub account: Uuid,
    pub points: i64,
}

impl Views {
    /// Most points first; `since` is the first day that counts, `team` keeps to its present members.
    pub async fn leaderboard(
        &self,
        since: Option<NaiveDate>,
        team: Option<TeamId>,
        limit: i64,
    ) -> sqlx::Result<Vec<PointsLine>> {
        sqlx::query_as(
            "select account, sum(points)::bigint as points from view_points p
             where ($1::date is null or day >= $1)
               and ($2::uuid is null or exists (select from view_members m where m.team = $2
                    and m.account = p.account and m.standing in ('member', 'admin')))
             group by account having sum(points) > 0 order by points desc, account limit $3",
        )
        .bind(since)
        .bind(team.map(TeamId::uuid))
        .bind(limit)
        .fetch_all(&self.0)
        .await
    }

    /// Somebody's points, all of them.
    pub async fn points_of(&self, account: AccountId) -> sqlx::Result<i64> {
        sqlx::query_scalar("select coalesce(sum(points), 0)::bigint from view_points where account = $1")
            .bind(account.uuid())
            .fetch_one(&self.0)
            .await
    }
}

/// The first of the last 30 days.
pub fn thirty_days_before(now: Timestamp) -> NaiveDate {
    (now - chrono::TimeDelta::days(29)).date_naive()
}
