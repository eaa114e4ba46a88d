//! Requests that no handler should see.

use std::time::{Duration, Instant};

use super::site::{Site, header, status};

#[tokio::test]
async fn a_request_names_exactly_one_host() {
    let site = Site::start().await;
    for head in ["GET /page HTTP/1.1", "GET /page HTTP/1.0", "GET /page HTTP/1.1\r\nHost: a\r\nHost: b"] {
        let answer = site.answer(head, "").await;
        assert_eq!(status(&answer), 400, "{head}");
        assert!(answer.contains("\"code\":\"host\""), "{answer}");
    }
}

#[tokio::test]
async fn a_long_address_is_414() {
    let site = Site::start().await;
    for (length, expected) in [(8_000, 200), (8_200, 414), (40_000, 414)] {
        let head = format!("GET /page?{} HTTP/1.1\r\nHost: a", "x".repeat(length));
        assert_eq!(status(&site.answer(&head, "").await), expected, "{length}");
    }
}

#[tokio::test]
async fn a_large_header_is_431() {
    let site = Site::start().await;
    for (length, expected) in [(60 << 10, 200), (65 << 10, 431), (600 << 10, 431)] {
        let head = format!("GET /page HTTP/1.1\r\nHost: a\r\nX-Long: {}", "x".repeat(length));
        assert_eq!(status(&site.answer(&head, "").await), expected, "{length}");
    }
}

#[tokio::test]
async fn many_headers_are_431() {
    let site = Site::start().await;
    let head = format!("GET /page HTTP/1.1\r\nHost: a{}", "\r\nX: y".repeat(150));
    assert_eq!(status(&site.answer(&head, "").await), 431);
}

#[tokio::test]
async fn a_slow_header_is_408_and_a_client_that_says_nothing_hears_nothing() {
    let site = Site::start().await;
    let since = Instant::now();
    let (mut slow, mut silent, mut idle) = (site.connect().await, site.connect().await, site.connect().await);
    slow.send("GET /page HTTP/1.1\r\nHost: a\r\nX-Sl").await;
    idle.send("GET /page HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let answer = slow.rest().await;
    assert_eq!((status(&answer), header(&answer, "connection")), (408, Some("close")), "{answer}");
    assert_eq!(silent.rest().await, "");
    assert_eq!(idle.rest().await.matches("HTTP/1.1").count(), 1);
    assert!(since.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn nonsense_is_400_and_the_next_request_is_answered() {
    let site = Site::start().await;
    for head in [
        "nonsense",
        "GET /page HTTP/1.1\r\nHost : a",
        "GET /page HTTP/1.1\r\nHost: a\r\nX: \0",
        "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: +5",
        "POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6",
    ] {
        assert_eq!(status(&site.answer(head, "").await), 400, "{head}");
    }
    assert_eq!(status(&site.answer("GET /page HTTP/1.1\r\nHost: a", "").await), 200);
}
