//! Requests that a foreign page sends with a visitor's cookie.

use super::site::{Site, status};

const OURS: &str = "Origin: http://localhost:8080";
const FOREIGN: &str = "Origin: http://evil.example";
const COOKIE: &str = "Cookie: sid=x";

/// Method, headers, answer.
const TABLE: [(&str, &[&str], u16); 22] = [
    ("GET", &["Sec-Fetch-Site: cross-site", FOREIGN, COOKIE], 200),
    ("HEAD", &["Sec-Fetch-Site: cross-site", COOKIE], 200),
    ("POST", &["Sec-Fetch-Site: same-origin", COOKIE], 200),
    ("POST", &["Sec-Fetch-Site: none", COOKIE], 200),
    ("POST", &["Sec-Fetch-Site: same-site", COOKIE], 403),
    ("POST", &["Sec-Fetch-Site: cross-site", COOKIE], 403),
    ("POST", &["Sec-Fetch-Site: cross-site"], 403),
    ("POST", &["Sec-Fetch-Site: cross-site", FOREIGN, COOKIE], 403),
    ("POST", &["Sec-Fetch-Site: cross-site", OURS, COOKIE], 200),
    ("POST", &["Sec-Fetch-Site: Same-Origin", COOKIE], 403),
    ("POST", &["Sec-Fetch-Site: ", COOKIE], 403),
    ("POST", &["Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site", COOKIE], 403),
    ("POST", &[OURS, COOKIE], 200),
    ("POST", &[FOREIGN, COOKIE], 403),
    ("POST", &[FOREIGN], 403),
    ("POST", &[OURS, FOREIGN, COOKIE], 403),
    ("POST", &["Origin: null", COOKIE], 403),
    ("POST", &["Origin: https://localhost:8080", COOKIE], 403),
    ("POST", &["Origin: http://localhost", COOKIE], 403),
    ("POST", &[COOKIE], 403),
    ("POST", &["Authorization: Bearer x"], 200),
    ("POST", &["Authorization: Bearer x", COOKIE], 403),
];

#[tokio::test]
async fn only_our_own_pages_act_with_a_cookie() {
    let site = Site::start().await;
    for (method, headers, expected) in TABLE {
        let head = format!("{method} /page HTTP/1.1\r\nHost: localhost\r\n{}", headers.join("\r\n"));
        let answer = site.answer(&head, "").await;
        assert_eq!(status(&answer), expected, "{method} {headers:?}");
    }
}

/// `Host` is the sender's to choose, so it proves nothing.
#[tokio::test]
async fn an_origin_that_only_equals_the_host_is_foreign() {
    let site = Site::start().await;
    let head = format!("POST /page HTTP/1.1\r\nHost: evil.example\r\n{FOREIGN}\r\n{COOKIE}");
    assert_eq!(status(&site.answer(&head, "").await), 403);
}

#[tokio::test]
async fn every_method_but_the_safe_ones_is_asked() {
    let site = Site::start().await;
    for method in ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"] {
        let head = format!("{method} /page HTTP/1.1\r\nHost: localhost\r\n{COOKIE}");
        assert_eq!(status(&site.answer(&head, "").await), 403, "{method}");
    }
}
