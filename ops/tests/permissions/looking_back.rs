//! One's own past, and everybody's: who left, or was shut out, is told nothing more of what is hidden.

use sqlx::PgPool;

use crate::{matrix::Matrix, people::Role, row::Body, things::Words};

const PATHS: [&str; 4] =
    ["/people/{me}", "/people/{host}", "/api/v1/accounts/{me}/history?limit=1000", "/api/v1/feed?limit=1000"];

async fn tells_of_hidden(matrix: &Matrix, role: Role, path: &str) -> bool {
    let me = matrix.person(role).account.to_string();
    let words = Words::from([("me", me), ("host", matrix.site.host.account.to_string())]);
    let answer = matrix.as_role(role, "GET", path, Body::Nothing, &words).await;
    assert!(answer.went_well(), "{role:?} {path}: {answer:?}");
    answer.text.contains("veiled")
}

#[sqlx::test(migrations = "../migrations")]
async fn who_is_outside_reads_nothing_hidden_in_any_history(pool: PgPool) {
    let matrix = Matrix::small(pool).await;
    for path in PATHS {
        for role in [Role::Stranger, Role::Invited, Role::Former, Role::Staff] {
            assert!(!tells_of_hidden(&matrix, role, path).await, "{role:?} {path}");
        }
    }
    assert!(tells_of_hidden(&matrix, Role::Creator, "/api/v1/feed?limit=1000").await, "members do read it");
    assert!(tells_of_hidden(&matrix, Role::Creator, "/people/{me}").await, "members do read it");
}
