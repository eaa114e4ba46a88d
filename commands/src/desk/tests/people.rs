//! People: login names, display names, passwords, erasure.

use domain::testing::{ALICE, BOB, CAROL, noon};
use sqlx::PgPool;

use super::{LAB, PASSWORD, cheap, person, with_alice};
use crate::desk::{
    LoginName, LoginNameError, PasswordError,
    passwords::{Busy, Verdict},
    people::{self, ChangePasswordError, NewPerson, PersonError},
    tokens::{self, TokenScope},
};

#[test]
fn login_names_hold_few_characters() {
    for good in ["bob", "Bob.the-Builder_2", &"x".repeat(30)] {
        assert_eq!(LoginName::parse(good).unwrap().as_str(), good);
    }
    for bad in ["", "ab", &"x".repeat(31)] {
        assert_eq!(LoginName::parse(bad).unwrap_err(), LoginNameError::Length);
    }
    for bad in ["bob builder", "bøb", "bob\0", "bob@x", " bob"] {
        assert_eq!(LoginName::parse(bad).unwrap_err(), LoginNameError::Characters);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_is_taken_in_any_case(pool: PgPool) {
    with_alice(&pool).await;

    let again = people::create(&pool, &cheap(), person(BOB, "aLICE"), noon()).await;
    assert!(matches!(again, Err(PersonError::NameTaken)));
    let twice = people::create(&pool, &cheap(), person(ALICE, "other"), noon()).await;
    assert!(matches!(twice, Err(PersonError::AccountTaken)));

    let name = LoginName::parse("ALICE").unwrap();
    let found = people::find_by_name(&pool, &name).await.unwrap().unwrap();
    assert_eq!((found.account, &*found.login_name), (ALICE, "Alice"));
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_belongs_to_one_person(pool: PgPool) {
    let with = |account, name, email: &str| NewPerson { email: Some(email.into()), ..person(account, name) };
    people::create(&pool, &cheap(), with(ALICE, "alice", "a@example.org"), noon()).await.unwrap();

    let again = people::create(&pool, &cheap(), with(BOB, "bob", "A@Example.org"), noon()).await;
    assert!(matches!(again, Err(PersonError::EmailTaken)));
    for odd in
        ["", "bob", "@example.org", "bob@", "b b@example.org", "b\0@example.org", "Bob <b@example.org>"]
    {
        let answer = people::create(&pool, &cheap(), with(BOB, "bob", odd), noon()).await;
        assert!(matches!(answer, Err(PersonError::NotAnEmail)), "{odd}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn everybody_has_a_name_even_when_erased(pool: PgPool) {
    let desk = with_alice(&pool).await;
    people::create(&pool, &desk.passwords, person(BOB, "bob"), noon()).await.unwrap();
    people::erase(&pool, BOB, noon()).await.unwrap();

    let names = people::names(&pool, &[ALICE, BOB, CAROL]).await.unwrap();

    assert_eq!(names[&ALICE], "Alice Liddell");
    assert_eq!(names[&BOB], "former member 00000b0b");
    assert_eq!(names[&CAROL], "former member 000ca501");
    people::create(&pool, &desk.passwords, person(CAROL, "bob"), noon()).await.unwrap();
}

#[tokio::test]
async fn passwords_are_judged_by_length_and_by_how_common_they_are() {
    let passwords = cheap();
    let judged = async |password: &str| passwords.hash(password, &["alice", "Alice Liddell"]).await.map(drop);

    assert_eq!(judged("sevench").await, Err(PasswordError::TooShort));
    assert_eq!(judged(&"ö".repeat(129)).await, Err(PasswordError::TooLong));
    for common in
        ["password", "12345678", "qwertyuiop", "iloveyou1", "alice123", "annals2026", "aaaaaaaaaaaa"]
    {
        assert_eq!(judged(common).await, Err(PasswordError::TooCommon), "{common}");
    }
    let longest: String = (0..128).filter_map(|n| char::from_u32(0x4e00 + n * 37)).collect();
    for good in [PASSWORD, "tr0ub4dor-and-3", "ключ от квартиры", &longest] {
        assert_eq!(judged(good).await, Ok(()), "{good}");
    }
}

#[tokio::test]
async fn a_full_queue_says_busy() {
    let passwords = cheap();
    let full = passwords.fill_queue();
    assert_eq!(passwords.verify(PASSWORD, None).await, Err(Busy));
    drop(full);
    assert_eq!(passwords.verify(PASSWORD, None).await, Ok(Verdict::Wrong));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_dangerous_thing_asks_for_the_password_again(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let asked = async |password| desk.prove(ALICE, password, noon()).await;

    assert!(asked(PASSWORD).await.is_ok());
    assert!(matches!(asked("something else").await, Err(ChangePasswordError::Wrong)));
    assert!(matches!(desk.prove(BOB, PASSWORD, noon()).await, Err(ChangePasswordError::Wrong)));
}

#[sqlx::test(migrations = "../migrations")]
async fn who_has_a_session_guesses_no_better_than_who_signs_in(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let guesses =
        futures::future::join_all((0..30).map(|_| desk.prove(ALICE, "guessed wrong", noon()))).await;

    let judged = guesses.iter().filter(|answer| matches!(answer, Err(ChangePasswordError::Wrong))).count();
    assert_eq!(judged, 6);
    let throttled = |answer: &Result<_, _>| matches!(answer, Err(ChangePasswordError::Throttled(_)));
    assert_eq!(guesses.iter().filter(|answer| throttled(answer)).count(), 24);
    assert!(throttled(&desk.prove(ALICE, PASSWORD, noon()).await));
    assert!(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.is_ok(), "the door counts apart");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_tries_many_at_once_waits_alone(pool: PgPool) {
    let desk = with_alice(&pool).await;
    people::create(&pool, &desk.passwords, person(BOB, "bob"), noon()).await.unwrap();
    let turn = desk.passwords.turn(ALICE.uuid()).await;
    let waiting = {
        let desk = desk.clone();
        tokio::spawn(async move { desk.prove(ALICE, PASSWORD, noon()).await })
    };
    // It is counted, and next it waits for its turn.
    let counted = "select count(*) from desk_soft_locks";
    while sqlx::query_scalar::<_, i64>(counted).fetch_one(&pool).await.unwrap() == 0 {}

    assert!(desk.sign_in("bob", PASSWORD, LAB, None, noon()).await.is_ok());
    drop(desk.passwords.fill_queue());
    assert!(!waiting.is_finished());
    drop(turn);
    assert!(waiting.await.unwrap().is_ok());
}

#[sqlx::test(migrations = "../migrations")]
async fn another_password_ends_sessions_and_tokens(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let name = domain::Name::parse("cron").unwrap();
    let (_, token) = tokens::create(&pool, ALICE, &name, TokenScope::Write, None, noon()).await.unwrap();
    people::set_password(&pool, &desk.passwords, ALICE, "nine quiet robots rest", None, noon())
        .await
        .unwrap();
    assert_eq!(tokens::find(&pool, token.reveal(), noon()).await.unwrap(), None);
}
