//! Clients that send too slowly, or more than they said, to the real doors.

use std::time::{Duration, Instant};

use sqlx::PgPool;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    forms::{BOUNDARY, multipart, part},
    pictures::png,
    server::Answer,
    site::{FORM, JSON, Site},
};

/// What the server says to a client that sends this much and waits.
async fn stopping(site: &Site, bytes: &[u8]) -> Answer {
    let since = Instant::now();
    let mut stream = TcpStream::connect(&site.server.address).await.unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    assert!(since.elapsed() < Duration::from_secs(20), "the server waits for ever");
    Answer(String::from_utf8_lossy(&said).into_owned())
}

#[sqlx::test(migrations = "../migrations")]
async fn a_body_that_stops_is_408_at_every_door(pool: PgPool) {
    let site = Site::new(pool).await;
    let token = ("authorization", site.token.as_str());
    let page = [("cookie", site.cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let length = ("content-length", "200");
    let upload = format!("/api/v1/image-sets/{}/images", site.set);
    let page_upload = format!("/image-sets/{}/upload", site.set);
    let begun = &multipart(&[part("a.png", &png(30))])[..60];
    let rows = [
        ("JSON", site.request("POST", "/api/v1/teams", &[token, JSON, length], br#"{"name":"#)),
        ("a form", site.request("POST", "/teams", &[page[0], page[1], FORM, length], b"name=x")),
        ("a sign-in", site.request("POST", "/sign-in", &[FORM, length], b"name=alice&password=")),
        ("an upload", site.request("POST", &upload, &[token, ("content-type", BOUNDARY), length], begun)),
        (
            "a page's upload",
            site.request(
                "POST",
                &page_upload,
                &[page[0], page[1], ("content-type", BOUNDARY), length],
                begun,
            ),
        ),
    ];
    for (what, request) in rows {
        let answer = site.unharmed(what, stopping(&site, &request)).await;
        assert_eq!(answer.status(), 408, "{what}: {answer:?}");
        assert_eq!(answer.header("connection"), Some("close"), "{what}: {answer:?}");
    }
}

/// Head and body in two packets, as many clients send them, and then the next request on the same connection.
async fn late(site: &Site, request: &[u8], next: &[u8]) -> Answer {
    let head = request.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    let mut stream = TcpStream::connect(&site.server.address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    for (part, pause) in [(&request[..head], 50), (&request[head..], 0), (next, 0)] {
        stream.write_all(part).await.unwrap();
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    let mut said = Vec::new();
    let _ = stream.read_to_end(&mut said).await;
    Answer(String::from_utf8_lossy(&said).into_owned())
}

#[sqlx::test(migrations = "../migrations")]
async fn a_body_that_comes_after_its_refusal_harms_no_request_after_it(pool: PgPool) {
    let site = Site::new(pool).await;
    let token = ("authorization", site.token.as_str());
    let text = ("content-type", "text/plain");
    let cookie = ("cookie", site.cookie.as_str());
    let foreign = format!("/api/v1/image-sets/{}/images", site.foreign_set);
    // As if it were a request of its own, by the cookie of whoever comes next.
    let body = b"DELETE /api/v1/me HTTP/1.1\r\nhost: a\r\n\r\n";
    let rows = [
        ("no credential", "/api/v1/teams", vec![JSON], 401),
        ("another site's page", "/teams", vec![FORM, cookie, ("sec-fetch-site", "cross-site")], 403),
        ("nothing there", "/api/v1/nothing", vec![token, JSON], 404),
        ("a set of somebody else", foreign.as_str(), vec![token, ("content-type", BOUNDARY)], 404),
        ("no method of its", "/api/v1/me", vec![token, JSON], 405),
        ("no JSON", "/api/v1/teams", vec![token, text], 415),
    ];
    for (what, path, headers, status) in rows {
        let request = site.request("POST", path, &headers, body);
        let request = String::from_utf8(request).unwrap().replace("connection: close\r\n", "");
        let next = site.request("GET", "/api/v1/me", &[token], b"");
        let answer = site.unharmed(what, late(&site, request.as_bytes(), &next)).await;
        assert_eq!(answer.status(), status, "{what}: {answer:?}");
        let answers = answer.0.matches("HTTP/1.1 ").count();
        let says_so = answer.header("connection") == Some("close");
        assert_eq!(answers, if says_so { 1 } else { 2 }, "{what}: {answer:?}");
        assert!(says_so || answer.0.contains("HTTP/1.1 200 OK"), "{what}: {answer:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_upload_that_stops_in_the_middle_is_answered_for_what_came(pool: PgPool) {
    let site = Site::new(pool).await;
    let files = multipart(&[part("a.png", &png(30)), part("b.png", &png(31))]);
    let path = format!("/api/v1/image-sets/{}/images", site.set);
    let length = files.len().to_string();
    let headers = [
        ("authorization", site.token.as_str()),
        ("content-type", BOUNDARY),
        ("content-length", length.as_str()),
    ];
    let request = site.request("POST", &path, &headers, &files[..files.len() - 50]);

    let answer = site.grown("an upload that stops", 1, stopping(&site, &request)).await;

    assert_eq!((answer.status(), answer.header("connection")), (200, Some("close")), "{answer:?}");
    let results = &answer.json()["results"];
    assert_eq!((&results[0]["outcome"], &results[1]["outcome"]), (&"added".into(), &"not_taken".into()));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_header_that_stops_is_cut_off(pool: PgPool) {
    let site = Site::new(pool).await;
    let whole = site.request("POST", "/api/v1/teams", &[("authorization", &site.token), JSON], b"");
    let answer = site.unharmed("half a header", stopping(&site, &whole[..whole.len() - 10])).await;
    assert!(answer.0.is_empty() || answer.status() == 408, "{answer:?}");
}

#[sqlx::test(migrations = "../migrations")]
async fn more_than_is_allowed_is_413_also_when_it_was_not_announced(pool: PgPool) {
    let site = Site::new(pool).await;
    let chunked = ("transfer-encoding", "chunked");
    let body = |bytes: usize| format!("{bytes:x}\r\n{}\r\n0\r\n\r\n", "x".repeat(bytes)).into_bytes();
    let page = [("cookie", site.cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let rows = [
        ("JSON", "/api/v1/teams", vec![("authorization", site.token.as_str()), JSON, chunked], (2 << 20) + 1),
        ("a form", "/teams", vec![page[0], page[1], FORM, chunked], (1 << 20) + 1),
    ];
    for (what, path, headers, bytes) in rows {
        let request = site.request("POST", path, &headers, &body(bytes));
        let answer = site.unharmed(what, site.server.answer(&request)).await;
        assert_eq!(answer.status(), 413, "{what}: {answer:?}");
    }
}
