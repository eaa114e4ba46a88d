//! How many connections may come from where.

use super::site::{Site, config, status};

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
    let answer = site.answer("GET /page HTTP/1.1\r\nHost: a", "").await;
    assert_eq!(status(&answer), 200, "{answer}");
    drop(idle);
}
