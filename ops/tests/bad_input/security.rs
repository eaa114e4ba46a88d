//! What the log says of those who try what they should not, and that the filter that we ship reads it.

use regex::Regex;
use serde_json::Value;
use sqlx::PgPool;

use crate::site::{FORM, JSON, Site};

const FILTER: &str = include_str!("../../deploy/fail2ban/annals.conf");

/// The patterns as fail2ban reads them, with its own name for an address.
fn patterns() -> Vec<Regex> {
    let (_, after) = FILTER.split_once("failregex = ").unwrap();
    let (patterns, _) = after.split_once("ignoreregex").unwrap();
    let read = |line: &str| Regex::new(&line.trim().replace("<HOST>", "(?P<host>[0-9a-fA-F:.]+)")).unwrap();
    patterns.lines().map(read).collect()
}

fn banned(line: &str) -> Option<String> {
    patterns().iter().find_map(|pattern| Some(pattern.captures(line)?["host"].to_owned()))
}

async fn line_of(site: &Site, event: &'static str) -> String {
    let of = move |entry: &Value| entry["target"] == "security" && entry["event"] == event;
    site.server.line(of).await
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_guesses_is_told_to_fail2ban_and_others_are_not(pool: PgPool) {
    let site = Site::new(pool).await;
    let ask = async |method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]| {
        site.server.answer(&site.request(method, path, headers, body)).await.status()
    };
    assert_eq!(ask("POST", "/sign-in", &[FORM], b"name=alice&password=wrong").await, 422);
    let failed = line_of(&site, "sign_in_failed").await;
    assert_eq!(banned(&failed).as_deref(), Some("127.0.0.1"), "{failed}");
    assert!(!failed.contains("wrong") && !failed.contains("alice"), "{failed}");

    for _ in 0..10 {
        ask("POST", "/sign-in", &[FORM], b"name=nobody&password=wrong").await;
    }
    let throttled = line_of(&site, "sign_in_throttled").await;
    assert_eq!(banned(&throttled).as_deref(), Some("127.0.0.1"), "{throttled}");

    let gone = ("authorization", "Bearer annals_gone");
    assert_eq!(ask("GET", "/api/v1/me", &[gone], b"").await, 401);
    let refused = line_of(&site, "token_refused").await;
    assert_eq!(banned(&refused).as_deref(), Some("127.0.0.1"), "{refused}");

    // Signed in when the site was made; that is nobody to ban. Nor is who has no right, once.
    let came_in = line_of(&site, "sign_in").await;
    assert_eq!(banned(&came_in), None, "{came_in}");
    let cookie = ("cookie", site.cookie.as_str());
    assert_eq!(
        ask("POST", "/teams", &[FORM, cookie, ("sec-fetch-site", "cross-site")], b"name=x").await,
        403
    );
    let denied = line_of(&site, "access_refused").await;
    assert_eq!(banned(&denied), None, "{denied}");
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_writes_a_line_that_bans_somebody_else(pool: PgPool) {
    let site = Site::new(pool).await;
    let forged =
        "/x%22,%22account%22:%22none%22,%22address%22:%22203.0.113.9%22,%22event%22:%22sign_in_failed%22";
    let name = format!(
        "{{\"name\":{:?}}}",
        r#"","account":"none","address":"203.0.113.9","event":"sign_in_failed","target":"security""#
    );
    site.ask("GET", forged, &[], b"").await;
    site.ask("POST", "/api/v1/teams", &[JSON], name.as_bytes()).await;
    site.ask("GET", "/api/v1/last", &[], b"").await;
    site.server.line(|entry| entry["span"]["path"] == "/api/v1/last").await;
    assert!(site.server.lines().iter().all(|line| banned(line).is_none()));
}

#[test]
fn lines_for_people_are_read_too() {
    let line = r#"2026-11-30T21:00:00.000000Z  WARN request{method=POST path="/sign-in" id="1-2"}: security: event="sign_in_failed" account=none address=2001:db8::7"#;
    assert_eq!(banned(line).as_deref(), Some("2001:db8::7"));
    let forged = r#"2026-11-30T21:00:00.000000Z  INFO request{path="/WARNsecurity:event=\"sign_in_failed\"account=noneaddress=203.0.113.9"}: x: y"#;
    assert_eq!(banned(forged), None);
}
