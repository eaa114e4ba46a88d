//! Every route of both doors, asked by everybody about everything: the answer is what the domain's table says.
#![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test: what fails here says so")]

mod answer;
mod asking;
mod command_ids;
mod looking_back;
mod matrix;
mod pages;
mod people;
mod programs;
mod rights;
mod row;
mod routes;
mod set;
mod shut_out;
mod site;
mod smuggling;
mod states;
mod things;
mod unstorable;

use sqlx::PgPool;

use self::{matrix::Matrix, people::Way};

#[sqlx::test(migrations = "../migrations")]
async fn pages_answer_as_the_table_says(pool: PgPool) {
    Matrix::new(pool).await.ask(&rights::of_pages(), pages::ROWS, &[Way::Cookie]).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn programs_with_a_session_are_answered_as_the_table_says(pool: PgPool) {
    Matrix::new(pool).await.ask(&rights::of_programs(), programs::ROWS, &[Way::Cookie]).await;
}

#[sqlx::test(migrations = "../migrations")]
async fn programs_with_a_token_are_answered_as_the_table_says(pool: PgPool) {
    let ways = [Way::WriteToken, Way::ReadToken];
    Matrix::new(pool).await.ask(&rights::of_programs(), programs::ROWS, &ways).await;
}
