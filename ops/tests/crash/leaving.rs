//! Clients that go away in the middle of anything.

use std::time::{Duration, Instant};

use futures::future::join_all;
use http_client::request;
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use serde_json::json;
use sqlx::PgPool;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    sync::watch,
    time::{sleep, timeout},
};

use crate::{
    check::{Acknowledged, Told},
    labeler::{Labeler, shape},
    world::{World, fresh, place},
};

const TIMES: usize = 2_000;
const AT_ONCE: usize = 16;
const STATUS: &[u8] = b"HTTP/1.1 201";

/// Connects, sends some bytes of a good command or all of them, perhaps hears the answer begin, and is gone.
pub async fn come_and_go(world: &World, seed: u64, address: &str) -> Told {
    let leave = |client: usize| {
        let (world, address) = (world.clone(), address.to_owned());
        async move {
            let mut chance = StdRng::seed_from_u64(seed ^ u64::try_from(client).unwrap());
            let mut told = Told::default();
            for nth in 0..TIMES / AT_ONCE {
                told.acknowledged.extend(visit(&world, client, nth, &mut chance, &address).await);
            }
            told
        }
    };
    let mut told = Told::default();
    let visits: Vec<_> = (0..AT_ONCE).map(|client| tokio::spawn(leave(client))).collect();
    join_all(visits).await.into_iter().for_each(|of_one| told.add(of_one.unwrap()));
    told
}

async fn visit(
    world: &World,
    client: usize,
    nth: usize,
    chance: &mut StdRng,
    address: &str,
) -> Option<Acknowledged> {
    let (person, command) = (&world.people[client], fresh());
    let place = place(client, nth);
    let body = json!({"annotation": fresh(), "annotation_type": world.ball.uuid(), "shape": shape(place)})
        .to_string();
    let headers = format!("Authorization: Bearer {}\r\nIdempotency-Key: {command}\r\n", person.token);
    let path = format!("/api/v1/images/{}/annotations", world.images[nth % world.images.len()]);
    let bytes = request("POST", &path, &headers, &body).into_bytes();
    let sent = if chance.random() { bytes.len() } else { chance.random_range(0..bytes.len()) };
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(&bytes[..sent]).await.unwrap();
    if sent == bytes.len() && chance.random() {
        let mut status = [0; STATUS.len()];
        let heard = stream.read_exact(&mut status).await.is_ok();
        assert!(heard && status == STATUS, "{:?}", String::from_utf8_lossy(&status));
        let (account, facts) = (person.account, (1, 1));
        return Some(Acknowledged { command, account, facts, position: None });
    }
    sleep(Duration::from_micros(chance.random_range(0..4_000))).await;
    None
}

/// Somebody who stays, and draws from further on than the others came.
pub async fn stay(mut labeler: Labeler, stop: watch::Receiver<bool>) -> Labeler {
    labeler.begin_at(TIMES);
    while !*stop.borrow() {
        labeler.draw().await;
    }
    labeler
}

/// Connections of the server that wait inside a transaction, once those at work had time to end.
pub async fn left_open(pool: &PgPool) -> i64 {
    let since = Instant::now();
    loop {
        let open: i64 = sqlx::query_scalar(
            "select count(*) from pg_stat_activity
             where application_name = 'annals' and state like 'idle in transaction%'",
        )
        .fetch_one(pool)
        .await
        .unwrap();
        if open == 0 || since.elapsed() > Duration::from_secs(5) {
            return open;
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// One more good command.
pub async fn draws(labeler: &mut Labeler) -> bool {
    timeout(Duration::from_secs(10), labeler.draw()).await.is_ok()
}
