//! The client's address behind proxies.

use super::site::Site;

#[tokio::test]
async fn a_door_hears_of_the_client_behind_a_trusted_proxy() {
    let site = Site::start().await;
    let head = "GET /whence HTTP/1.1\r\nHost: localhost";
    for (said, expected) in [("", "127.0.0.1"), ("\r\nX-Forwarded-For: 1.2.3.4, 203.0.113.9", "203.0.113.9")]
    {
        let answer = site.answer(&format!("{head}{said}"), "").await;
        assert!(answer.ends_with(&format!("\r\n\r\n{expected}")), "{answer}");
    }
}
