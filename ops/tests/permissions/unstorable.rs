//! What PostgreSQL cannot store is not asked of it: no address answers with our failure.

use domain::Openness;
use sqlx::PgPool;

use crate::{
    matrix::Matrix,
    people::{Role, Way},
    rights::{self, Cell},
    row::get,
};

const QUERIES: [&str; 7] =
    ["search=%00", "after=%00", "name=%00", "metadata=%00", "search=a%00b&x=y", "%00=x", "from=%00&after=1"];

#[sqlx::test(migrations = "../migrations")]
async fn a_nul_behind_the_question_mark_is_the_clients_mistake(pool: PgPool) {
    let matrix = Matrix::small(pool).await;
    let cell =
        Cell { role: Role::Admin, way: Way::Cookie, openness: Openness::Public, own: false, public: true };
    let mut wrong = Vec::new();
    for route in rights::of_pages().iter().chain(&rights::of_programs()).filter(|route| route.method == "GET")
    {
        for query in QUERIES {
            let row = get(route.path, query);
            let words = matrix.words(route, &row, cell, false).await;
            let answer = matrix.send(&row, cell, &words).await;
            if answer.status.is_server_error() {
                wrong.push(format!("{}?{query}: {}", route.path, answer.status));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
