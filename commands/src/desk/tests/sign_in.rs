//! Signing in, and what slows down who guesses.

use std::{net::IpAddr, time::Duration};

use domain::{
    Timestamp,
    testing::{ALICE, noon},
};
use sqlx::PgPool;

use super::{LAB, PASSWORD, with_alice};
use crate::{
    clock::{Clock as _, ManualClock},
    desk::{Desk, Passwords, SignInError, SignedIn, known, throttle},
};

fn seconds(answer: Result<SignedIn, SignInError>) -> u64 {
    match answer {
        Err(SignInError::Throttled { retry_after }) => retry_after.as_secs(),
        other => panic!("was not throttled: {other:?}"),
    }
}

/// From another address each time, as somebody with a botnet would.
async fn guess(desk: &Desk, n: u32, now: Timestamp) -> Result<SignedIn, SignInError> {
    desk.sign_in("alice", "a wrong guess", IpAddr::V4((0x0a00_0000 + n).into()), None, now).await
}

#[sqlx::test(migrations = "../migrations")]
async fn the_right_password_signs_in(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let who = desk.sign_in("aLiCe", PASSWORD, LAB, None, noon()).await.unwrap();
    assert_eq!(who.account, ALICE);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_stranger_and_a_wrong_password_get_one_answer(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let odd = "x".repeat(10_000);
    for (name, password) in
        [("alice", "wrong"), ("nobody", PASSWORD), ("a\0b", "x"), ("", ""), (&odd, &odd), ("alice", "\0")]
    {
        let answer = desk.sign_in(name, password, LAB, None, noon()).await.unwrap_err();
        assert_eq!(answer.to_string(), "name or password is wrong");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn strangers_are_throttled_like_people_we_know(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let rounds = async |name: &str| {
        let mut answers = Vec::new();
        for n in 0..8_u8 {
            let answer = desk.sign_in(name, "wrong", [10, 0, 0, n].into(), None, noon()).await;
            answers.push(answer.unwrap_err().to_string());
        }
        answers
    };
    assert_eq!(rounds("alice").await, rounds("nobody").await);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_pause_grows_and_ends(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let clock = ManualClock::at(noon());
    let mut pauses = Vec::new();
    for n in 0..200 {
        match guess(&desk, n, clock.now()).await {
            Err(SignInError::Wrong) => {}
            throttled => {
                let pause = seconds(throttled);
                pauses.push(pause);
                if pause > 60 {
                    break;
                }
                clock.advance(Duration::from_secs(pause));
            }
        }
    }
    let short = &pauses[..pauses.len() - 1];
    assert!(short.is_sorted(), "{pauses:?}");
    assert_eq!((short[0], short[95 - 1]), (1, 10));
    // From the hundred and first failure on until midnight, even with the right password, and then no more.
    assert!(*pauses.last().unwrap() > 11 * 3600);
    assert!(desk.sign_in("alice", PASSWORD, LAB, None, clock.now()).await.is_err());
    clock.advance(Duration::from_secs(*pauses.last().unwrap()));
    assert!(desk.sign_in("alice", PASSWORD, LAB, None, clock.now()).await.is_ok());
}

#[sqlx::test(migrations = "../migrations")]
async fn success_starts_afresh(pool: PgPool) {
    let desk = with_alice(&pool).await;
    for _ in 0..3 {
        for n in 0..5 {
            assert!(matches!(guess(&desk, n, noon()).await, Err(SignInError::Wrong)));
        }
        // The sixth within the five free ones' pause of none.
        assert!(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.is_ok());
    }
}

/// Each takes the time before it comes to the table, so the first there need not be the first of the clock.
#[sqlx::test(migrations = "../migrations")]
async fn two_at_the_same_instant_are_both_let_in(pool: PgPool) {
    let desk = with_alice(&pool).await;
    assert!(matches!(guess(&desk, 1, noon()).await, Err(SignInError::Wrong)));
    let a_moment_before = noon() - Duration::from_millis(3);
    assert!(desk.sign_in("alice", PASSWORD, LAB, None, a_moment_before).await.is_ok());

    let both = futures::future::join_all([0, 3].map(|before| {
        let now = noon() - Duration::from_millis(before);
        desk.sign_in("alice", PASSWORD, LAB, None, now)
    }));
    assert!(both.await.iter().all(Result::is_ok));
}

#[sqlx::test(migrations = "../migrations")]
async fn guesses_at_once_are_worth_no_more(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let guesses = futures::future::join_all((0..30).map(|n| guess(&desk, n, noon()))).await;
    let judged = guesses.iter().filter(|answer| matches!(answer, Err(SignInError::Wrong))).count();
    assert_eq!(judged, 6);
}

/// Where Alice signed in before, and the cookie she was given.
async fn known_to(desk: &Desk, address: IpAddr) -> String {
    let who = desk.sign_in("alice", PASSWORD, address, None, noon()).await.unwrap();
    let device = known::remember(&desk.pool, who.account, None, address, noon()).await.unwrap();
    device.expect("a new browser").reveal().to_owned()
}

#[sqlx::test(migrations = "../migrations")]
async fn strangers_lock_out_strangers_and_not_who_is_known(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let device = known_to(&desk, LAB).await;
    let (home, elsewhere): (IpAddr, IpAddr) = ([192, 0, 2, 200].into(), [192, 0, 2, 201].into());
    for n in 0..20 {
        let _ = guess(&desk, n, noon()).await;
    }
    seconds(desk.sign_in("alice", PASSWORD, elsewhere, None, noon()).await);
    assert!(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.is_ok(), "from a known address");
    assert!(
        desk.sign_in("Alice", PASSWORD, home, Some(&device), noon()).await.is_ok(),
        "with a known browser"
    );

    // What succeeds from there does not help who guesses; a browser that we do not know is a stranger's.
    seconds(guess(&desk, 21, noon()).await);
    seconds(desk.sign_in("alice", PASSWORD, elsewhere, Some("made up"), noon()).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_shares_the_address_does_not_lock_out_a_known_browser(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let device = known_to(&desk, LAB).await;
    for n in 0..40 {
        let _ = desk.sign_in(&format!("name{n}"), "wrong", LAB, None, noon()).await;
        let _ = desk.sign_in("alice", "wrong", LAB, None, noon()).await;
    }
    seconds(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await);
    assert!(desk.sign_in("alice", PASSWORD, LAB, Some(&device), noon()).await.is_ok());
}

#[sqlx::test(migrations = "../migrations")]
async fn from_a_known_browser_one_cannot_guess_for_ever_nor_for_others(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let device = known_to(&desk, LAB).await;
    let wrong = async |name: &str| desk.sign_in(name, "wrong", LAB, Some(&device), noon()).await;
    for _ in 0..6 {
        assert!(matches!(wrong("alice").await, Err(SignInError::Wrong)));
    }
    seconds(wrong("alice").await);
    // For a name whose browser it is not, it is none.
    for _ in 0..6 {
        assert!(matches!(wrong("bob").await, Err(SignInError::Wrong)));
    }
    seconds(desk.sign_in("bob", "wrong", [192, 0, 2, 9].into(), None, noon()).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_name_can_be_unlocked(pool: PgPool) {
    let desk = with_alice(&pool).await;
    for n in 0..20 {
        let _ = guess(&desk, n, noon()).await;
        let _ = desk.prove(ALICE, "wrong", noon()).await;
    }
    assert!(throttle::unlock(&pool, "ALICE").await.unwrap());
    assert!(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.is_ok());
    assert!(desk.prove(ALICE, PASSWORD, noon()).await.is_ok());
    assert!(!throttle::unlock(&pool, "alice").await.unwrap());
}

#[sqlx::test(migrations = "../migrations")]
async fn places_are_as_many_as_anybody_has_and_run_out(pool: PgPool) {
    let desk = with_alice(&pool).await;
    for n in 0..60_u8 {
        let then = noon() + Duration::from_secs(n.into());
        known::remember(&pool, ALICE, None, [10, 0, 0, n].into(), then).await.unwrap();
    }
    let of = async |table: &str| -> i64 {
        sqlx::query_scalar(&format!("select count(*) from {table}")).fetch_one(&pool).await.unwrap()
    };
    assert_eq!((of("desk_devices").await, of("desk_addresses").await), (50, 50));
    crate::desk::sweep(&pool, noon() + Duration::from_hours(100 * 24)).await.unwrap();
    assert_eq!((of("desk_devices").await, of("desk_addresses").await), (50, 0));
    crate::desk::people::erase(&pool, ALICE, noon()).await.unwrap();
    assert_eq!(of("desk_devices").await, 0);
    drop(desk);
}

#[sqlx::test(migrations = "../migrations")]
async fn an_address_is_throttled_over_all_names(pool: PgPool) {
    let desk = with_alice(&pool).await;
    for n in 0..20 {
        let answer = desk.sign_in(&format!("name{n}"), "wrong", LAB, None, noon()).await;
        assert!(matches!(answer, Err(SignInError::Wrong)));
    }
    assert_eq!(seconds(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await), 20);
    assert!(desk.sign_in("alice", PASSWORD, [192, 0, 2, 8].into(), None, noon()).await.is_ok());

    // Successes cost nothing: thirty people of one lab.
    let later = noon() + Duration::from_secs(20);
    for _ in 0..30 {
        assert!(desk.sign_in("alice", PASSWORD, LAB, None, later).await.is_ok());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn one_ipv6_network_is_one_address(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let host = |n: u16| IpAddr::from([0x2001, 0xdb8, 1, 2, 0, 0, 0, n]);
    for n in 0..20 {
        assert!(desk.sign_in(&format!("name{n}"), "wrong", host(n), None, noon()).await.is_err());
    }
    assert_eq!(seconds(desk.sign_in("alice", PASSWORD, host(99), None, noon()).await), 20);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_busy_server_does_not_count_the_attempt(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let full = desk.passwords.fill_queue();
    // More than a name may try, and more than an address may.
    for _ in 0..30 {
        let answer = desk.sign_in("alice", "a wrong guess", LAB, None, noon()).await;
        assert!(matches!(answer, Err(SignInError::Busy(_))), "{answer:?}");
    }
    drop(full);
    assert!(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.is_ok());
}

#[sqlx::test(migrations = "../migrations")]
async fn an_old_hash_is_renewed_at_sign_in(pool: PgPool) {
    let mut desk = with_alice(&pool).await;
    desk.passwords = Passwords::with_cost(16, 2, 1);
    let before = desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.unwrap();

    let (hash,): (String,) =
        sqlx::query_as("select password_hash from desk_people").fetch_one(&pool).await.unwrap();

    assert!(hash.starts_with("$argon2id$v=19$m=16,t=2,p=1$"), "{hash}");
    assert_eq!(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.unwrap(), before);
}
