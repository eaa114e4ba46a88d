//! Sessions begin, last, and end.

use std::time::Duration;

use domain::{
    Timestamp,
    testing::{ALICE, BOB, noon},
};
use sqlx::PgPool;

use super::{LAB, PASSWORD, with_alice};
use crate::desk::{
    self, Desk, people,
    sessions::{self, ABSOLUTE, IDLE, Origin},
};

const MINUTE: Duration = Duration::from_mins(1);

async fn open(desk: &Desk, previous: Option<&str>, now: Timestamp) -> String {
    let who = desk.sign_in("alice", PASSWORD, LAB, None, now).await.unwrap();
    let origin = Origin { address: LAB.to_string(), user_agent: "Browser\0 1".into() };
    sessions::open(&desk.pool, who, &origin, previous, now).await.unwrap().unwrap().reveal().to_owned()
}

#[sqlx::test(migrations = "../migrations")]
async fn a_cookie_says_who_it_is(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let cookie = open(&desk, None, noon()).await;

    let session = sessions::find(&pool, &pool, &cookie, noon()).await.unwrap().unwrap();

    assert_eq!((session.account, &*session.display_name), (ALICE, "Alice Liddell"));
    assert_eq!((&*session.address, &*session.user_agent), ("192.0.2.7", "Browser 1"));
    for other in ["", "x", "\0", &cookie[1..], &session.id.to_string()] {
        assert_eq!(sessions::find(&pool, &pool, other, noon()).await.unwrap(), None);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn the_table_does_not_hold_the_cookie(pool: PgPool) {
    let cookie = open(&with_alice(&pool).await, None, noon()).await;
    let (row,): (String,) =
        sqlx::query_as("select desk_sessions::text from desk_sessions").fetch_one(&pool).await.unwrap();
    assert!(!row.contains(&cookie) && !row.contains(&hex::encode(&cookie)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_ends_when_idle(pool: PgPool) {
    let cookie = open(&with_alice(&pool).await, None, noon()).await;

    let late = noon() + IDLE - MINUTE;
    assert!(sessions::find(&pool, &pool, &cookie, late).await.unwrap().is_some());
    // Having been seen late, it goes on from there.
    assert!(sessions::find(&pool, &pool, &cookie, late + IDLE - MINUTE).await.unwrap().is_some());
    let idle = late + IDLE - MINUTE + IDLE;
    assert_eq!(sessions::find(&pool, &pool, &cookie, idle).await.unwrap(), None);
    assert_eq!(sessions::list(&pool, ALICE, idle).await.unwrap(), []);
    assert_eq!(desk::sweep(&pool, idle).await.unwrap(), 1);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_session_ends_after_two_weeks_even_when_used(pool: PgPool) {
    let cookie = open(&with_alice(&pool).await, None, noon()).await;
    let mut now = noon();
    while now < noon() + ABSOLUTE {
        assert!(sessions::find(&pool, &pool, &cookie, now).await.unwrap().is_some(), "{now}");
        now += IDLE / 2;
    }
    assert_eq!(sessions::find(&pool, &pool, &cookie, noon() + ABSOLUTE).await.unwrap(), None);
}

#[sqlx::test(migrations = "../migrations")]
async fn being_seen_is_written_once_a_minute(pool: PgPool) {
    let cookie = open(&with_alice(&pool).await, None, noon()).await;
    let mut written = Vec::new();
    for after in [1, 59, 60, 61, 119, 120] {
        sessions::find(&pool, &pool, &cookie, noon() + Duration::from_secs(after)).await.unwrap();
        let (seen,): (Timestamp,) =
            sqlx::query_as("select last_seen_at from desk_sessions").fetch_one(&pool).await.unwrap();
        written.push((seen - noon()).num_seconds());
    }
    assert_eq!(written, [0, 0, 60, 60, 60, 120]);
}

#[sqlx::test(migrations = "../migrations")]
async fn signing_in_ends_the_session_the_browser_came_with(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let first = open(&desk, None, noon()).await;
    let second = open(&desk, Some(&first), noon()).await;

    assert_ne!(first, second);
    assert_eq!(sessions::find(&pool, &pool, &first, noon()).await.unwrap(), None);
    assert!(sessions::find(&pool, &pool, &second, noon()).await.unwrap().is_some());
}

#[sqlx::test(migrations = "../migrations")]
async fn sessions_are_listed_and_revoked(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let [a, b, c] =
        [open(&desk, None, noon()).await, open(&desk, None, noon()).await, open(&desk, None, noon()).await];
    let id = sessions::find(&pool, &pool, &a, noon()).await.unwrap().unwrap().id;
    let alive = async |cookie: &str| sessions::find(&pool, &pool, cookie, noon()).await.unwrap().is_some();

    assert_eq!(sessions::list(&pool, ALICE, noon()).await.unwrap().len(), 3);
    assert!(!sessions::revoke(&pool, BOB, id).await.unwrap());
    assert!(sessions::revoke(&pool, ALICE, id).await.unwrap());
    assert!(!alive(&a).await && alive(&b).await && alive(&c).await);

    sessions::close(&pool, &b).await.unwrap();
    assert!(!alive(&b).await && alive(&c).await);
    assert_eq!(sessions::revoke_all(&pool, ALICE, None).await.unwrap(), 1);
    assert!(!alive(&c).await);
}

#[sqlx::test(migrations = "../migrations")]
async fn another_password_ends_all_other_sessions(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let (mine, theirs) = (open(&desk, None, noon()).await, open(&desk, None, noon()).await);
    let late = desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.unwrap();
    let keep = sessions::find(&pool, &pool, &mine, noon()).await.unwrap().unwrap().id;

    let new = "eight louder geese";
    people::set_password(&pool, &desk.passwords, ALICE, new, Some(keep), noon()).await.unwrap();

    assert!(sessions::find(&pool, &pool, &mine, noon()).await.unwrap().is_some());
    assert_eq!(sessions::find(&pool, &pool, &theirs, noon()).await.unwrap(), None);
    // Somebody who gave the old password a moment ago comes too late.
    assert!(sessions::open(&pool, late, &Origin::default(), None, noon()).await.unwrap().is_none());
    assert!(desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.is_err());
    assert!(desk.sign_in("alice", new, LAB, None, noon()).await.is_ok());
}

#[sqlx::test(migrations = "../migrations")]
async fn the_oldest_of_too_many_sessions_goes(pool: PgPool) {
    let desk = with_alice(&pool).await;
    let who = desk.sign_in("alice", PASSWORD, LAB, None, noon()).await.unwrap();
    for n in 0..60 {
        let at = noon() + Duration::from_secs(n);
        sessions::open(&pool, who, &Origin::default(), None, at).await.unwrap();
    }
    let left = sessions::list(&pool, ALICE, noon() + MINUTE).await.unwrap();
    assert_eq!(left.len(), 50);
    assert_eq!(left[49].opened_at, noon() + Duration::from_secs(10));
}
