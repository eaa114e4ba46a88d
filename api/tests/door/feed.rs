//! The feed tells each what that one may see, deletions included.

use std::time::Duration;

use futures::StreamExt as _;
use serde_json::{Value, json};
use sqlx::PgPool;
use tower::ServiceExt as _;

use crate::site::{Person, Site};

async fn types(site: &Site, who: &Person, after: i64) -> Vec<String> {
    let told = site.get(who, &format!("/feed?after={after}")).await.json();
    assert_eq!(told["next"], told["head"]);
    told["facts"].as_array().unwrap().iter().map(|fact| fact["type"].as_str().unwrap().to_owned()).collect()
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_hidden_is_left_out_and_what_is_deleted_is_told(pool: PgPool) {
    let site = Site::new(pool).await;
    let start = site.head().await;
    let label = site.drawn(&site.alice, 10).await;
    site.erase(&site.alice, label, 1).await;
    site.delete(&site.alice, &format!("/image-sets/{}", site.set)).await;
    site.post(&site.carol, "/teams", &json!({"name": "Carol's"})).await;

    let founded = ["TeamFounded", "MemberJoined", "AdminAppointed"];
    assert_eq!(types(&site, &site.carol, start).await, founded);
    let all = [&["AnnotationDrawn", "AnnotationErased", "ImageSetDeleted"][..], &founded].concat();
    assert_eq!(types(&site, &site.bob, start).await, all);
}

/// As the list of a team's people does.
#[sqlx::test(migrations = "../migrations")]
async fn who_is_invited_is_told_to_admins_and_to_the_invited(pool: PgPool) {
    let site = Site::new(pool).await;
    let team = format!("/teams/{}", site.team);
    let invite = async || {
        site.post(&site.alice, &format!("{team}/invitations"), &json!({"login_name": "carol"})).await
    };
    let start = site.head().await;
    assert_eq!(invite().await.status, 204);
    assert_eq!(site.delete(&site.carol, &format!("{team}/membership")).await.status, 204);
    for (who, told) in [(&site.alice, true), (&site.carol, true), (&site.bob, false)] {
        let expected: &[&str] = if told { &["MemberInvited", "InvitationDeclined"] } else { &[] };
        assert_eq!(types(&site, who, start).await, expected);
    }

    let start = site.head().await;
    assert_eq!(invite().await.status, 204);
    assert_eq!(site.put(&site.carol, &format!("{team}/membership"), &json!({})).await.status, 204);
    assert_eq!(site.delete(&site.carol, &format!("{team}/membership")).await.status, 204);
    assert_eq!(types(&site, &site.bob, start).await, ["MemberJoined", "MemberLeft"]);
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_goes_on_after_what_the_log_does_not_have(pool: PgPool) {
    let site = Site::new(pool).await;
    let head = site.head().await;
    for path in ["/feed", "/feed/live"] {
        for after in [head + 1, i64::MAX, -1] {
            let refused = site.get(&site.bob, &format!("{path}?after={after}")).await;
            assert_eq!(refused.refusal(), fixtures::refused(422, "invalid"), "{path} {after}");
            let problem = refused.json();
            assert_eq!(problem["field"], "after");
            let detail = problem["detail"].as_str().unwrap();
            assert!(detail.contains(&format!("0 to {head}")), "{detail}");
        }
    }
    let resumed = site.bob.request("GET", "/feed/live").header("last-event-id", (head + 1).to_string());
    let refused = site.send(resumed.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(refused.json()["field"], "Last-Event-ID");
    assert_eq!(site.get(&site.bob, &format!("/feed?after={head}")).await.status, 200);
}

#[sqlx::test(migrations = "../migrations")]
async fn pages_join_without_a_gap(pool: PgPool) {
    let site = Site::new(pool).await;
    let (mut after, mut positions) = (0, vec![]);
    loop {
        let page = site.get(&site.alice, &format!("/feed?after={after}&limit=3")).await.json();
        positions
            .extend(page["facts"].as_array().unwrap().iter().map(|fact| fact["position"].as_i64().unwrap()));
        after = page["next"].as_i64().unwrap();
        if page["next"] == page["head"] {
            break;
        }
    }
    assert_eq!(positions, (1..=site.head().await).collect::<Vec<_>>());
}

#[sqlx::test(migrations = "../migrations")]
async fn the_feed_can_be_followed(pool: PgPool) {
    let site = Site::new(pool).await;
    let request = site.bob.request("GET", "/feed/live").body(axum::body::Body::empty()).unwrap();
    let answer = site.door.clone().oneshot(request).await.unwrap();
    let label = site.drawn(&site.alice, 10).await;

    let mut events = answer.into_body().into_data_stream();
    let event = tokio::time::timeout(Duration::from_secs(10), events.next()).await.unwrap().unwrap().unwrap();

    let event = String::from_utf8(event.to_vec()).unwrap();
    assert!(event.contains(&format!("id: {}", site.head().await)), "{event}");
    let data = event.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
    let fact: Value = serde_json::from_str(data).unwrap();
    assert_eq!((&fact["type"], &fact["data"]["annotation"]), (&json!("AnnotationDrawn"), &json!(label)));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_that_was_revoked_hears_nothing_more(pool: PgPool) {
    let site = Site::new(pool).await;
    let request = site.bob.request("GET", "/feed/live").body(axum::body::Body::empty()).unwrap();
    let answer = site.door.clone().oneshot(request).await.unwrap();
    let mut events = answer.into_body().into_data_stream();
    let mut next = async || tokio::time::timeout(Duration::from_secs(10), events.next()).await.unwrap();
    site.drawn(&site.alice, 10).await;
    assert!(next().await.is_some());

    let (tokens, bob) = (&site.commands.tokens, site.bob.account);
    let token = tokens.list(bob).await.unwrap()[0].id;
    let address = std::net::Ipv4Addr::LOCALHOST.into();
    assert!(tokens.revoke(fixtures::caller(bob), token, address).await.unwrap());
    site.clock.advance(Duration::from_secs(1));
    site.drawn(&site.alice, 100).await;

    assert!(next().await.is_none());
}

#[sqlx::test(migrations = "../migrations")]
async fn votes_in_a_blind_set_are_no_news_before_one_has_judged(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = site.drawn(&site.alice, 10).await;
    let patch = site.patch(&site.alice, &format!("/image-sets/{}", site.set), &json!({"blind": true})).await;
    assert_eq!(patch.status, 204, "{patch:?}");
    let start = site.head().await;
    let vote = json!({"verdict": "reject", "revision": 1});
    let path = format!("/annotations/{label}/vote");
    assert_eq!(site.put(&site.alice, &path, &vote).await.status, 200);
    let histories = [
        format!("/annotations/{label}/history"),
        format!("/images/{}/history", site.image),
        format!("/image-sets/{}/history", site.set),
        format!("/accounts/{}/history", site.alice.account),
    ];
    let votes = async |who: &Person| {
        let mut counts = vec![types(&site, who, start).await.len()];
        for path in &histories {
            let told = site.get(who, path).await.json();
            let facts = told["facts"].as_array().unwrap().clone();
            counts.push(facts.iter().filter(|fact| fact["type"] == "VoteCast").count());
        }
        counts
    };
    assert_eq!(votes(&site.bob).await, [0, 0, 0, 0, 0]);
    // Who governs the set sees all; so does who has judged.
    assert_eq!(votes(&site.alice).await, [1, 1, 1, 1, 1]);
    assert_eq!(site.put(&site.bob, &path, &vote).await.status, 200);
    assert_eq!(votes(&site.bob).await, [2, 2, 2, 2, 1]);
}

#[sqlx::test(migrations = "../migrations")]
async fn the_history_of_an_image_comes_in_pages(pool: PgPool) {
    let site = Site::new(pool).await;
    for x in [10, 50, 90, 130, 170] {
        site.drawn(&site.alice, x).await;
    }
    let path = format!("/images/{}/history", site.image);
    let whole = site.get(&site.alice, &path).await.json()["facts"].clone();
    let (mut before, mut joined) = (None::<i64>, Vec::new());
    loop {
        let from = before.map(|before| format!("&before={before}")).unwrap_or_default();
        let page = site.get(&site.alice, &format!("{path}?limit=2{from}")).await.json();
        joined.extend(page["facts"].as_array().unwrap().clone());
        before = page["next"].as_i64();
        if before.is_none() {
            break;
        }
    }
    assert_eq!(Value::from(joined), whole);
}
