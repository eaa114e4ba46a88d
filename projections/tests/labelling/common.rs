//! Facts put into the log and its inline views, one by one, without asking whether they may be.

use chrono::{DateTime, TimeDelta};
use domain::{AccountId, DomainEvent as _, Stamp, Timestamp};
use projections::{
    Statement,
    inline::{Inline, InlineRows as _, Projected, Rows},
};
use sqlx::PgPool;
use uuid::Uuid;

/// A stream being projected.
pub struct Stream<D> {
    pub id: Uuid,
    pub state: D,
    sequence: i64,
}

impl<D: Inline> Stream<D> {
    pub fn new(id: u128) -> Self {
        Self { id: Uuid::from_u128(id), state: D::default(), sequence: 0 }
    }

    /// Appends a fact and gives its position.
    pub async fn project(&mut self, pool: &PgPool, by: AccountId, event: D::Event) -> i64 {
        let mut transaction = pool.begin().await.unwrap();
        let position: i64 =
            sqlx::query_scalar("update log_head set position = position + 1 returning position")
                .fetch_one(&mut *transaction)
                .await
                .unwrap();
        self.sequence += 1;
        let stamp = Stamp { by, at: at(position) };
        sqlx::query(
            "insert into events (stream_id, sequence, stream_type, type, version, payload, account, at,
                command, correlation, via, position)
             values ($1, $2, $3, $4, $5, $6::text::json, $7, $8, $9, $9, 'page', $10)",
        )
        .bind(self.id)
        .bind(self.sequence)
        .bind(D::TYPE)
        .bind(event.name())
        .bind(event.version())
        .bind(serde_json::to_string(&event).unwrap())
        .bind(by.uuid())
        .bind(stamp.at)
        .bind(Uuid::from_u128(position.unsigned_abs().into()))
        .bind(position)
        .execute(&mut *transaction)
        .await
        .unwrap();
        self.state.apply(&event, stamp);
        let mut rows = Rows::default();
        D::project_into(
            &Projected { stream: self.id, state: &self.state, event: &event, stamp, at: 1 },
            &mut rows,
        );
        let mut statement = Statement::new(&format!("select {}::bigint as base", position - 1));
        rows.write(&mut statement);
        statement.run("select base from h", &mut transaction).await.unwrap();
        transaction.commit().await.unwrap();
        position
    }
}

/// When the fact at a position happened: noon, and a second for each.
pub fn at(position: i64) -> Timestamp {
    DateTime::UNIX_EPOCH + TimeDelta::hours(12) + TimeDelta::seconds(position)
}
