//! Bodies that are too large, too slow, or cut off.

use std::time::{Duration, Instant};

use super::site::{Site, config, status};

const JSON: &str = "POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: application/json";
const FORM: &str =
    "POST /body HTTP/1.1\r\nHost: a\r\nContent-Type: Application/x-www-form-urlencoded; charset=utf-8";

#[tokio::test]
async fn an_announced_excess_is_413_before_it_is_sent() {
    let site = Site::start().await;
    for (head, length, expected) in [(JSON, 1000, 200), (JSON, 1001, 413), (FORM, 500, 200), (FORM, 501, 413)]
    {
        let body = if expected == 200 { "x".repeat(length) } else { String::new() };
        let answer = site.answer(&format!("{head}\r\nContent-Length: {length}"), &body).await;
        assert_eq!(status(&answer), expected, "{length}");
    }
}

#[tokio::test]
async fn an_unannounced_excess_is_413_as_well() {
    let site = Site::start().await;
    for (length, expected) in [(1000, 200), (1001, 413)] {
        let body = format!("{length:x}\r\n{}\r\n0\r\n\r\n", "x".repeat(length));
        let answer = site.answer(&format!("{JSON}\r\nTransfer-Encoding: chunked"), &body).await;
        assert_eq!(status(&answer), expected, "{length}");
    }
}

#[tokio::test]
async fn a_body_that_stops_is_408() {
    let site = Site::start().await;
    let mut client = site.connect().await;
    let since = Instant::now();
    client.send(&format!("{JSON}\r\nContent-Length: 100\r\n\r\nbegun")).await;
    let answer = client.rest().await;
    assert_eq!(status(&answer), 408, "{answer}");
    assert!(answer.contains("\"code\":\"slow_body\"") && answer.contains("connection: close"), "{answer}");
    assert!(since.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_body_that_is_slow_but_goes_on_is_taken() {
    let site = Site::start().await;
    let mut client = site.connect().await;
    client.send(&format!("{JSON}\r\nConnection: close\r\nContent-Length: 4\r\n\r\n")).await;
    for _ in 0..4 {
        tokio::time::sleep(Duration::from_millis(500)).await;
        client.send("x").await;
    }
    let answer = client.rest().await;
    assert_eq!((status(&answer), answer.ends_with("\r\n4")), (200, true), "{answer}");
}

#[tokio::test]
async fn a_body_that_comes_in_drops_is_408() {
    let mut config = config();
    config.limits.body_bytes_per_second = 1000;
    let site = Site::with(&config).await;
    let mut client = site.connect().await;
    let since = Instant::now();
    client.send(&format!("{JSON}\r\nContent-Length: 1000\r\n\r\n")).await;
    // Never a pause that is too long in itself.
    for _ in 0..6 {
        client.send("x").await;
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let answer = client.one().await;
    assert_eq!(status(&answer), 408, "{answer}");
    assert!(answer.contains("\"code\":\"slow_body\"") && answer.contains("connection: close"), "{answer}");
    assert!(since.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_body_has_its_time_and_no_more() {
    let mut config = config();
    config.limits.body_total_seconds = 1;
    let site = Site::with(&config).await;
    let mut client = site.connect().await;
    client.send(&format!("{JSON}\r\nContent-Length: 1000\r\n\r\n")).await;
    for _ in 0..6 {
        client.send("xxxxxxxxxxxxxxxx").await;
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    let answer = client.one().await;
    assert_eq!(status(&answer), 408, "{answer}");
}
