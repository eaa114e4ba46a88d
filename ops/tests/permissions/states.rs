//! What a set's state takes away from those who otherwise may, and that it takes nothing else.

use domain::{Access, Openness};
use sqlx::PgPool;

use crate::{
    matrix::{Matrix, rows_of},
    pages,
    people::{Role, Way},
    programs,
    rights::{self, Cell, Right, Route},
    row::{After, Row},
};

const ROLES: [Role; 5] = [Role::Anonymous, Role::Stranger, Role::Member, Role::Creator, Role::Admin];

/// A lock keeps images from coming and going, and nothing else.
const LOCKED: [(&str, &str); 4] = [
    ("POST", "/image-sets/{image_set}/upload"),
    ("POST", "/images/{image}/removal"),
    ("POST", "/api/v1/image-sets/{image_set}/images"),
    ("DELETE", "/api/v1/images/{image}"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    As(Access),
    /// 403 or 404: a right that is missing anyhow is missed first.
    Refused,
    Conflict,
}

fn wanted(state: After, row: &Row, right: Right, cell: Cell) -> Wanted {
    // Nobody is of the team any more, for there is none.
    let released = state == After::Released && cell.role != Role::Anonymous;
    let cell = if released { Cell { role: Role::Stranger, ..cell } } else { cell };
    match (state, right.on(cell)) {
        (After::SetDeleted, Access::Granted) => Wanted::As(Access::Hidden),
        (After::SetDeleted, Access::Forbidden) => Wanted::Refused,
        (After::ImagesLocked | After::Released, Access::Granted)
            if LOCKED.contains(&(row.method, row.path)) =>
        {
            Wanted::Conflict
        }
        (_, access) => Wanted::As(access),
    }
}

fn cells(state: After, right: Right) -> Vec<Cell> {
    let openness: &[Openness] = match state {
        After::Released => &[Openness::Collaborative],
        _ => &[Openness::Private, Openness::Collaborative],
    };
    let cell = |role, openness, own| Cell { role, way: Way::Cookie, openness, own, public: false };
    let all = ROLES.iter().flat_map(|role| openness.iter().map(move |openness| (*role, *openness)));
    let all = all.flat_map(|(role, openness)| right.owns().iter().map(move |own| cell(role, openness, *own)));
    all.filter(|cell| !cell.own || cell.role != Role::Anonymous).collect()
}

async fn check(matrix: &Matrix, route: &Route, row: &Row, wanted: Wanted, cell: Cell) -> Result<(), String> {
    let looks = row.method == "GET";
    let acts = matches!(wanted, Wanted::As(Access::Granted) | Wanted::Conflict);
    let words = matrix.words(route, row, cell, !looks && acts).await;
    let before = matrix.head().await;
    let answer = matrix.send(row, cell, &words).await;
    let fits = match wanted {
        Wanted::As(Access::Granted) => answer.went_well(),
        Wanted::As(Access::SignIn) => answer.asks_to_sign_in(),
        Wanted::As(Access::Forbidden) => answer.status == 403,
        Wanted::As(Access::Hidden) => answer.status == 404,
        Wanted::Refused => answer.status == 403 || answer.status == 404,
        Wanted::Conflict => answer.status == 409,
    };
    let changed = matrix.head().await != before;
    if fits && !(changed && wanted != Wanted::As(Access::Granted)) {
        return Ok(());
    }
    Err(format!("must be {wanted:?}, is {} (changed the log: {changed})", answer.status))
}

/// Rows that need a state of their own are asked in it, by the whole matrix.
async fn ask(matrix: &Matrix, state: After, routes: &[Route], rows: &[Row]) {
    let mut wrong = Vec::new();
    for route in routes {
        for row in rows_of(route, rows).into_iter().filter(|row| row.after == After::Nothing) {
            let right = row.asks.map_or(route.right, Right::Set);
            if !matches!(right, Right::Set(_) | Right::EditLabel) {
                continue;
            }
            let row = Row { after: state, ..row };
            for cell in cells(state, right) {
                let wanted = wanted(state, &row, right, cell);
                if let Err(how) = check(matrix, route, &row, wanted, cell).await {
                    let Cell { role, openness, own, .. } = cell;
                    wrong.push(format!("{} {} {role:?} {openness:?} own {own}: {how}", row.method, row.path));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{state:?}: {} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

async fn ask_all(pool: PgPool, state: After) {
    let matrix = Matrix::with(pool, &[After::Nothing, state]).await;
    ask(&matrix, state, &rights::of_pages(), pages::ROWS).await;
    ask(&matrix, state, &rights::of_programs(), programs::ROWS).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_lock_takes_away_that_images_come_and_go(pool: PgPool) {
    ask_all(pool, After::ImagesLocked).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn blind_verification_takes_away_no_right(pool: PgPool) {
    ask_all(pool, After::VerifiedBlind).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_released_set_belongs_to_nobody(pool: PgPool) {
    ask_all(pool, After::Released).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn a_deleted_set_is_hidden(pool: PgPool) {
    ask_all(pool, After::SetDeleted).await;
}
