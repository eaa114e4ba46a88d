//! Views that follow share the reading of the log, wherever each of them is.

use projections::{
    following::Follower,
    rebuild::rebuild,
    registry::{self, following_views},
};
use sqlx::PgPool;

use crate::world::{World, append};

/// All followers, as if they had been there from the beginning.
pub async fn followers(pool: &PgPool) -> Vec<Box<dyn Follower>> {
    let all = registry::followers();
    for follower in &all {
        sqlx::query("insert into view_checkpoints values ($1, $2, 0, 'following')")
            .bind(follower.name())
            .bind(follower.version())
            .execute(pool)
            .await
            .unwrap();
    }
    all
}

/// Lets a follower project all there is; answers in how many steps.
pub async fn project_all(follower: &mut dyn Follower, pool: &PgPool) -> usize {
    let (mut position, mut steps) = (-1, 0);
    loop {
        let reached = follower.catch_up(pool).await.unwrap();
        if reached == position {
            return steps;
        }
        (position, steps) = (reached, steps + 1);
    }
}

/// A log that grows by some facts at a time, and the place up to which it is written.
struct Growing {
    world: World,
    written: usize,
    pool: PgPool,
}

impl Growing {
    fn new(seed: u64, pool: &PgPool) -> Self {
        Self { world: World::new(seed), written: 0, pool: pool.clone() }
    }

    async fn grow(&mut self) {
        self.world.live(30);
        append(&self.world.log[self.written..], &mut self.pool.acquire().await.unwrap()).await;
        self.written = self.world.log.len();
    }

    fn head(&self) -> i64 {
        i64::try_from(self.written).unwrap()
    }

    /// Every view says what it would say if it were projected by itself from the beginning.
    async fn is_projected(&self) {
        for view in following_views() {
            let report = rebuild(&self.pool, view, |_| {}).await.unwrap();
            assert!(report.differences.is_empty(), "{report:?}");
            assert_eq!(report.events, self.head());
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_slower_view_writes_in_one_step_what_others_had_projected(pool: PgPool) {
    let (mut log, mut all) = (Growing::new(1, &pool), followers(&pool).await);
    for _ in 0..10 {
        log.grow().await;
        assert_eq!(all[0].catch_up(&pool).await.unwrap(), log.head());
    }
    for slower in &mut all[1..] {
        assert_eq!(slower.catch_up(&pool).await.unwrap(), log.head());
    }
    log.is_projected().await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_view_that_is_far_behind_reads_by_itself_until_it_meets_the_others(pool: PgPool) {
    let (mut log, mut all) = (Growing::new(2, &pool), followers(&pool).await);
    for _ in 0..40 {
        log.grow().await;
        all[0].catch_up(&pool).await.unwrap();
    }
    // Once by itself up to the pages that are kept, and once for all of those.
    assert_eq!(project_all(&mut *all[1], &pool).await, 2);
    log.grow().await;
    for follower in &mut all {
        project_all(&mut **follower, &pool).await;
    }
    log.is_projected().await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_view_whose_rows_could_not_be_written_is_given_them_again(pool: PgPool) {
    let (mut log, mut all) = (Growing::new(3, &pool), followers(&pool).await);
    log.grow().await;
    let rename = |from: &str, to: &str| format!("alter table {from} rename to {to}");
    sqlx::query(&rename("view_set_progress", "away")).execute(&pool).await.unwrap();
    for follower in &mut all {
        assert_eq!(follower.catch_up(&pool).await.is_err(), follower.name() == "statistics");
    }
    sqlx::query(&rename("away", "view_set_progress")).execute(&pool).await.unwrap();
    log.grow().await;
    for follower in &mut all {
        project_all(&mut **follower, &pool).await;
    }
    log.is_projected().await;
}

/// As two processes do, which take turns.
#[sqlx::test(migrations = "../migrations")]
async fn what_another_process_projected_is_skipped(pool: PgPool) {
    let (mut log, mut one) = (Growing::new(4, &pool), followers(&pool).await);
    let mut two = registry::followers();
    for round in 0..12 {
        log.grow().await;
        let (first, second) = if round % 3 == 0 { (&mut one, &mut two) } else { (&mut two, &mut one) };
        first[round % 2].catch_up(&pool).await.unwrap();
        for (a, b) in second.iter_mut().zip(first) {
            a.catch_up(&pool).await.unwrap();
            b.catch_up(&pool).await.unwrap();
        }
    }
    for follower in &mut one {
        project_all(&mut **follower, &pool).await;
    }
    log.is_projected().await;
}
