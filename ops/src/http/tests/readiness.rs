//! When the server says that it is ready.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::Request,
};
use tower::ServiceExt as _;

use crate::http::{Health, Shutdown};

async fn ask(door: &Router) -> (u16, String) {
    let request = Request::get("/readyz").body(Body::empty()).unwrap();
    let answer = door.clone().oneshot(request).await.unwrap();
    let status = answer.status().as_u16();
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn strangers_do_not_hear_what_is_wrong_and_cannot_keep_the_database_busy() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counting = asked.clone();
    let health = Health::default().with("storage", async || Ok(())).with("database", move || {
        counting.fetch_add(1, Ordering::Relaxed);
        async {
            tokio::task::yield_now().await;
            Err("no route to db7.internal:5432".to_owned())
        }
    });
    let door = health.routes(Shutdown::default());

    for answer in futures::future::join_all((0..50).map(|_| ask(&door))).await {
        assert_eq!(answer, (503, r#"{"database":"failed","storage":"ok"}"#.to_owned()));
    }
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn who_stops_is_not_ready_at_once() {
    let (health, shutdown) = (Health::default().with("database", async || Ok(())), Shutdown::default());
    let door = health.routes(shutdown.clone());
    assert_eq!(ask(&door).await, (200, r#"{"database":"ok"}"#.to_owned()));
    shutdown.drain();
    assert_eq!(ask(&door).await, (503, r#"{"database":"ok","server":"stopping"}"#.to_owned()));
}
