//! Tokens, teams, sets: what people set up.

use std::net::{IpAddr, Ipv4Addr};

use axum::{body::Body, http::Request};
use fixtures::{Answer, PASSWORD, refused};
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::site::{Person, Site};

/// A request of somebody's browser.
async fn browsing(site: &Site, name: &str, method: &str, path: &str, body: &Value) -> Answer {
    let here = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let browser = commands::Browser::fresh(here, "tests");
    let cookie = site.commands.sessions.sign_in(name, PASSWORD, browser).await.unwrap().session;
    let request = Request::builder()
        .method(method)
        .uri(format!("/api/v1{path}"))
        .header("cookie", format!("theme=dark; annals_sid={}", cookie.reveal()))
        .header("content-type", "application/json");
    site.send(request.body(Body::from(body.to_string())).unwrap()).await
}

/// As both doors say: who can plant a cookie in somebody's browser must not choose for whom that one acts.
#[sqlx::test(migrations = "../migrations")]
async fn of_two_sessions_in_one_request_none_counts(pool: PgPool) {
    let site = Site::new(pool).await;
    let alice = fixtures::cookie(&site.commands, "alice").await;
    let bob = fixtures::cookie(&site.commands, "bob").await;
    let me = async |lines: &[&str]| {
        let mut request = Request::builder().uri("/api/v1/me");
        for line in lines {
            request = request.header("cookie", *line);
        }
        site.send(request.body(Body::empty()).unwrap()).await
    };

    assert_eq!(me(&[&alice]).await.json()["login_name"], "alice");
    assert_eq!(me(&["theme=dark", &alice]).await.json()["login_name"], "alice");
    for two in [&[&*format!("{alice}; {bob}")][..], &[&alice, &bob], &[&alice, "annals_sid="]] {
        assert_eq!(me(two).await.refusal(), refused(401, "sign_in"), "{two:?}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn tokens_are_made_by_people_and_not_by_tokens(pool: PgPool) {
    let site = Site::new(pool).await;
    let new = json!({"name": "trainer", "scope": "read", "expires_at": "2031-01-01T00:00:00Z"});

    let by_token = site.post(&site.alice, "/tokens", &new).await;
    let made = browsing(&site, "alice", "POST", "/tokens", &new).await;
    let token = made.json();
    let trainer = Person { token: token["secret"].as_str().unwrap().to_owned(), ..site.alice.clone() };

    assert_eq!(by_token.refusal(), refused(403, "session_only"));
    assert_eq!(made.status, 201);
    assert_eq!(site.get(&trainer, "/me").await.json()["login_name"], "alice");
    assert_eq!(
        site.post(&trainer, "/teams", &json!({"name": "x"})).await.refusal(),
        refused(403, "read_only_token")
    );
    let listed = browsing(&site, "alice", "GET", "/tokens", &json!({})).await;
    assert!(!String::from_utf8_lossy(&listed.bytes).contains("annals_"), "{listed:?}");
    assert_eq!(listed.json()["tokens"].as_array().unwrap().len(), 2);
    let path = format!("/tokens/{}", token["token"].as_str().unwrap());
    assert_eq!(browsing(&site, "bob", "DELETE", &path, &json!({})).await.status, 404);
    assert_eq!(browsing(&site, "alice", "DELETE", &path, &json!({})).await.status, 204);
    assert_eq!(site.get(&trainer, "/me").await.refusal(), refused(401, "sign_in"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_token_ends_after_90_days_unless_it_is_said_otherwise(pool: PgPool) {
    let site = Site::new(pool).await;
    for (new, expires) in [
        (json!({"name": "silent", "scope": "read"}), json!("2030-04-01T12:00:00Z")),
        (json!({"name": "for ever", "scope": "read", "expires_at": null}), json!(null)),
    ] {
        let made = browsing(&site, "alice", "POST", "/tokens", &new).await;
        assert_eq!(made.status, 201, "{made:?}");
        let listed = browsing(&site, "alice", "GET", "/tokens", &json!({})).await.json();
        let tokens = listed["tokens"].as_array().unwrap();
        let token = tokens.iter().find(|token| token["name"] == new["name"]).unwrap();
        assert_eq!(token.get("expires_at").unwrap_or(&Value::Null), &expires, "{token}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_a_page_sends_is_recorded_as_such(pool: PgPool) {
    let site = Site::new(pool).await;
    let label = fixtures::fresh();
    browsing(&site, "bob", "POST", &site.labels(), &site.drawing(label, 10)).await;
    site.drawn(&site.bob, 200).await;

    let told = site.get(&site.alice, &format!("/images/{}/history", site.image)).await.json();

    let via: Vec<_> = told["facts"].as_array().unwrap().iter().map(|fact| fact["via"].clone()).collect();
    assert_eq!(via[..2], [json!("api"), json!("page")]);
    let drawn = &told["facts"][1];
    assert_eq!((&drawn["type"], &drawn["account_name"]), (&json!("AnnotationDrawn"), &json!("bob")));
    assert_eq!(drawn["data"]["annotation"], json!(label));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_set_changes_one_thing_at_a_time(pool: PgPool) {
    let site = Site::new(pool).await;
    let path = format!("/image-sets/{}", site.set);
    let table = [
        (json!({}), 422),
        (json!({"name": "x", "locked": true}), 422),
        (json!({"name": null}), 422),
        (json!({"openness": "open"}), 422),
        (json!({"name": "Sydney"}), 204),
        (json!({"texts": {"location": "hall", "description": "line 1\nline 2"}}), 204),
        (json!({"priority": "high"}), 204),
        (json!({"main_annotation_type": site.ball}), 204),
        (json!({"main_annotation_type": null}), 204),
        (json!({"locked": true}), 204),
        (json!({"blind": true, "locked": true}), 422),
        (json!({"blind": true}), 204),
        (json!({"openness": "collaborative"}), 204),
        (json!({"openness": "private"}), 204),
        (json!({"openness": "public"}), 204),
    ];
    for (change, status) in table {
        assert_eq!(site.patch(&site.alice, &path, &change).await.status, status, "{change}");
    }
    let shown = site.get(&site.carol, &path).await.json();

    assert_eq!(
        (&shown["name"], &shown["openness"], &shown["locked"]),
        (&json!("Sydney"), &json!("public"), &json!(true))
    );
    assert_eq!((&shown["priority"], &shown["main_annotation_type"]), (&json!("high"), &json!(null)));
    assert_eq!(shown["blind"], true);
    assert_eq!(shown["may"], json!(["read", "export"]));
    let locked = site.delete(&site.alice, &format!("/images/{}", site.image)).await;
    assert_eq!(locked.refusal(), refused(409, "images_locked"));
    let member = site.patch(&site.bob, &path, &json!({"openness": "private"})).await;
    assert_eq!(member.refusal(), refused(403, "forbidden"));
}

#[sqlx::test(migrations = "../migrations")]
async fn a_deleted_set_is_gone_and_comes_back(pool: PgPool) {
    let site = Site::new(pool).await;
    let path = format!("/image-sets/{}", site.set);
    assert_eq!(site.delete(&site.bob, &path).await.refusal(), refused(403, "forbidden"));
    assert_eq!(site.delete(&site.alice, &path).await.status, 204);
    assert_eq!(site.get(&site.alice, &path).await.status, 404);
    assert_eq!(site.get(&site.alice, "/image-sets").await.json()["image_sets"], json!([]));
    assert_eq!(site.post(&site.alice, &format!("{path}/restoration"), &json!({})).await.status, 204);
    assert_eq!(site.put(&site.bob, &format!("{path}/tags/night"), &json!({})).await.status, 204);
    let found = site.get(&site.bob, "/image-sets?search=NIGHT").await.json();
    assert_eq!(found["image_sets"][0]["tags"], json!(["night"]));
}

#[sqlx::test(migrations = "../migrations")]
async fn teams_are_run_by_their_admins(pool: PgPool) {
    let site = Site::new(pool).await;
    let path = format!("/teams/{}", site.team);
    let carol = json!({"login_name": "carol"});
    assert_eq!(
        site.post(&site.bob, &format!("{path}/invitations"), &carol).await.refusal(),
        refused(403, "forbidden")
    );
    let nobody = site.post(&site.alice, &format!("{path}/invitations"), &json!({"login_name": "dave"})).await;
    assert_eq!(nobody.refusal(), refused(422, "invalid"));
    assert_eq!(site.post(&site.alice, &format!("{path}/invitations"), &carol).await.status, 204);
    assert_eq!(site.put(&site.carol, &format!("{path}/membership"), &json!({})).await.status, 204);
    let admin = format!("{path}/admins/{}", site.bob.account);
    assert_eq!(site.put(&site.alice, &admin, &json!({})).await.status, 204);
    assert_eq!(site.delete(&site.alice, &format!("{path}/membership")).await.status, 204);
    let last = site.delete(&site.bob, &admin).await;
    assert_eq!(last.refusal(), refused(409, "last_admin"));
    let expelled = site.delete(&site.bob, &format!("{path}/members/{}", site.carol.account)).await;
    assert_eq!(expelled.status, 204);
    assert_eq!(site.patch(&site.bob, &path, &json!({"name": "Rhoban"})).await.status, 204);
    let shown = site.get(&site.carol, &path).await.json();
    assert_eq!((&shown["name"], shown["people"].as_array().unwrap().len()), (&json!("Rhoban"), 1));
    assert_eq!(shown["people"][0]["name"], "bob");
}

#[sqlx::test(migrations = "../migrations")]
async fn who_is_invited_is_told_to_admins_and_to_the_invited(pool: PgPool) {
    let site = Site::new(pool.clone()).await;
    let team = format!("/teams/{}", site.team);
    let invited =
        site.post(&site.alice, &format!("{team}/invitations"), &json!({"login_name": "carol"})).await;
    assert_eq!(invited.status, 204, "{invited:?}");
    let dora = crate::site::person(&site.commands, &pool, "dora", false).await;
    for (who, told) in [(&site.alice, true), (&site.carol, true), (&site.bob, false), (&dora, false)] {
        let people = site.get(who, &team).await.json()["people"].to_string();
        assert_eq!(people.contains("invited"), told, "{people}");
        assert_eq!(people.contains(&site.carol.account.to_string()), told, "{people}");
        assert!(people.contains(&site.bob.account.to_string()));
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_admin_cannot_try_all_names(pool: PgPool) {
    let site = Site::new(pool).await;
    let path = format!("/teams/{}/invitations", site.team);
    let mut answers = Vec::new();
    for number in 0..31 {
        let name = json!({"login_name": format!("nobody{number}")});
        answers.push(site.post(&site.alice, &path, &name).await);
    }
    assert!(answers[..30].iter().all(|answer| answer.refusal() == refused(422, "invalid")));
    assert_eq!(answers[30].refusal(), refused(429, "too_many"));
    assert_eq!(answers[30].header("retry-after"), "120");
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_orders_more_than_can_be_done_for_them(pool: PgPool) {
    let mut settings = commands::Settings::default();
    settings.limits.jobs_per_account = 2;
    let site = Site::with(pool, settings).await;
    let path = format!("/image-sets/{}/exports", site.set);
    let export = |key: uuid::Uuid| {
        let mut request = site.alice.json("POST", &path, &json!({"format": "coco"}));
        request.headers_mut().insert("idempotency-key", key.to_string().parse().unwrap());
        site.send(request)
    };
    let keys = [fixtures::fresh(), fixtures::fresh(), fixtures::fresh()];
    for key in &keys[..2] {
        assert_eq!(export(*key).await.status, 202);
    }
    let head = site.head().await;
    let third = export(keys[2]).await;
    assert_eq!((third.refusal(), third.header("retry-after")), (refused(429, "too_many"), "30"));
    assert_eq!(site.head().await, head, "it is not begun either");
    assert_eq!(export(keys[1]).await.status, 202, "what was ordered is no other job");
    assert_eq!(site.post(&site.bob, &path, &json!({"format": "coco"})).await.status, 202);
}

#[sqlx::test(migrations = "../migrations")]
async fn who_left_reads_no_more_of_what_their_jobs_found(pool: PgPool) {
    let site = Site::new(pool).await;
    let path = format!("/image-sets/{}/exports", site.set);
    let job = site.post(&site.bob, &path, &json!({"format": "coco"})).await.json()["export"].clone();
    let job = format!("/jobs/{}", job.as_str().unwrap());
    assert_eq!(site.get(&site.bob, &job).await.status, 200);
    site.delete(&site.bob, &format!("/teams/{}/membership", site.team)).await;
    for path in [job.clone(), format!("{job}/live")] {
        assert_eq!(site.get(&site.bob, &path).await.status, 404, "{path}");
    }
}
