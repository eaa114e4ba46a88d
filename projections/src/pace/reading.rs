//! Seconds a label and a vote take: the median over all that were measured.

use domain::{AccountId, ImageSetId, Timestamp};
use sqlx::FromRow;
use uuid::Uuid;

use crate::Views;

/// How far back one's own pace looks.
const RECENT: chrono::TimeDelta = chrono::TimeDelta::days(30);

#[derive(Debug, Default, Clone, Copy, PartialEq, FromRow)]
pub struct Measure {
    /// Labels, or votes, that were measured.
    pub items: i64,
    pub median_millis: Option<f64>,
}

/// Somebody's own pace in the last 30 days.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Pace {
    pub labels: Measure,
    pub votes: Measure,
}

/// The pace of everybody who worked on labels of one type in a set.
#[derive(Debug, Clone, PartialEq)]
pub struct TypePace {
    pub annotation_type: Uuid,
    pub labels: Measure,
    pub votes: Measure,
}

#[derive(FromRow)]
struct MeasureRow {
    verifies: bool,
    annotation_type: Uuid,
    #[sqlx(flatten)]
    measure: Measure,
}

/// Each item counts, with its share of the act's time.
const MEDIAN: &str = "count(*) as items,
    percentile_cont(0.5) within group (order by a.millis::float8 / a.items) as median_millis
    from view_acts a cross join lateral generate_series(1, a.items)";

impl Measure {
    /// With one digit after the point; `None` when nothing was measured.
    pub fn seconds(&self) -> Option<String> {
        self.median_millis.map(|millis| format!("{:.1}", millis / 1000.0))
    }
}

impl Pace {
    pub const fn is_empty(&self) -> bool {
        self.labels.items == 0 && self.votes.items == 0
    }
}

impl Views {
    pub async fn pace_of(&self, account: AccountId, now: Timestamp) -> sqlx::Result<Pace> {
        let rows: Vec<MeasureRow> = sqlx::query_as(&format!(
            "select a.verifies, '00000000-0000-0000-0000-000000000000'::uuid as annotation_type, {MEDIAN}
             where a.account = $1 and a.at >= $2 group by a.verifies"
        ))
        .bind(account.uuid())
        .bind(now - RECENT)
        .fetch_all(&self.0)
        .await?;
        let of = |verifies| rows.iter().find(|row| row.verifies == verifies);
        let measure = |verifies| of(verifies).map(|row| row.measure).unwrap_or_default();
        Ok(Pace { labels: measure(false), votes: measure(true) })
    }

    /// By type; nobody is told apart.
    pub async fn pace_in(&self, set: ImageSetId) -> sqlx::Result<Vec<TypePace>> {
        let rows: Vec<MeasureRow> = sqlx::query_as(&format!(
            "select a.verifies, a.annotation_type, {MEDIAN}
             where a.image_set = $1 group by a.annotation_type, a.verifies order by a.annotation_type"
        ))
        .bind(set.uuid())
        .fetch_all(&self.0)
        .await?;
        Ok(rows.chunk_by(|a, b| a.annotation_type == b.annotation_type).map(TypePace::of).collect())
    }
}

impl TypePace {
    fn of(rows: &[MeasureRow]) -> Self {
        let of = |verifies| rows.iter().find(|row| row.verifies == verifies);
        let measure = |verifies| of(verifies).map(|row| row.measure).unwrap_or_default();
        let annotation_type = rows.first().map(|row| row.annotation_type).unwrap_or_default();
        Self { annotation_type, labels: measure(false), votes: measure(true) }
    }
}
