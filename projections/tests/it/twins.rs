//! Names that were two when they were given, and are one by the rules of today.

use projections::{Views, rebuild, registry};
use sqlx::PgPool;

use crate::world::{World, append, id};

async fn names(pool: &PgPool) -> Vec<String> {
    let views = Views::new(pool.clone());
    let teams = views.teams(id(1, 0).into(), "", "", 100).await.unwrap();
    teams.into_iter().map(|team| team.name).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn twins_of_an_older_version_both_keep_their_names(pool: PgPool) {
    let mut world = World::new(1);
    for (team, title) in [(100, "Übung"), (101, "ÜBUNG"), (102, "Leipzig")] {
        world.found_team(id(3, team), title);
    }
    append(&world.log, &mut pool.acquire().await.unwrap()).await;

    let report = rebuild::renew(&pool, registry::INLINE).await.unwrap().unwrap();

    assert_eq!(report.events, i64::try_from(world.log.len()).unwrap());
    assert_eq!(names(&pool).await, ["Leipzig", "ÜBUNG", "Übung"]);
    assert!(rebuild::renew(&pool, registry::INLINE).await.unwrap().is_none(), "once is enough");
    let again = rebuild::rebuild(&pool, registry::INLINE, |_| {}).await.unwrap();
    assert!(again.differences.is_empty(), "{again:?}");

    let copy = |title: &'static str| {
        sqlx::query(
            "insert into view_teams (team, name, archived, founded_at, name_key)
             select gen_random_uuid(), name, archived, founded_at, name_key from view_teams where name = $1",
        )
        .bind(title)
        .execute(&pool)
    };
    assert!(copy("Leipzig").await.is_err(), "all other names are kept apart");
    copy("Übung").await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn a_new_database_needs_no_rebuild(pool: PgPool) {
    assert!(rebuild::renew(&pool, registry::INLINE).await.unwrap().is_none());
    let version: i32 = sqlx::query_scalar("select version from view_rebuilds where name = 'inline'")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert!(version > 0);
}
