//! A shutdown lets requests end, and a second signal does not.

use std::time::{Duration, Instant};

use tokio::{net::TcpStream, sync::Mutex};

use super::site::{ENTERED, GO_ON, Site, config, status};

/// The bells are shared, so one at a time.
static TURN: Mutex<()> = Mutex::const_new(());

#[tokio::test]
async fn a_request_under_way_is_answered_and_no_other_taken() {
    let _turn = TURN.lock().await;
    let site = Site::start().await;
    let mut client = site.connect().await;
    client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await;
    ENTERED.notified().await;

    site.shutdown.drain();
    while TcpStream::connect(site.address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    GO_ON.notify_one();

    let answer = client.rest().await;
    assert_eq!((status(&answer), answer.ends_with("in the end")), (200, true), "{answer}");
    site.ended().await;
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_the_server() {
    let site = Site::start().await;
    let mut client = site.connect().await;
    client.send("GET /page HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let since = Instant::now();
    site.shutdown.drain();
    site.ended().await;
    assert!(since.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_second_signal_stops_at_once() {
    let _turn = TURN.lock().await;
    let site = Site::start().await;
    let mut client = site.connect().await;
    client.send("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n").await;
    ENTERED.notified().await;
    let since = Instant::now();
    site.shutdown.drain();
    site.shutdown.at_once();
    site.ended().await;
    assert!(since.elapsed() < Duration::from_secs(5));
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn a_request_that_never_ends_is_given_up() {
    let _turn = TURN.lock().await;
    let mut config = config();
    config.http.drain_seconds = 1;
    let site = Site::with(&config).await;
    let mut client = site.connect().await;
    client.send("GET /stuck HTTP/1.1\r\nHost: a\r\n\r\n").await;
    ENTERED.notified().await;
    site.shutdown.drain();
    site.ended().await;
}
