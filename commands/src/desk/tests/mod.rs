//! The desk, against a real PostgreSQL, at noon of a day that does not pass unless told to.

mod key_maps;
mod people;
mod sessions;
mod sign_in;
mod tokens;

use std::net::{IpAddr, Ipv4Addr};

use domain::{
    AccountId, Name,
    testing::{ALICE, noon},
};
use sqlx::PgPool;

use super::{
    Desk, LoginName, Passwords,
    people::{NewPerson, create},
    throttle::Rates,
};

pub const PASSWORD: &str = "seven quiet herons";
pub const LAB: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 7));

pub fn desk(pool: &PgPool) -> Desk {
    Desk { pool: pool.clone(), passwords: cheap(), rates: Rates::default() }
}

/// Hashing that costs a test nothing.
pub fn cheap() -> Passwords {
    Passwords::with_cost(8, 1, 1)
}

pub fn person(account: AccountId, name: &str) -> NewPerson<'static> {
    NewPerson {
        account,
        login_name: LoginName::parse(name).unwrap(),
        display_name: Name::parse("Alice Liddell").unwrap(),
        email: None,
        password: PASSWORD,
    }
}

pub async fn with_alice(pool: &PgPool) -> Desk {
    create(pool, &cheap(), person(ALICE, "Alice"), noon()).await.unwrap();
    desk(pool)
}
