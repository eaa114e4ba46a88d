//! How far followers are behind, for staff and for metrics.

use sqlx::{FromRow, PgPool};

use super::checkpoint::PROJECTED;

/// Where a following view stands.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Status {
    pub name: String,
    pub version: i32,
    pub position: i64,
    /// The last position of the log.
    pub head: i64,
    /// Facts not projected yet.
    pub lag: i64,
    /// `following` or `stopped`.
    pub status: String,
    /// Why it stopped.
    pub error: Option<String>,
}

impl Status {
    pub(super) async fn read(pool: &PgPool) -> sqlx::Result<Vec<Self>> {
        sqlx::query_as(&format!(
            "select name, version, projected as position, h.position as head, h.position - projected as lag, status, error
             from (select *, {PROJECTED} as projected from view_checkpoints) c, log_head h order by name"
        ))
        .fetch_all(pool)
        .await
    }

    #[expect(clippy::cast_precision_loss, reason = "a gauge; exact far beyond any log's length")]
    pub(super) fn measure(&self) {
        let name = self.name.clone();
        metrics::gauge!("annals_projection_position", "projection" => name.clone()).set(self.position as f64);
        metrics::gauge!("annals_projection_lag", "projection" => name.clone()).set(self.lag as f64);
        let stopped = if self.status == "stopped" { 1.0 } else { 0.0 };
        metrics::gauge!("annals_projection_stopped", "projection" => name).set(stopped);
    }
}
