//! Bodies that nobody read and that come after the answer.

use std::time::Duration;

use super::site::{Client, Site, header, status};

const NEXT: &str = "GET /page HTTP/1.1\r\nHost: a\r\n\r\n";

/// The body comes a moment after the head, as it does from many clients.
async fn in_two_packets(client: &mut Client, head: &str, body: &str) {
    client.send(&format!("{head}\r\n\r\n")).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    client.send(body).await;
}

fn post(path: &str, more: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {}{more}", SMUGGLED.len())
}

/// As if somebody else had asked for this.
const SMUGGLED: &str = "GET /data HTTP/1.1\r\nHost: a\r\n\r\nwhatever!";

#[tokio::test]
async fn a_late_body_does_not_harm_the_next_request() {
    let site = Site::start().await;
    let cross = "\r\nSec-Fetch-Site: cross-site\r\nCookie: a=b";
    let rows = [
        (post("/refuse/401", ""), 401),
        (post("/refuse/403", ""), 403),
        (post("/page", ""), 200),
        (post("/body", cross), 403),
        (post("/nowhere", ""), 404),
        (post("/data", ""), 405),
        (post("/refuse/413", ""), 413),
        (post("/refuse/415", ""), 415),
        (post("/page", "\r\nHost: b"), 400),
    ];
    for (head, expected) in rows {
        let mut client = site.connect().await;
        in_two_packets(&mut client, &head, SMUGGLED).await;
        client.send(NEXT).await;
        let (refused, next) = (client.one().await, client.one().await);
        assert_eq!(status(&refused), expected, "{refused}");
        assert_eq!(header(&refused, "connection"), None, "{refused}");
        assert!(status(&next) == 200 && next.ends_with("<!doctype html>"), "after {expected}: {next}");
    }
}

#[tokio::test]
async fn a_body_in_chunks_is_taken_in_as_well() {
    let site = Site::start().await;
    let mut client = site.connect().await;
    let head = "POST /refuse/401 HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked";
    in_two_packets(&mut client, head, &format!("28\r\n{SMUGGLED}\r\n0\r\n\r\n")).await;
    client.send(NEXT).await;
    assert_eq!(status(&client.one().await), 401);
    assert_eq!(status(&client.one().await), 200);
}

#[tokio::test]
async fn after_what_is_not_awaited_the_connection_ends_and_says_so() {
    let site = Site::start().await;
    let large = "POST /refuse/401 HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 70000";
    let asked = post("/refuse/401", "\r\nExpect: 100-continue");
    let never = post("/refuse/401", "");
    for head in [large, asked.as_str(), never.as_str()] {
        let mut client = site.connect().await;
        client.send(&format!("{head}\r\n\r\n")).await;
        let answer = client.one().await;
        assert_eq!((status(&answer), header(&answer, "connection")), (401, Some("close")), "{head}");
        assert_eq!(client.rest().await, "", "{head}");
    }
}

#[tokio::test]
async fn who_is_still_sending_hears_why_nobody_listens() {
    let site = Site::start().await;
    for _ in 0..20 {
        let mut client = site.connect().await;
        client.send("POST /refuse/401 HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: 4000000\r\n\r\n").await;
        // More than what lies between two programs: without somebody who takes it, the connection would be reset.
        client.send(&"x".repeat(1_000_000)).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        client.send(&"x".repeat(1_000_000)).await;
        let answer = client.one().await;
        assert_eq!((status(&answer), answer.ends_with("refused")), (401, true), "{answer}");
    }
}
