//! `annals serve`, as an operator meets it: started, refused, stopped.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod command_line;
mod server;

use rustix::process::Signal;
use server::{Database, Folder, annals};
use sqlx::{Connection, Executor, PgConnection};

#[test]
fn it_starts_becomes_ready_and_stops_when_asked() {
    let folder = Folder::new();
    for _ in 0..2 {
        let server = folder.serve();
        let answer = server.get("/readyz");
        assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.contains("\"database\":\"ok\""), "{answer}");
        assert_eq!(folder.mode("var/objects"), 0o700);
        assert!(server.get("/livez").ends_with("alive\n"));
        assert!(server.stop(Signal::TERM).success());
        assert!(folder.log().trim_end().ends_with("database system is shut down"));
    }
}

#[test]
fn ctrl_c_stops_it_too() {
    let folder = Folder::new();
    assert!(folder.serve().stop(Signal::INT).success());
}

#[test]
fn after_a_kill_it_starts_again() {
    let folder = Folder::new();
    folder.serve().stop(Signal::KILL);
    let server = folder.serve();
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200 OK"));
}

#[test]
fn a_taken_port_is_named() {
    let folder = Folder::new();
    let server = folder.serve();
    let second = Folder::new();
    let refusal = second.refusal(&[("ANNALS_HTTP_LISTEN", &server.address)]);
    assert!(refusal.contains(&format!("cannot listen on {}", server.address)), "{refusal}");
}

#[test]
fn what_makes_no_sense_is_refused_before_anything_starts() {
    let folder = Folder::new();
    for (name, value, expected) in [
        ("ANNALS_HTTP_LISEN", "x", "annals: environment variable ANNALS_HTTP_LISEN: unknown field `lisen`"),
        ("ANNALS_HTTP_BASE_URL", "http://lab", "annals: http.base_url: plain http beyond this machine"),
        ("ANNALS_TELEMETRY_LOG", "a=b=c", "annals: telemetry.log: "),
    ] {
        let refusal = folder.refusal(&[(name, value)]);
        assert!(refusal.starts_with(expected) && refusal.lines().count() == 1, "{refusal}");
    }
}

#[test]
fn the_configuration_can_be_checked_without_a_secret_shown() {
    let mut command = annals(&["config", "check"]);
    let output = command.env("DATABASE_URL", "postgres://a:hush@b/c").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(printed.contains("url = \"(hidden)\"") && !printed.contains("hush"), "{printed}");
}

/// Runs `serve` on a database that was spoiled by `statement`.
async fn refusal_after(statement: &str) -> String {
    let folder = Folder::new();
    let database = Database::start();
    assert!(annals(&["migrate"]).env("DATABASE_URL", &database.url).status().unwrap().success());
    let mut connection = PgConnection::connect(&database.url).await.unwrap();
    connection.execute(statement).await.unwrap();
    connection.close().await.unwrap();
    folder.refusal(&[("DATABASE_URL", &database.url)])
}

#[tokio::test]
async fn a_database_that_may_forget_is_refused() {
    let refusal = refusal_after("alter database annals set synchronous_commit = off").await;
    assert!(refusal.contains("the database runs with synchronous_commit = off"), "{refusal}");
}

#[tokio::test]
async fn a_database_from_the_future_is_refused() {
    let refusal = refusal_after(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (99990101000000, 'from the future', true, '', 0)",
    )
    .await;
    assert!(refusal.contains("migration 99990101000000, which this annals does not"), "{refusal}");
}

/// A server of that version may be at work on it.
#[tokio::test]
async fn commands_beside_a_server_leave_an_older_database_as_it_is() {
    let (folder, database) = (Folder::new(), Database::start());
    assert!(annals(&["migrate"]).env("DATABASE_URL", &database.url).status().unwrap().success());
    let mut connection = PgConnection::connect(&database.url).await.unwrap();
    let older = "delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)";
    connection.execute(older).await.unwrap();
    for looks in [&["projections", "status"][..], &["fsck"]] {
        let refusal = folder.refusal_of(looks, &[("DATABASE_URL", &database.url)]);
        assert!(refusal.contains("the database is of an older annals"), "{refusal}");
    }
}

#[test]
fn a_log_is_not_verified_with_a_key_made_for_it() {
    let refusal = Folder::new().refusal_of(&["log", "verify"], &[]);
    assert!(refusal.contains("signing-key.pem: there is no signing key"), "{refusal}");
}

#[test]
fn who_has_no_account_is_not_unlocked() {
    let (folder, database) = (Folder::new(), Database::start());
    let url = [("DATABASE_URL", database.url.as_str())];
    assert!(annals(&["migrate"]).env("DATABASE_URL", &database.url).status().unwrap().success());
    let refusal = folder.refusal_of(&["admin", "unlock", "nobody"], &url);
    assert!(refusal.contains("nobody signs in as nobody"), "{refusal}");
}
