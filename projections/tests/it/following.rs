//! Followers tell every fact once, together or alone, and stop at what they cannot tell.

use std::{collections::BTreeMap, time::Duration};

use domain::{AnnotationId, ImageSetId, image};
use projections::{
    Views,
    following::{self, Following, Status},
    points::PointsLine,
    registry,
    statistics::SetProgress,
};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::world::{World, added, append, id, spec};

const SOON: Duration = Duration::from_secs(20);

pub struct Running {
    pub following: Following,
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

impl Running {
    pub fn start(pool: &PgPool) -> Self {
        let (following, stop) = (Following::new(pool.clone()), CancellationToken::new());
        let (runs, stops) = (following.clone(), stop.clone());
        let (_, nobody) = tokio::sync::watch::channel(0);
        let task = tokio::spawn(async move { runs.run(registry::followers(), nobody, stops).await });
        Self { following, stop, task }
    }

    pub async fn projected(&self, position: i64) {
        for name in ["points", "statistics", "pace"] {
            while !self.following.wait_for(name, position, SOON).await.unwrap() {
                let status = self.following.status().await.unwrap();
                assert!(status.iter().all(|status| status.error.is_none()), "{status:?}");
            }
        }
    }

    /// All of it, and nothing else; and lets it go.
    async fn has_projected(self, world: &World, pool: &PgPool) {
        self.projected(i64::try_from(world.log.len()).unwrap()).await;
        check(world, pool).await;
        self.stop().await;
    }

    /// What every view says once none goes on; none reaches the position.
    async fn stopped_before(&self, position: i64) -> Vec<Status> {
        loop {
            let status = self.following.status().await.unwrap();
            if status.len() == 3 && status.iter().all(|status| status.status == "stopped") {
                return status;
            }
            assert!(!self.following.wait_for("points", position, Duration::from_millis(50)).await.unwrap());
        }
    }

    pub async fn stop(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }
}

pub async fn write(world: &World, from: usize, pool: &PgPool) -> i64 {
    append(&world.log[from..], &mut pool.acquire().await.unwrap()).await;
    i64::try_from(world.log.len()).unwrap()
}

/// Counted from the final states alone, by a second pair of eyes.
fn counted(world: &World) -> BTreeMap<Uuid, SetProgress> {
    let mut sets = BTreeMap::<Uuid, SetProgress>::new();
    for (image, _) in world.images.values() {
        let Some(picture) = image.picture() else { continue };
        let set = sets.entry(picture.image_set.uuid()).or_default();
        if picture.removed {
            continue;
        }
        set.images += 1;
        set.labelled_images += i64::from(picture.live_annotations().count() > 0);
        for (_, label) in picture.live_annotations() {
            let others = label.votes.iter().filter(|(account, _)| **account != label.revised_by);
            set.annotations += 1;
            set.votes += i64::try_from(others.clone().count()).unwrap();
            set.accepted += i64::from(others.clone().any(|(_, verdict)| *verdict == image::Verdict::Accept));
        }
    }
    sets
}

async fn check(world: &World, pool: &PgPool) {
    let views = Views::new(pool.clone());
    for (set, expected) in counted(world) {
        let found = views.set_progress(ImageSetId::new(set)).await.unwrap();
        assert_eq!(found, expected);
        let by_type: Vec<(i64, i64)> = sqlx::query_as(
            "select (sum(in_image) + sum(not_in_image))::bigint, sum(accepted)::bigint
             from view_set_statistics where image_set = $1 having count(*) > 0",
        )
        .bind(set)
        .fetch_all(pool)
        .await
        .unwrap();
        assert_eq!(by_type.first().copied().unwrap_or_default(), (found.annotations, found.accepted));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn two_processes_tell_every_fact_once(pool: PgPool) {
    let mut world = World::new(1);
    let (one, two) = (Running::start(&pool), Running::start(&pool));
    for round in 0..10 {
        let from = if round == 0 { 0 } else { world.log.len() };
        world.live(300);
        let position = write(&world, from, &pool).await;
        if round % 2 == 0 { one.following.wake(position) } else { two.following.wake(position) }
    }
    let position = i64::try_from(world.log.len()).unwrap();
    one.projected(position).await;
    two.projected(position).await;
    check(&world, &pool).await;
    one.stop().await;
    two.stop().await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_follower_hears_of_facts_of_another_process(pool: PgPool) {
    let running = Running::start(&pool);
    running.projected(0).await;
    let mut world = World::new(2);
    world.live(200);
    let position = write(&world, 0, &pool).await;
    sqlx::query("select pg_notify($1, $2)")
        .bind(following::CHANNEL)
        .bind(position.to_string())
        .execute(&pool)
        .await
        .unwrap();
    running.has_projected(&world, &pool).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_follower_stops_at_what_it_cannot_read_and_goes_on_when_it_can(pool: PgPool) {
    let mut world = World::new(3);
    world.live(300);
    write(&world, 0, &pool).await;
    let bad = 50;
    let damage = |payload: &'static str| {
        let pool = pool.clone();
        async move {
            for sql in
                ["alter table events disable trigger user", payload, "alter table events enable trigger user"]
            {
                sqlx::query(sql).execute(&pool).await.unwrap();
            }
        }
    };
    sqlx::query("create table kept as select payload::text from events where position = 50")
        .execute(&pool)
        .await
        .unwrap();
    damage("update events set payload = '{\"Unheard\":{}}' where position = 50").await;
    let running = Running::start(&pool);
    for Status { position, error, .. } in running.stopped_before(bad).await {
        assert_eq!(position, bad - 1);
        assert!(error.unwrap().contains("position 50"));
    }
    damage("update events set payload = (select payload::json from kept) where position = 50").await;
    for name in ["points", "statistics", "pace"] {
        assert!(running.following.restart(name).await.unwrap());
    }
    running.has_projected(&world, &pool).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_hole_in_the_log_is_not_taken_for_its_end(pool: PgPool) {
    sqlx::query("update log_head set position = 7").execute(&pool).await.unwrap();
    let running = Running::start(&pool);
    let stopped = running.stopped_before(1).await;
    assert!(stopped[0].error.as_ref().unwrap().contains("missing"));
    assert_eq!((stopped[0].position, stopped[0].lag), (0, 7));
    running.stop().await;
}

/// Commits of followers do not wait for the disk: a crash of PostgreSQL takes the last pages, and who projected them is not informed.
#[sqlx::test(migrations = "../migrations")]
async fn what_a_crash_took_is_projected_again_before_anybody_is_told_that_it_is_there(pool: PgPool) {
    let mut world = World::new(8);
    world.live(4000);
    let position = write(&world, 0, &pool).await;
    let running = Running::start(&pool);
    running.following.wake(position);
    running.projected(position).await;
    sqlx::raw_sql(
        "begin; truncate view_set_statistics, view_set_progress;
         update view_checkpoints set position = 0 where name = 'statistics'; commit",
    )
    .execute(&pool)
    .await
    .unwrap();
    running.has_projected(&world, &pool).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_page_of_large_facts_is_a_short_one(pool: PgPool) {
    let mut world = World::new(10);
    world.live(50);
    write(&world, 0, &pool).await;
    let mut connection = pool.acquire().await.unwrap();
    let all = following::read_page(0, i64::MAX, 1000, &mut connection).await.unwrap();
    assert_eq!(all.len(), world.log.len());
    // Blanks count as well, and change nothing.
    for sql in [
        "alter table events disable trigger user",
        "update events set payload = (payload::text || repeat(' ', 3 << 20))::json where position <= 10",
    ] {
        sqlx::query(sql).execute(&mut *connection).await.unwrap();
    }
    let page = following::read_page(0, i64::MAX, 1000, &mut connection).await.unwrap();
    let positions =
        |page: Vec<projections::Recorded>| page.iter().map(|fact| fact.position).collect::<Vec<_>>();
    assert_eq!(positions(page), [1, 2, 3]);
    let next = following::read_page(3, i64::MAX, 1000, &mut connection).await.unwrap();
    assert_eq!(positions(next), [4, 5, 6]);
}

/// During an upgrade, one replica after the other.
#[sqlx::test(migrations = "../migrations")]
async fn a_view_that_a_newer_program_tells_is_left_alone(pool: PgPool) {
    let mut world = World::new(9);
    world.live(100);
    write(&world, 0, &pool).await;
    sqlx::query("insert into view_checkpoints values ('points', 1000, 3, 'following')")
        .execute(&pool)
        .await
        .unwrap();
    let mut points = registry::followers().swap_remove(0);
    points.catch_up(&pool).await.unwrap();
    let found: (i32, i64, i64) = sqlx::query_as(
        "select version, position, (select count(*) from view_rebuilds) from view_checkpoints where name = 'points'",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(found, (1000, 3, 0));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_accept_by_somebody_else_is_a_point_until_it_is_taken_back(pool: PgPool) {
    use image::{
        Command, Draft, Origin,
        Verdict::{Accept, Reject},
    };
    let [alice, bob, carol] = [id(1, 0), id(1, 1), id(1, 2)];
    let (picture, annotation) = (id(5, 0), AnnotationId::new(id(6, 0)));
    let vote = |verdict| Command::Vote { annotation, revision: 1, verdict };
    let draft = Draft {
        annotation,
        spec: spec(id(2, 0).into()),
        shape: domain::Shape::NotInImage,
        blurred: false,
        concealed: false,
        extreme_points: None,
        origin: Origin::Hand,
    };
    let running = Running::start(&pool);
    let mut world = World::new(4);
    let mut written = 0;
    for (command, by, points) in [
        (Command::Add(added(0)), alice, 0),
        (Command::Draw(draft), alice, 0),
        (vote(Reject), alice, 0),
        (vote(Accept), bob, 1),
        (vote(Accept), carol, 2),
        (vote(Reject), carol, 1),
        (Command::WithdrawVote { annotation, revision: 1 }, carol, 1),
        (Command::WithdrawVote { annotation, revision: 1 }, bob, 0),
        (vote(Accept), bob, 1),
        (Command::ResetVotes { annotation, revision: 1 }, carol, 0),
        (Command::RestoreVotes { annotation, revision: 1 }, carol, 1),
        (Command::Erase { annotation, revision: 1 }, alice, 1),
    ] {
        world.image_by(picture, command, by);
        let position = write(&world, written, &pool).await;
        written = world.log.len();
        running.following.wake(position);
        running.projected(position).await;
        let board = Views::new(pool.clone()).leaderboard(None, None, 10).await.unwrap();
        let expected = if points == 0 { vec![] } else { vec![PointsLine { account: alice, points }] };
        assert_eq!(board, expected);
    }
    running.stop().await;
}
