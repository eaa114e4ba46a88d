//! The proof against a log that somebody with all rights has his hands on.

#![expect(clippy::unwrap_used, reason = "tests")]

use std::sync::atomic::{AtomicI64, Ordering};

use domain::testing::noon;
use ed25519_dalek::SigningKey;
use projections::proof::{
    Guard, Problem, ProofError, SignedHead, Tiles, Verification,
    leaf::Leaf,
    tree::{verify_consistency, verify_inclusion},
    verify,
};
use sqlx::PgPool;

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

/// As many plausible facts, at once.
async fn facts(pool: &PgPool, count: i64) {
    sqlx::query(
        r#"with h as (update log_head set position = position + $1 returning position - $1 as base)
        insert into events (stream_id, sequence, stream_type, type, version, payload, account, at, command,
            correlation, via, position)
        select md5((h.base + n)::text)::uuid, 1, 'image', 'ImageRemoved', 1, '{"ImageRemoved": {}}'::json,
            md5('alice')::uuid, timestamptz '2030-01-01 12:00Z' + n * interval '1 ms', md5(n::text)::uuid,
            md5(n::text)::uuid, 'page', h.base + n
        from h, generate_series(1, $1) n"#,
    )
    .bind(count)
    .execute(pool)
    .await
    .unwrap();
}

/// As a superuser who switches the triggers off.
async fn tamper(pool: &PgPool, sql: &str) {
    let mut transaction = pool.begin().await.unwrap();
    sqlx::query("set local session_replication_role = replica").execute(&mut *transaction).await.unwrap();
    assert!(sqlx::query(sql).execute(&mut *transaction).await.unwrap().rows_affected() > 0);
    transaction.commit().await.unwrap();
}

async fn checked(pool: &PgPool) -> Verification {
    verify(pool, &guard(), |_| {}).await.unwrap()
}

/// A process that knows nothing but the key.
fn guard() -> Guard {
    Guard::new(vec![key().verifying_key()], None, false)
}

async fn problems(pool: &PgPool) -> Vec<Problem> {
    checked(pool).await.problems
}

/// 700 facts, heads at 300 and 700, and 20 facts that nobody signed yet.
async fn proved(pool: &PgPool) -> Tiles {
    let tiles = Tiles::new(pool.clone());
    facts(pool, 720).await;
    assert_eq!(tiles.catch_up(300).await.unwrap(), 300);
    tiles.sign_head(300, noon(), &key()).await.unwrap();
    assert_eq!(tiles.catch_up(i64::MAX).await.unwrap(), 720);
    tiles.sign_head(700, noon(), &key()).await.unwrap();
    tiles
}

#[sqlx::test(migrations = "../migrations")]
async fn an_honest_log_is_proved(pool: PgPool) {
    let tiles = proved(&pool).await;
    facts(&pool, 5).await;
    let heard = AtomicI64::new(0);

    let found = verify(&pool, &guard(), |at| heard.store(at, Ordering::Relaxed)).await.unwrap();

    assert_eq!(found.problems, []);
    assert_eq!((found.positions, found.covered, found.head.unwrap().size), (725, 720, 700));
    assert_eq!(heard.into_inner(), 725);
    assert!(tiles.latest_head().await.unwrap().unwrap().is_signed_by(&key().verifying_key()));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_empty_log_is_proved(pool: PgPool) {
    let found = checked(&pool).await;
    assert_eq!((found.positions, found.problems), (0, vec![]));
    let root = Tiles::new(pool).root_at(0).await.unwrap();
    assert_eq!(root.to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

#[sqlx::test(migrations = "../migrations")]
async fn anybody_can_check_a_fact_and_that_the_log_only_grew(pool: PgPool) {
    let tiles = proved(&pool).await;
    let sql = format!("select {} from events where position = 256", Leaf::COLUMNS);
    let leaf: Leaf = sqlx::query_as(&sql).fetch_one(&pool).await.unwrap();
    let (old, new) = (tiles.root_at(300).await.unwrap(), tiles.root_at(700).await.unwrap());

    let proof = tiles.inclusion_proof(255, 700).await.unwrap();
    assert!(verify_inclusion(leaf.hash(), 255, 700, &proof, new));
    let proof = tiles.consistency_proof(300, 700).await.unwrap();
    assert!(verify_consistency((300, old), (700, new), &proof));

    assert!(matches!(tiles.root_at(721).await, Err(ProofError::NotYet { asked: 721, covered: 720 })));
    assert!(matches!(tiles.inclusion_proof(700, 700).await, Err(ProofError::NoSuchProof)));
    assert!(matches!(tiles.consistency_proof(701, 700).await, Err(ProofError::NoSuchProof)));
    assert!(matches!(tiles.root_at(-1).await, Err(ProofError::NoSuchProof)));
}

#[sqlx::test(migrations = "../migrations")]
async fn many_at_once_grow_one_tree(pool: PgPool) {
    let tiles = Tiles::new(pool.clone());
    for _ in 0..5 {
        facts(&pool, 333).await;
        let grown = (0..8).map(|_| tiles.catch_up(i64::MAX));
        futures::future::try_join_all(grown).await.unwrap();
    }
    tiles.sign_head(1665, noon(), &key()).await.unwrap();
    assert_eq!(problems(&pool).await, []);
}

#[sqlx::test(migrations = "../migrations")]
async fn one_byte_of_one_fact_is_found(pool: PgPool) {
    proved(&pool).await;
    let flipped = r#"'{"ImageRemoved": {} }'"#;
    tamper(&pool, &format!("update events set payload = {flipped} where position = 256")).await;
    tamper(&pool, "update events set at = at + interval '1 us' where position = 257").await;
    tamper(&pool, "update events set account = command where position = 710").await;
    let found = checked(&pool).await;
    let changed = [256, 257, 710].map(|position| Problem::Changed { position });
    assert_eq!(found.problems, changed);
    assert_eq!(found.head, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_fact_changed_together_with_its_tile_is_found_by_the_next_head(pool: PgPool) {
    proved(&pool).await;
    tamper(&pool, "update events set via = 'api' where position = 400").await;
    tamper(&pool, "delete from log_tiles").await;
    tamper(&pool, "update log_tree set size = 0").await;
    Tiles::new(pool.clone()).catch_up(i64::MAX).await.unwrap();
    assert_eq!(problems(&pool).await, [Problem::Head { size: 700, first: 301 }]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_damaged_tile_is_told_from_a_changed_fact(pool: PgPool) {
    proved(&pool).await;
    tamper(&pool, "update log_tiles set hashes = set_byte(hashes, 40, 1 + get_byte(hashes, 40) % 255)").await;
    let found = checked(&pool).await;
    assert!(found.problems.iter().all(|problem| matches!(problem, Problem::Tile { .. })), "{found:?}");
    assert!(found.problems.contains(&Problem::Tile { level: 0, tile: 0 }));
    assert!(found.problems.contains(&Problem::Tile { level: 1, tile: 0 }));
    assert_eq!(found.head.unwrap().size, 700);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_missing_fact_is_named(pool: PgPool) {
    proved(&pool).await;
    tamper(&pool, "delete from events where position in (42, 600)").await;
    let missing = [42, 600].map(|position| Problem::Missing { position });
    assert_eq!(problems(&pool).await, missing);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_fact_nobody_appended_is_named(pool: PgPool) {
    proved(&pool).await;
    let insert = |position: i64| {
        format!(
            "insert into events select gen_random_uuid(), 1, stream_type, type, version, payload, account, at,
                command, correlation, causation, via, image_set, team, {position}, recorded_at
             from events where position = 1"
        )
    };
    tamper(&pool, &insert(0)).await;
    tamper(&pool, &insert(721)).await;
    let surplus = [0, 721].map(|position| Problem::Surplus { position });
    assert_eq!(problems(&pool).await, surplus);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_log_cut_short_is_found(pool: PgPool) {
    proved(&pool).await;
    tamper(&pool, "delete from events where position > 650").await;
    let recorded = |recorded| Problem::Truncated { end: 650, recorded };
    assert_eq!(problems(&pool).await, [recorded(720), recorded(700)]);

    // Even when everything but the heads is made to fit.
    tamper(&pool, "update log_head set position = 650").await;
    tamper(&pool, "delete from log_tiles").await;
    tamper(&pool, "update log_tree set size = 0").await;
    Tiles::new(pool.clone()).catch_up(i64::MAX).await.unwrap();
    assert_eq!(problems(&pool).await, [recorded(700)]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_forged_head_is_found(pool: PgPool) {
    let tiles = proved(&pool).await;
    let thief = SigningKey::from_bytes(&[8; 32]);
    let head: SignedHead = tiles.sign_head(500, noon(), &thief).await.unwrap();
    assert_eq!(problems(&pool).await, [Problem::Forged { size: 500, key: head.key }]);
    tamper(&pool, "update log_heads set at = at + interval '1 day' where size = 700").await;
    assert_eq!(problems(&pool).await.len(), 2);
}

#[sqlx::test(migrations = "../migrations")]
async fn heads_cannot_be_edited(pool: PgPool) {
    proved(&pool).await;
    let edit = sqlx::query("update log_heads set root = root").execute(&pool).await;
    assert!(edit.unwrap_err().to_string().contains("signed heads are never changed"));
}

/// What a server with this guard says before it signs.
async fn contradiction(mut guard: Guard, tiles: &Tiles) -> Option<Problem> {
    let size = tiles.size().await.unwrap();
    guard.contradiction(tiles, size).await.unwrap()
}

/// With all rights: another fact, and a tree over it that fits.
async fn rewrite(pool: &PgPool) {
    tamper(pool, "update events set via = 'api' where position = 400").await;
    tamper(pool, "delete from log_tiles").await;
    tamper(pool, "update log_tree set size = 0").await;
    Tiles::new(pool.clone()).catch_up(i64::MAX).await.unwrap();
}

#[sqlx::test(migrations = "../migrations")]
async fn an_honest_log_is_signed(pool: PgPool) {
    let tiles = proved(&pool).await;
    assert_eq!(contradiction(guard(), &tiles).await, None);
    let head = tiles.latest_head().await.unwrap();
    assert_eq!(contradiction(Guard::new(vec![key().verifying_key()], head, false), &tiles).await, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_first_head_is_signed_over_whatever_there_is(pool: PgPool) {
    facts(&pool, 20).await;
    let tiles = Tiles::new(pool.clone());
    tiles.catch_up(i64::MAX).await.unwrap();
    let first = || Guard::new(vec![key().verifying_key()], None, true);
    assert_eq!(contradiction(first(), &tiles).await, None);
    assert_eq!(verify(&pool, &first(), |_| {}).await.unwrap().problems, []);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_log_whose_heads_are_gone_is_not_signed(pool: PgPool) {
    let tiles = proved(&pool).await;
    tamper(&pool, "delete from log_heads").await;
    assert_eq!(contradiction(guard(), &tiles).await, Some(Problem::Unsigned { facts: 720 }));
    assert_eq!(problems(&pool).await, [Problem::Unsigned { facts: 720 }]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_changed_log_is_not_signed(pool: PgPool) {
    let tiles = proved(&pool).await;
    rewrite(&pool).await;
    assert_eq!(contradiction(guard(), &tiles).await, Some(Problem::Root { size: 700 }));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_changed_log_whose_later_heads_are_gone_is_not_signed_by_who_remembers_one(pool: PgPool) {
    let tiles = proved(&pool).await;
    let head = tiles.latest_head().await.unwrap();
    rewrite(&pool).await;
    tamper(&pool, "delete from log_heads where size = 700").await;

    let guard = || Guard::new(vec![key().verifying_key()], head.clone(), false);
    assert_eq!(contradiction(guard(), &tiles).await, Some(Problem::Root { size: 700 }));
    let found = verify(&pool, &guard(), |_| {}).await.unwrap();
    assert_eq!(found.problems, [Problem::Head { size: 700, first: 301 }]);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_shorter_log_is_not_signed(pool: PgPool) {
    let tiles = proved(&pool).await;
    tamper(&pool, "delete from events where position > 650").await;
    tamper(&pool, "update log_head set position = 650").await;
    tamper(&pool, "delete from log_tiles").await;
    tamper(&pool, "update log_tree set size = 0").await;
    tiles.catch_up(i64::MAX).await.unwrap();
    assert_eq!(contradiction(guard(), &tiles).await, Some(Problem::Truncated { end: 650, recorded: 700 }));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_head_of_another_key_stops_signing_unless_the_key_is_a_former_one(pool: PgPool) {
    let tiles = proved(&pool).await;
    let former = SigningKey::from_bytes(&[8; 32]);
    let head = tiles.sign_head(720, noon(), &former).await.unwrap();
    assert_eq!(contradiction(guard(), &tiles).await, Some(Problem::Forged { size: 720, key: head.key }));

    let both = Guard::new(vec![key().verifying_key(), former.verifying_key()], None, false);
    assert_eq!(verify(&pool, &both, |_| {}).await.unwrap().problems, []);
    assert_eq!(contradiction(both, &tiles).await, None);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_root_that_a_snapshot_recorded_is_held_against_the_log(pool: PgPool) {
    let tiles = proved(&pool).await;
    let taken = |position: i64, root: &str| {
        format!(
            "update events set type = 'SnapshotTaken', stream_type = 'snapshot',
                 payload = '{{\"SnapshotTaken\": {{\"position\": 200, \"root\": \"{root}\"}}}}'
             where position = {position}"
        )
    };
    let right = tiles.root_at(200).await.unwrap().to_string();
    // Facts that nobody has signed yet.
    tamper(&pool, &taken(710, &right)).await;
    assert_eq!(contradiction(guard(), &tiles).await, None);
    tamper(&pool, &taken(711, &"0".repeat(64))).await;
    let problem = Problem::Snapshot { position: 711, size: 200 };
    assert_eq!(contradiction(guard(), &tiles).await, Some(problem.clone()));
    assert!(problems(&pool).await.contains(&problem));
}
