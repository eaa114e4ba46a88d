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
        let expected: &[&str] = if told { &["MemberInvited", "MemberLeft"] } else { &[] };
        assert_eq!(types(&site, who, start).await, expected);
    }

    let start = site.head().await;
    assert_eq!(invite().await.status, 204);
    assert_eq!(site.put(&site.carol, &format!("{team}/membership"), &json!({})).await.status, 204);
    assert_eq!(site.delete(&site.carol, &format!("{team}/membership")).await.status, 204);
    assert_eq!(types(&site, &site.bob, start).await, ["MemberJoined", "MemberLeft"]);
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
    assert!(tokens.revoke(bob, token, std::net::Ipv4Addr::LOCALHOST.into()).await.unwrap());
    site.clock.advance(Duration::from_secs(1));
    site.drawn(&site.alice, 100).await;

    assert!(next().await.is_none());
}
