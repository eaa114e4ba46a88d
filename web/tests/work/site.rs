//! A small site for tests, asked over HTTP: Alice runs a team with one set and two images, Bob is its member, Carol a
//! stranger. Alice is staff too.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
    response::Response,
};
use commands::{Commands, DrawAnnotation, Settings, clock::ManualClock};
use domain::{
    AccountId, AnnotationId, AnnotationTypeId, ImageId, ImageSetId, TeamId,
    image::Verdict,
    testing::{ALICE, BOB, CAROL},
};
use fixtures::{caller, fresh, square};
use http_body_util::BodyExt as _;
use sqlx::PgPool;
use tower::ServiceExt as _;
use uuid::Uuid;

/// Who can sign in, and how.
const LOGINS: [(AccountId, &str); 3] = [(ALICE, "alice"), (BOB, "bob"), (CAROL, "carol")];

pub struct Site {
    pub commands: Commands,
    pub clock: Arc<ManualClock>,
    pub pages: Router,
    pub team: TeamId,
    pub set: ImageSetId,
    pub image: ImageId,
    pub other_image: ImageId,
    pub ball: AnnotationTypeId,
}

/// A page as a browser gets it.
pub struct Page {
    pub status: StatusCode,
    pub html: String,
    pub location: Option<String>,
}

impl Site {
    pub async fn new(pool: PgPool) -> Self {
        let site = fixtures::Site::with_image(pool.clone(), Settings::default(), "a<b>.jpg").await;
        for (account, login) in LOGINS {
            fixtures::give_login(&pool, account, login, &format!("{login} & co")).await;
        }
        let other_image = site.add_image("b.jpg").await.unwrap();
        let fixtures::Site { commands, clock, team, set, image, ball, .. } = site;
        Self { pages: web::routes(commands.clone()), commands, clock, team, set, image, other_image, ball }
    }

    pub async fn draw(&self, by: AccountId, x: i32) -> AnnotationId {
        let draw = DrawAnnotation::plain(AnnotationId::new(fresh()), self.ball, square(x));
        let id = draw.annotation;
        self.commands.labels.draw(caller(by), self.image, draw).await.unwrap();
        id
    }

    pub async fn vote(&self, by: AccountId, label: AnnotationId, verdict: Verdict) {
        self.commands.labels.vote(caller(by), label, 1, verdict).await.unwrap();
    }

    pub async fn head(&self) -> i64 {
        self.commands.views().log().head().await.unwrap()
    }

    /// Lets everybody see the set.
    pub async fn publish(&self) {
        let publish = domain::image_set::Command::Publish;
        self.commands.sets.change(caller(ALICE), self.set, publish).await.unwrap();
    }

    pub async fn get(&self, by: AccountId, path: &str) -> Page {
        let request = Request::get(path).header(header::COOKIE, self.cookie(by).await);
        read(self.send(request.body(Body::empty()).unwrap()).await).await
    }

    /// As htmx asks: for the part alone.
    pub async fn part(&self, by: AccountId, path: &str) -> Page {
        let request =
            Request::get(path).header("hx-request", "true").header(header::COOKIE, self.cookie(by).await);
        read(self.send(request.body(Body::empty()).unwrap()).await).await
    }

    pub async fn post(&self, by: AccountId, path: &str, form: &str) -> Page {
        let request = Request::post(path)
            .header(header::COOKIE, self.cookie(by).await)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        read(self.send(request.body(Body::from(form.to_owned())).unwrap()).await).await
    }

    pub async fn send(&self, request: Request<Body>) -> Response {
        self.pages.clone().oneshot(request).await.unwrap()
    }

    pub async fn cookie(&self, by: AccountId) -> String {
        let (_, login) = LOGINS.into_iter().find(|(account, _)| *account == by).unwrap();
        fixtures::cookie(&self.commands, login).await
    }
}

async fn read(response: Response) -> Page {
    let status = response.status();
    let location = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
    let body = response.into_body().collect().await.unwrap().to_bytes();
    Page { status, html: String::from_utf8_lossy(&body).into_owned(), location }
}

/// An id no one has.
pub fn nobody() -> Uuid {
    Uuid::from_u128(0xdead)
}
