//! The contract with postgres-es: its stock repository reads our log and appends to it.

use commands::{
    event_sourced::{EventSourced, RowCollector},
    second_reader::{EVENTS, compare},
};
use cqrs_es::{CqrsFramework, persist::PersistedEventStore};
use domain::{
    Stamp,
    image::Verdict,
    team::{Command, Team},
    testing::{ALICE, BOB, noon},
};
use fixtures::{Site, caller, name};
use postgres_es::PostgresEventRepository;
use sqlx::PgPool;

#[sqlx::test(migrations = "../migrations")]
async fn its_fold_agrees_with_ours_on_every_stream(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let (ball, _) = site.draw(ALICE, 100).await.unwrap();
    site.commands.labels.vote(caller(BOB), ball, 1, Verdict::Reject).await.unwrap();

    let head = site.commands.views().log().head().await.unwrap();
    let agreement = compare(&pool, head).await.unwrap();

    assert_eq!(agreement.events, head);
    assert_eq!((agreement.streams, agreement.differing), (7, vec![]));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_happens_meanwhile_is_not_compared(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    site.draw(ALICE, 100).await.unwrap();
    let head = site.commands.views().log().head().await.unwrap();
    site.draw(BOB, 300).await.unwrap();
    site.add_image("b.jpg").await.unwrap();

    let agreement = compare(&pool, head).await.unwrap();

    assert_eq!((agreement.events, agreement.streams, agreement.differing), (head, 7, vec![]));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_it_cannot_read_is_not_taken_for_agreement(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    site.draw(ALICE, 100).await.unwrap();
    let head = site.commands.views().log().head().await.unwrap();
    let definition: String =
        sqlx::query_scalar("select pg_get_viewdef('log_cqrs')").fetch_one(&pool).await.unwrap();
    let definition = definition.trim_end_matches(';').to_owned();
    let replace = async |view: &str| {
        sqlx::query(&format!("create or replace view log_cqrs as {view}")).execute(&pool).await.unwrap();
    };

    // It stops in the middle of the answer, as at a time limit.
    replace(&definition.replacen("sequence", "sequence / (sequence - 2) * (sequence - 2) as sequence", 1))
        .await;
    assert!(compare(&pool, head).await.unwrap_err().to_string().contains("division by zero"));
    // Or does not find a fact.
    replace(&format!("{definition} where type <> 'AnnotationDrawn'")).await;
    let missing = compare(&pool, head).await.unwrap_err().to_string();
    assert_eq!(missing, format!("postgres-es finds {} of {head} facts", head - 1));
}

#[sqlx::test(migrations = "../migrations")]
async fn what_it_appends_is_in_the_log_like_everything_else(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let head = site.commands.views().log().head().await.unwrap();
    let repository = PostgresEventRepository::new(pool.clone()).with_tables(EVENTS, "none");
    let store = PersistedEventStore::<_, EventSourced<Team>>::new_event_store(repository);
    let stock = CqrsFramework::new(store, vec![], RowCollector::new(site.team.uuid(), false));

    let stamp = Stamp { by: ALICE, at: noon() };
    stock
        .execute(&site.team.to_string(), (stamp, vec![Command::Rename { name: name("Hamburg") }]))
        .await
        .unwrap();

    let facts = site.commands.views().log().after(head, 10).await.unwrap();
    assert_eq!(facts.len(), 1);
    assert_eq!((facts[0].position, facts[0].fact.name(), facts[0].account), (head + 1, "TeamRenamed", ALICE));
    // Our own appender goes on from there: its cached stream is stale, which it finds out by itself.
    site.commands.teams.rename(caller(ALICE), site.team, name("Bremen")).await.unwrap();
}
