//! Accounts that wait to be let in, and closed ones: with a session or a token, they are nobody.

use domain::Openness;
use sqlx::PgPool;

use crate::{
    matrix::{Matrix, rows_of},
    pages,
    people::{Person, Role, Way},
    programs,
    rights::{self, Cell, Right, Route},
    row::Row,
    things::fill,
};

async fn closed(matrix: &Matrix) -> Person {
    let person = Person::new(matrix.commands(), matrix.pool(), "closed", false, true).await;
    // No command closes an account yet; facts of it are projected into the view alone.
    let close = "update view_accounts set status = 'closed' where account = $1";
    let pool = matrix.pool();
    let changed = sqlx::query(close).bind(person.account.uuid()).execute(pool).await.unwrap();
    assert_eq!(changed.rows_affected(), 1);
    person
}

async fn refused(matrix: &Matrix, who: &Person, routes: &[Route], rows: &[Row], ways: &[Way]) {
    let cell = Cell {
        role: Role::Stranger,
        way: Way::Cookie,
        openness: Openness::Collaborative,
        own: false,
        public: true,
    };
    for route in routes.iter().filter(|route| route.right != Right::Anyone) {
        for row in rows_of(route, rows) {
            let words = matrix.words(route, &row, cell, false).await;
            let before = matrix.head().await;
            for way in ways {
                let shown = who.shown(matrix.commands(), *way).await;
                let path = fill(row.path, &words);
                let answer = matrix.ask_one(row.method, &path, row.body, Some(shown), &words).await;
                assert!(answer.asks_to_sign_in(), "{} {} {way:?}: {answer:?}", row.method, row.path);
            }
            assert_eq!(matrix.head().await, before, "{} {}", row.method, row.path);
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn who_waits_or_was_closed_is_asked_to_sign_in_everywhere(pool: PgPool) {
    let matrix = Matrix::small(pool).await;
    let waiting = Person::new(matrix.commands(), matrix.pool(), "waiting", false, false).await;
    for who in [waiting, closed(&matrix).await] {
        refused(&matrix, &who, &rights::of_pages(), pages::ROWS, &[Way::Cookie]).await;
        let ways = [Way::Cookie, Way::WriteToken];
        refused(&matrix, &who, &rights::of_programs(), programs::ROWS, &ways).await;
    }
}
