//! What pages do not show to those who may not see it.

use axum::http::StatusCode;
use sqlx::PgPool;

use crate::site::{Site, team_and_set};

/// Where there is nothing, for anybody.
const NOTHING: &str = "/image-sets/00000000-0000-0000-0000-000000000001";

#[sqlx::test(migrations = "../migrations")]
async fn a_private_set_looks_like_none_at_all(pool: PgPool) {
    let site = Site::new(pool).await;
    let (alice, bob) = (site.browser("alice").await, site.browser("bob").await);
    let (_, set) = team_and_set(&alice, "Bit-Bots", "Leipzig").await;

    for below in ["", "/upload", "/settings"] {
        let hidden = bob.get(&format!("{set}{below}")).await;
        let missing = bob.get(&format!("{NOTHING}{below}")).await;
        assert_eq!((hidden.status, missing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
        assert_eq!(hidden.html, missing.html);
    }
    for below in ["/texts", "/plan", "/tags", "/openness", "/lock", "/release", "/deletion", "/restoration"] {
        let fields = [("name", "x"), ("tag", "x"), ("openness", "public"), ("priority", "high")];
        let hidden = bob.post(&format!("{set}{below}"), &fields).await;
        let missing = bob.post(&format!("{NOTHING}{below}"), &fields).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND, "{below}");
        assert_eq!(hidden.html, missing.html, "{below}");
    }
    for page in ["/", "/image-sets", "/image-sets?search=Leip", "/teams"] {
        assert!(!bob.get(page).await.shows("Leipzig"), "{page}");
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_id_that_is_none_names_nothing(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;
    let nothing = bob.get(NOTHING).await;

    for odd in ["/image-sets/x", "/teams/1", "/image-sets/%00", "/no/such/page", "/static/../Cargo.toml"] {
        let answer = bob.get(odd).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{odd}");
        assert!(answer.is_whole_page() || odd.starts_with("/static"), "{odd}");
    }
    assert!(nothing.shows("There is nothing here."));
    let part = bob.get_part(NOTHING).await;
    assert_eq!(part.headers["hx-retarget"], "#toast");
    assert_eq!(part.html.trim(), r#"<p role="alert" class="toast error">There is nothing here.</p>"#);
}

#[sqlx::test(migrations = "../migrations")]
async fn a_method_that_an_address_does_not_know_is_refused(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;

    let answer = bob.post("/", &[]).await;

    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.headers["allow"], "GET,HEAD");
}

/// Every address of the door, with ids of nothing in it.
fn addresses() -> impl Iterator<Item = (web::Route, String)> {
    web::ROUTES.iter().flat_map(|noun| noun.iter()).map(|route| {
        let parts = route
            .path
            .split('/')
            .map(|part| if part.starts_with('{') { "00000000-0000-0000-0000-000000000001" } else { part });
        (*route, parts.collect::<Vec<_>>().join("/"))
    })
}

#[sqlx::test(migrations = "../migrations")]
async fn who_is_not_signed_in_gets_nowhere_but_to_the_sign_in_page(pool: PgPool) {
    let stranger = Site::new(pool).await.stranger();

    for (route, path) in addresses().filter(|(route, _)| route.access != web::Access::Anyone) {
        let answer = match route.method {
            "get" => stranger.get(&path).await,
            _ => stranger.post(&path, &[]).await,
        };
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{} {}", route.method, route.path);
        assert!(answer.location().starts_with("/sign-in?to="), "{}", route.path);
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn what_is_not_there_is_nowhere_there(pool: PgPool) {
    let site = Site::new(pool).await;
    let bob = site.browser("bob").await;
    let within = |access| matches!(access, web::Access::Set(_) | web::Access::Team(_));

    for (route, path) in addresses().filter(|(route, _)| route.method == "get" && within(route.access)) {
        let answer = bob.get(&format!("{path}?to=label&with=now")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", route.path);
    }
}
