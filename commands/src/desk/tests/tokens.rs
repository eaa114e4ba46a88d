//! Tokens of programs: made, used, revoked.

use std::time::Duration;

use domain::{
    Name,
    testing::{ALICE, BOB, noon},
};
use sqlx::PgPool;

use super::with_alice;
use crate::desk::{
    people,
    tokens::{self, PREFIX, TokenError, TokenScope},
};

fn trainer() -> Name {
    Name::parse("trainer").unwrap()
}

#[test]
fn writing_includes_reading() {
    assert!(TokenScope::Write.allows(TokenScope::Read) && TokenScope::Write.allows(TokenScope::Write));
    assert!(TokenScope::Read.allows(TokenScope::Read) && !TokenScope::Read.allows(TokenScope::Write));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_says_whose_it_is_and_what_for(pool: PgPool) {
    with_alice(&pool).await;
    let (id, secret) =
        tokens::create(&pool, ALICE, &trainer(), TokenScope::Read, None, noon()).await.unwrap();

    assert!(secret.reveal().starts_with(PREFIX));
    assert_eq!(format!("{secret:?}"), "Secret(..)");
    let token = tokens::find(&pool, secret.reveal(), noon()).await.unwrap().unwrap();
    assert_eq!(
        (token.id, token.account, token.scope, &*token.name),
        (id, ALICE, TokenScope::Read, "trainer")
    );
    for other in ["", PREFIX, "annals_\0", &secret.reveal()[PREFIX.len()..]] {
        assert_eq!(tokens::find(&pool, other, noon()).await.unwrap(), None);
    }
    let listed = tokens::list(&pool, ALICE).await.unwrap();
    assert_eq!(listed[0].last_used_at, Some(noon()));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_expires(pool: PgPool) {
    with_alice(&pool).await;
    let day = noon() + Duration::from_hours(24);
    let (_, secret) =
        tokens::create(&pool, ALICE, &trainer(), TokenScope::Write, Some(day), noon()).await.unwrap();

    let just = day - Duration::from_millis(1);
    assert!(tokens::find(&pool, secret.reveal(), just).await.unwrap().is_some());
    assert_eq!(tokens::find(&pool, secret.reveal(), day).await.unwrap(), None);
    let past = tokens::create(&pool, ALICE, &trainer(), TokenScope::Read, Some(noon()), noon()).await;
    assert!(matches!(past, Err(TokenError::Expired)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_is_revoked_by_its_person(pool: PgPool) {
    with_alice(&pool).await;
    let (id, secret) =
        tokens::create(&pool, ALICE, &trainer(), TokenScope::Write, None, noon()).await.unwrap();

    assert!(!tokens::revoke(&pool, BOB, id).await.unwrap());
    assert!(tokens::find(&pool, secret.reveal(), noon()).await.unwrap().is_some());
    assert!(tokens::revoke(&pool, ALICE, id).await.unwrap());
    assert_eq!(tokens::find(&pool, secret.reveal(), noon()).await.unwrap(), None);
}

#[sqlx::test(migrations = "../migrations")]
async fn tokens_are_limited_and_go_with_their_person(pool: PgPool) {
    with_alice(&pool).await;
    let make = async || tokens::create(&pool, ALICE, &trainer(), TokenScope::Read, None, noon()).await;
    let (_, secret) = make().await.unwrap();
    for _ in 1..50 {
        make().await.unwrap();
    }
    assert!(matches!(make().await, Err(TokenError::TooMany)));

    people::erase(&pool, ALICE, noon()).await.unwrap();
    assert_eq!(tokens::find(&pool, secret.reveal(), noon()).await.unwrap(), None);
}
