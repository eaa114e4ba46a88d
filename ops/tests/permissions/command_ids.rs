//! One command id is for one command: whatever operation was done under it, no other one is, nor the same of something else.

use axum::http::HeaderValue;
use domain::Openness;
use fixtures::fresh;
use sqlx::PgPool;
use uuid::Uuid;

use crate::{
    answer::{Answer, request, send},
    matrix::{Matrix, rows_of},
    people::{Role, Way},
    programs,
    rights::{self, Cell, Right, Route},
    row::Row,
    things::{Words, fill},
};

/// A request that changes something, and the id under which it was done.
struct Done {
    row: Row,
    words: Words,
    id: Uuid,
}

struct Asking {
    matrix: Matrix,
    cell: Cell,
    requests: Vec<(Route, Row)>,
}

/// How much there is of what can change: facts, jobs, tokens.
type Size = (i64, i64, i64);

impl Asking {
    async fn new(pool: PgPool, role: Role, may: fn(Right) -> bool) -> Self {
        let cell = Cell { role, way: Way::Cookie, openness: Openness::Private, own: true, public: false };
        let mut requests = vec![];
        for route in rights::of_programs().into_iter().filter(|route| may(route.right)) {
            let changes = |row: &Row| row.method != "GET" && !row.path.ends_with("previews");
            requests
                .extend(rows_of(&route, programs::ROWS).into_iter().filter(changes).map(|row| (route, row)));
        }
        Self { matrix: Matrix::small(pool).await, cell, requests }
    }

    /// With things of its own.
    async fn words(&self, (route, row): &(Route, Row)) -> Words {
        self.matrix.words(route, row, self.cell, true).await
    }

    async fn send(&self, row: &Row, words: &Words, id: Uuid) -> Answer {
        let shown = self.matrix.site.shown(self.cell.role, self.cell.way).await;
        let mut request = request(row.method, &fill(row.path, words), row.body, shown, words);
        request.headers_mut().insert("idempotency-key", HeaderValue::from_str(&id.to_string()).unwrap());
        send(&self.matrix.site.door, request).await
    }

    async fn size(&self) -> Size {
        sqlx::query_as(
            "select (select position from log_head), (select count(*) from desk_jobs),
                 (select count(*) from desk_tokens)",
        )
        .fetch_one(&self.matrix.site.pool)
        .await
        .unwrap()
    }

    /// How often somebody may invite is not the question here.
    async fn forget_attempts(&self) {
        sqlx::query("delete from desk_buckets").execute(&self.matrix.site.pool).await.unwrap();
    }

    /// Carries each out, twice: the second time nothing happens, and the answer is the first one's.
    async fn all_done_once(&self) -> Vec<Done> {
        let mut all = vec![];
        for request in &self.requests {
            let (row, words, id) = (request.1, self.words(request).await, fresh());
            let first = self.send(&row, &words, id).await;
            assert!(first.went_well(), "{} {}: {first:?}", row.method, row.path);
            let size = self.size().await;
            let second = self.send(&row, &words, id).await;
            assert_eq!(self.size().await, size, "{} {} had its effect twice", row.method, row.path);
            let once = second.text.contains("secret_shown_once");
            assert!(once || second.status == first.status, "{} {}: {second:?}", row.method, row.path);
            all.push(Done { row, words, id });
        }
        all
    }

    /// The same of other things, and every other operation, under the ids of what was done.
    async fn nothing_else_is_done(&self, done: &[Done]) -> usize {
        let mut asked = 0;
        for request in &self.requests {
            let (row, words) = (request.1, self.words(request).await);
            let size = self.size().await;
            for Done { id, row: of, .. } in done {
                self.forget_attempts().await;
                let answer = self.send(&row, &words, *id).await;
                let told =
                    answer.text.contains("command_id_reused") || answer.text.contains("secret_shown_once");
                let what = format!("{} {} under the id of {} {}", row.method, row.path, of.method, of.path);
                assert!(answer.status == 409 && told, "{what}: {answer:?}");
                asked += 1;
            }
            assert_eq!(self.size().await, size, "{} {} was done", row.method, row.path);
            let answer = self.send(&row, &words, fresh()).await;
            assert!(answer.went_well(), "under an id of its own {} {}: {answer:?}", row.method, row.path);
        }
        asked
    }

    /// Every other operation on the very things on which one was done.
    async fn nothing_else_is_done_to_the_same(&self, done: &[Done]) {
        for Done { row: of, words, id } in done {
            let size = self.size().await;
            for (_, row) in &self.requests {
                let other = (row.method, row.path) != (of.method, of.path);
                if !other || fill(row.path, words).contains('{') {
                    continue;
                }
                let answer = self.send(row, words, *id).await;
                let what = format!("{} {} under the id of {} {}", row.method, row.path, of.method, of.path);
                assert!(!answer.went_well(), "{what}: {answer:?}");
                assert_eq!(self.size().await, size, "{what}");
            }
        }
    }

    async fn check(&self) {
        let done = self.all_done_once().await;
        self.nothing_else_is_done_to_the_same(&done).await;
        let asked = self.nothing_else_is_done(&done).await;
        assert_eq!(asked, done.len() * done.len());
    }
}

#[sqlx::test(migrations = "../migrations")]
async fn an_id_of_a_command_is_for_no_other_operation(pool: PgPool) {
    let asking = Asking::new(pool, Role::Admin, |right| !matches!(right, Right::Site(_))).await;
    assert!(asking.requests.len() > 40, "of {} operations", asking.requests.len());
    asking.check().await;
}

#[sqlx::test(migrations = "../migrations")]
async fn an_id_of_a_command_of_the_staff_is_for_no_other_operation(pool: PgPool) {
    let may = |right| matches!(right, Right::Site(_) | Right::Account);
    Asking::new(pool, Role::Staff, may).await.check().await;
}

/// Bodies that differ are different commands.
#[sqlx::test(migrations = "../migrations")]
async fn the_same_operation_with_another_body_is_another_command(pool: PgPool) {
    let asking = Asking::new(pool, Role::Admin, |right| matches!(right, Right::Set(_) | Right::InBody)).await;
    let path = "/api/v1/image-sets/{image_set}";
    let set = rights::of_programs().into_iter().find(|route| (route.method, route.path) == ("PATCH", path));
    let first = asking.requests.iter().find(|(_, row)| (row.method, row.path) == ("PATCH", path)).unwrap();
    let words = asking.matrix.words(&set.unwrap(), &first.1, asking.cell, true).await;
    let bodies = [
        r#"{"name":"One"}"#,
        r#"{"name":"Two"}"#,
        r#"{"openness":"public"}"#,
        r#"{"openness":"collaborative"}"#,
        r#"{"openness":"private"}"#,
        r#"{"locked":true}"#,
        r#"{"locked":false}"#,
        r#"{"priority":"high"}"#,
    ];
    for (nth, body) in bodies.into_iter().enumerate() {
        let id = fresh();
        let with = |body| Row { body: crate::row::Body::Json(body), ..first.1 };
        assert!(asking.send(&with(body), &words, id).await.went_well(), "{body}");
        let size = asking.size().await;
        for (other, different) in bodies.into_iter().enumerate() {
            let answer = asking.send(&with(different), &words, id).await;
            let same = nth == other;
            assert_eq!(answer.went_well(), same, "{different} under the id of {body}: {answer:?}");
            assert_eq!(
                answer.text.contains("command_id_reused"),
                !same,
                "{different} under the id of {body}"
            );
        }
        assert_eq!(asking.size().await, size, "{body}");
    }
}
