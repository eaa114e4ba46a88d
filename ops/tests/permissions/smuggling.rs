//! What a permitted request names besides its address: nothing hidden comes along, and nobody ends what is another's.

use axum::http::header::AUTHORIZATION;
use commands::desk::{sessions, tokens::TokenScope};
use domain::Openness;
use fixtures::token;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    answer::Answer,
    matrix::Matrix,
    people::{Role, Way},
    row::Body,
    things::Words,
};

/// An address that somebody outside may ask, and a body that names what they may not see.
const HIDDEN: &[(&str, &str, &str)] = &[
    ("GET", "/api/v1/snapshots/{open_snapshot}/diff?with={snapshot}", ""),
    ("GET", "/snapshots/{open_snapshot}/diff?with={snapshot}", ""),
    ("GET", "/api/v1/image-sets?after={image_set}", ""),
    ("GET", "/api/v1/image-sets/{open_set}/images?after={image}", ""),
    ("POST", "/api/v1/snapshots/{open_snapshot}/exports", r#"{"format":{"template":"{export_format}"}}"#),
    ("POST", "/api/v1/image-sets/{open_set}/exports", r#"{"format":{"template":"{export_format}"}}"#),
    ("GET", "/image-sets/{own_set}/bulk-changes/new?which=chosen&label={chosen}.1&do=delete", ""),
    (
        "POST",
        "/api/v1/image-sets/{own_set}/bulk-change-previews",
        r#"{"annotations":[{"annotation":"{chosen}","revision":1}],"change":{"do":"delete"}}"#,
    ),
];

#[sqlx::test(migrations = "../migrations")]
async fn a_stranger_cannot_tell_what_is_hidden_from_what_is_not_there(pool: PgPool) {
    let matrix = Matrix::small(pool).await;
    for (method, path, body) in HIDDEN {
        let words = matrix.hidden_beside_open().await;
        let absent = |(word, value): (&&'static str, &String)| {
            let seen = word.starts_with("open_") || word.starts_with("own_");
            (*word, if seen { value.clone() } else { Uuid::from_u128(7).to_string() })
        };
        let nothing: Words = words.iter().map(absent).collect();
        let before = matrix.head().await;
        let hidden = matrix.as_role(Role::Stranger, method, path, json(body), &words).await;
        let nothing = matrix.as_role(Role::Stranger, method, path, json(body), &nothing).await;
        assert!(!hidden.went_well(), "{method} {path}: {hidden:?}");
        assert_eq!(hidden.look(), nothing.look(), "{method} {path}");
        assert_eq!(matrix.head().await, before, "{method} {path}");
    }
}

const fn json(body: &'static str) -> Body {
    if body.is_empty() { Body::Nothing } else { Body::Json(body) }
}

#[sqlx::test(migrations = "../migrations")]
async fn nobody_ends_the_sessions_and_tokens_of_others(pool: PgPool) {
    let matrix = Matrix::small(pool).await;
    let (commands, member) = (matrix.commands(), matrix.person(Role::Member));
    let (name, cookie) = member.shown(commands, Way::Cookie).await;
    let session = session_of_member(&matrix).await;
    let (id, secret) = token(matrix.pool(), member.account, TokenScope::Read).await;
    let words = Words::from([("session", session), ("token", id.to_string())]);
    for role in [Role::Stranger, Role::Admin, Role::Staff] {
        for (method, path) in [
            ("POST", "/account/sessions/{session}/end"),
            ("POST", "/account/tokens/{token}/revocation"),
            ("DELETE", "/api/v1/tokens/{token}"),
        ] {
            matrix.as_role(role, method, path, Body::Form(""), &words).await;
        }
    }
    let me = |shown| matrix.ask_one("GET", "/api/v1/me", Body::Nothing, Some(shown), &words);
    let still = [me((name, cookie)).await, me((AUTHORIZATION, format!("Bearer {secret}"))).await];
    assert!(still.iter().all(Answer::went_well), "{still:?}");
}

/// The member's only session.
async fn session_of_member(matrix: &Matrix) -> String {
    let (pool, now) = (matrix.pool(), matrix.commands().clock().now());
    let of = matrix.person(Role::Member).account;
    sessions::list(pool, of, now).await.unwrap()[0].id.to_string()
}

#[sqlx::test(migrations = "../migrations")]
async fn jobs_are_for_those_who_asked_for_them(pool: PgPool) {
    let matrix = Matrix::small(pool).await;
    let words = Words::from([("job", matrix.export_of(Openness::Public))]);
    for role in &Role::ALL[1..] {
        for path in ["/api/v1/jobs/{job}", "/api/v1/jobs/{job}/live"] {
            let answer = matrix.as_role(*role, "GET", path, Body::Nothing, &words).await;
            assert_eq!(answer.status, 404, "{role:?} {path}");
        }
        // Those who govern the set may end it, but need not be shown it; it is over here, and stays.
        let governs = matches!(role, Role::Creator | Role::Admin);
        let answer = matrix.as_role(*role, "DELETE", "/api/v1/jobs/{job}", Body::Nothing, &words).await;
        assert_eq!(answer.status, if governs { 200 } else { 404 }, "{role:?}");
    }
}
