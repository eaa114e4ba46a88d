//! How many connections may come from where.

use super::{
    super::room::KEPT,
    site::{Site, config, header, status},
};

const PAGE: &str = "GET /page HTTP/1.1\r\nHost: a\r\n\r\n";

#[tokio::test]
async fn one_address_cannot_hold_all_connections() {
    let mut config = config();
    config.http.trusted_proxies = vec![];
    config.http.connections_per_address = 2;
    config.limits.header_seconds = 10;
    let site = Site::with(&config).await;
    let (held, mut other) = (site.connect().await, site.connect().await);
    // Accepted in their order, so this one comes third.
    other.send(PAGE).await;
    assert_eq!(site.connect().await.rest().await, "");

    drop(held);
    let mut answer = String::new();
    while status(&answer) != 200 {
        answer = site.answer("GET /page HTTP/1.1\r\nHost: a", "").await;
    }
}

#[tokio::test]
async fn who_takes_nothing_of_an_answer_is_let_go() {
    let mut config = config();
    config.http.connections = 1;
    let site = Site::with(&config).await;
    let mut idle = site.connect().await;
    idle.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n").await;

    // There is one place, so the other is answered when the first is gone.
    let mut answer = String::new();
    while status(&answer) != 200 {
        answer = site.answer("GET /page HTTP/1.1\r\nHost: a", "").await;
    }
    drop(idle);
}

#[tokio::test]
async fn when_all_connections_are_taken_health_is_answered_and_others_may_come_again() {
    let mut config = config();
    config.http.connections = 1;
    config.limits.header_seconds = 10;
    let site = Site::with(&config).await;
    let mut held = site.connect().await;
    held.send(PAGE).await;
    assert_eq!(status(&held.one().await), 200);

    for path in ["/livez", "/readyz"] {
        let answer = site.answer(&format!("GET {path} HTTP/1.1\r\nHost: a"), "").await;
        assert_eq!(status(&answer), 200, "{path}: {answer}");
    }
    let mut other = site.connect().await;
    other.send(PAGE).await;
    let answer = other.one().await;
    assert_eq!((status(&answer), header(&answer, "retry-after")), (503, Some("1")), "{answer}");
    assert!(
        answer.contains("\"code\":\"crowded\"") && header(&answer, "connection") == Some("close"),
        "{answer}"
    );

    held.send(PAGE).await;
    assert_eq!(status(&held.one().await), 200);
}

#[tokio::test]
async fn who_keeps_silent_in_the_last_connections_is_let_go() {
    let mut config = config();
    config.http.connections = 1;
    config.limits.header_seconds = 30;
    let site = Site::with(&config).await;
    let mut held = site.connect().await;
    held.send(PAGE).await;
    assert_eq!(status(&held.one().await), 200);
    let _silent: Vec<_> = futures::future::join_all((0..KEPT).map(|_| site.connect())).await;

    let answer = site.answer("GET /livez HTTP/1.1\r\nHost: a", "").await;
    assert_eq!(status(&answer), 200, "{answer}");
}

#[tokio::test]
async fn behind_a_proxy_each_client_has_so_many_requests_at_once() {
    let mut config = config();
    config.http.connections_per_address = 1;
    let site = Site::with(&config).await;
    let from =
        |path: &str, client: &str| format!("GET {path} HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: {client}");
    // An endless answer takes a place as long as it lasts.
    let mut endless = site.connect().await;
    endless.send(&format!("{}\r\n\r\n", from("/endless", "203.0.113.9"))).await;
    assert_eq!(endless.first_byte().await, Some(b'H'));

    let answer = site.answer(&from("/page", "203.0.113.9"), "").await;
    assert_eq!((status(&answer), header(&answer, "retry-after")), (429, Some("1")), "{answer}");
    assert!(answer.contains("\"code\":\"too_many_at_once\""), "{answer}");
    for (path, client) in [("/page", "203.0.113.10"), ("/livez", "203.0.113.9")] {
        let answer = site.answer(&from(path, client), "").await;
        assert_eq!(status(&answer), 200, "{path}: {answer}");
    }

    drop(endless);
    let mut answer = String::new();
    while status(&answer) != 200 {
        answer = site.answer(&from("/page", "203.0.113.9"), "").await;
    }
}
