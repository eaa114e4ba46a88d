//! Headers of every answer.

use super::site::{Site, config, header, status};

const PAGE: [(&str, &str); 8] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; \
         font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ("cache-control", "no-store"),
    ("vary", "Sec-Fetch-Site, Origin, HX-Request, Cookie"),
];

#[tokio::test]
async fn a_page_carries_exactly_these() {
    let site = Site::start().await;
    let answer = site.answer("GET /page HTTP/1.1\r\nHost: localhost", "").await;
    for (name, value) in PAGE {
        assert_eq!(header(&answer, name), Some(value), "{name}");
    }
    assert_eq!(header(&answer, "strict-transport-security"), None);
    assert_eq!(header(&answer, "content-security-policy-report-only"), None);
}

#[tokio::test]
async fn whatever_is_no_page_is_inert() {
    let site = Site::start().await;
    for head in ["GET /data HTTP/1.1\r\nHost: a", "GET /nowhere HTTP/1.1\r\nHost: a", "GET /data HTTP/1.1"] {
        let answer = site.answer(head, "").await;
        assert_eq!(header(&answer, "content-security-policy"), Some("default-src 'none'; sandbox"), "{head}");
        assert_eq!(header(&answer, "x-content-type-options"), Some("nosniff"), "{head}");
    }
}

#[tokio::test]
async fn https_is_for_good() {
    let mut config = config();
    config.http.base_url = "https://lab.example".to_owned();
    let site = Site::with(&config).await;
    let answer = site.answer("GET /page HTTP/1.1\r\nHost: lab.example", "").await;
    let value = header(&answer, "strict-transport-security");
    assert_eq!(value, Some("max-age=31536000; includeSubDomains"));
}

#[tokio::test]
async fn every_answer_has_an_id_of_our_making() {
    let site = Site::start().await;
    let head = "GET /page HTTP/1.1\r\nHost: a\r\nX-Request-Id: forged";
    let (first, second) = (site.answer(head, "").await, site.answer(head, "").await);
    let (first, second) = (header(&first, "x-request-id"), header(&second, "x-request-id"));
    assert!(first.is_some() && first != second && first != Some("forged"), "{first:?} {second:?}");
}

#[tokio::test]
async fn a_panic_is_answered_without_its_words() {
    let site = Site::start().await;
    let answer = site.answer("GET /panic HTTP/1.1\r\nHost: a", "").await;
    assert_eq!(status(&answer), 500);
    assert_eq!(header(&answer, "content-type"), Some("application/problem+json"));
    assert_eq!(header(&answer, "content-security-policy"), Some("default-src 'none'; sandbox"));
    assert!(answer.contains("\"code\":\"internal\"") && !answer.contains("secret"), "{answer}");
    let id = header(&answer, "x-request-id").unwrap();
    assert!(answer.contains(&format!("\"request_id\":\"{id}\"")), "{answer}");
}

#[tokio::test]
async fn pages_are_compressed_and_images_and_streams_are_not() {
    let site = Site::start().await;
    for (path, encoding) in [("/long", Some("gzip")), ("/picture", None), ("/events", None)] {
        let answer =
            site.answer(&format!("GET {path} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip"), "").await;
        assert_eq!(header(&answer, "content-encoding"), encoding, "{path}");
        assert!(answer.contains("vary: Sec-Fetch-Site, Origin, HX-Request, Cookie\r\n"), "{path}");
    }
}
