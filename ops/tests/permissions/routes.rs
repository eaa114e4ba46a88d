//! What the server answers at all: the doors' lists, and a few addresses beside them.

use std::collections::BTreeSet;

use annals::http::{Health, Shutdown};
use axum::{
    body::Body as Bytes,
    http::{Request, header},
};
use domain::Openness;
use sqlx::PgPool;

use crate::{
    answer::send,
    matrix::Matrix,
    pages,
    people::{Role, Way},
    programs,
    rights::{self, Cell},
    row::{Body, Row},
    site::Site,
};

/// Open to everybody: whether the process lives, and that nothing is here. The last is axum's own name for what is no
/// address of ours.
const BESIDE: [&str; 6] =
    ["/livez", "/readyz", "/api/v1", "/api/v1/", "/api/v1/{*unknown}", "/{*__private__axum_fallback}"];

#[sqlx::test(migrations = "../migrations")]
async fn the_server_has_these_addresses_and_no_others(pool: PgPool) {
    let site = Site::new(pool).await;
    // The router tells its addresses to those only who debug it.
    let told = format!("{:?}", annals::doors(&site.commands, Health::default(), Shutdown::default()));
    let served: BTreeSet<&str> = told.split('"').filter(|word| word.starts_with('/')).collect();
    let (pages, programs) = (rights::of_pages(), rights::of_programs());
    let listed = pages.iter().chain(&programs).map(|route| route.path).chain(BESIDE);
    assert_eq!(served, listed.collect());
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_no_address_is_the_same_for_everybody(pool: PgPool) {
    let site = Site::new(pool).await;
    for path in ["/nothing", "/api/v1/nothing", "/api/v1", "/livez/x"] {
        for method in ["GET", "HEAD", "POST", "DELETE", "OPTIONS"] {
            let mut looks = Vec::new();
            for role in Role::ALL {
                let shown = site.shown(role, Way::Cookie).await;
                let mut request =
                    Request::builder().method(method).uri(path).header(header::HOST, "localhost");
                request =
                    request.header("sec-fetch-site", "same-origin").header(header::ACCEPT, "text/plain");
                if let Some((name, value)) = shown {
                    request = request.header(name, value);
                }
                looks.push(send(&site.door, request.body(Bytes::empty()).unwrap()).await.look());
            }
            assert_eq!(looks[0].0, 404, "{method} {path}");
            assert!(looks.iter().all(|look| *look == looks[0]), "{method} {path}: {looks:?}");
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn a_head_is_answered_like_the_whole(pool: PgPool) {
    let matrix = Matrix::small(pool).await;
    for route in rights::of_pages().iter().chain(&rights::of_programs()).filter(|route| route.method == "GET")
    {
        for role in [Role::Anonymous, Role::Stranger, Role::Member] {
            let cell =
                Cell { role, way: Way::Cookie, openness: Openness::Private, own: false, public: false };
            let row = Row::new("GET", route.path, Body::Nothing);
            let words = matrix.words(route, &row, cell, false).await;
            let whole = matrix.send(&row, cell, &words).await;
            let head = matrix.send(&Row { method: "HEAD", ..row }, cell, &words).await;
            assert_eq!((head.status, head.text.as_str()), (whole.status, ""), "{role:?} {}", route.path);
        }
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn whoever_may_does_nothing_for_another_site(pool: PgPool) {
    let matrix = Matrix::small(pool).await;
    let (name, cookie) = matrix.site.shown(Role::Admin, Way::Cookie).await.unwrap();
    for row in pages::ROWS.iter().chain(programs::ROWS).filter(|row| row.method != "GET") {
        let of = |routes: Vec<rights::Route>| {
            routes.into_iter().find(|route| (route.method, route.path) == (row.method, row.path))
        };
        let route = of(rights::of_pages()).or(of(rights::of_programs())).unwrap();
        let cell = Cell {
            role: Role::Admin,
            way: Way::Cookie,
            openness: Openness::Collaborative,
            own: true,
            public: true,
        };
        let words = matrix.words(&route, row, cell, false).await;
        let before = matrix.head().await;
        let request = Request::builder()
            .method(row.method)
            .uri(crate::things::fill(row.path, &words))
            .header(header::HOST, "localhost")
            .header(header::ORIGIN, "https://evil.example")
            .header(name.clone(), &cookie);
        let answer = send(&matrix.site.door, request.body(Bytes::empty()).unwrap()).await;
        assert_eq!(answer.status, 403, "{} {}: {answer:?}", row.method, row.path);
        assert!(answer.text.contains("foreign_page"), "{} {}: {answer:?}", row.method, row.path);
        assert_eq!(matrix.head().await, before, "{} {}", row.method, row.path);
    }
}
