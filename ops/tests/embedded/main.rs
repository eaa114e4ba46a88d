//! The embedded PostgreSQL, as an operator meets it: started, killed, started again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]
mod running;

use std::{fs, os::unix::fs::PermissionsExt, process::Stdio};

use running::{Folder, Running, annals, gone};
use rustix::process::{Signal, kill_process};

#[test]
fn the_code_of_the_command_is_passed_on() {
    let status = annals(&["postgres", "run", "--", "sh", "-c", "exit 7"]).status().unwrap();
    assert_eq!(status.code(), Some(7));
}

#[tokio::test]
async fn it_is_durable_and_hears_only_its_socket() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    for (setting, value) in [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("lc_collate", "C"),
    ] {
        assert_eq!(running.asked(&format!("show {setting}")).await, value, "{setting}");
    }
}

#[tokio::test]
async fn a_second_start_finds_what_the_first_wrote() {
    let folder = Folder::new();
    let first = Running::start(&folder);
    first.write_a_note().await;
    first.end();
    assert_eq!(Running::start(&folder).notes().await, 1);
}

#[tokio::test]
async fn killing_the_server_stops_postgres_and_loses_nothing() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    running.write_a_note().await;
    let postgres = folder.postgres();
    running.kill();
    assert!(gone(postgres), "postgres outlived the server");
    assert!(folder.log().contains("received fast shutdown request"));
    assert_eq!(Running::start(&folder).notes().await, 1);
}

#[tokio::test]
#[cfg(target_os = "linux")]
async fn killing_the_supervisor_too_stops_postgres() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    running.write_a_note().await;
    let postgres = folder.postgres();
    kill_process(folder.supervisor(), Signal::KILL).unwrap();
    running.kill();
    assert!(gone(postgres), "postgres outlived its supervisor");
    assert_eq!(Running::start(&folder).notes().await, 1);
}

#[tokio::test]
async fn killing_postgres_brings_it_back_with_everything_committed() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    running.write_a_note().await;
    for _ in 0..6 {
        let postgres = folder.postgres();
        kill_process(postgres, Signal::KILL).unwrap();
        folder.wait_for_another(postgres);
        assert_eq!(running.notes().await, 1);
    }
}

#[test]
fn killing_everything_at_once_leaves_a_cluster_that_recovers() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    let postgres = folder.postgres();
    for pid in [folder.supervisor(), postgres] {
        kill_process(pid, Signal::KILL).unwrap();
    }
    running.kill();
    assert!(gone(postgres));
    Running::start(&folder).end();
    assert!(folder.log().contains("automatic recovery in progress"));
}

#[test]
fn a_second_instance_is_refused_with_a_sentence() {
    let folder = Folder::new();
    let running = Running::start(&folder);
    let refusal = folder.refusal();
    assert!(refusal.starts_with("annals: another annals (supervisor "), "{refusal}");
    assert!(
        refusal.contains("is using") && refusal.contains("stop it, or choose another data_dir"),
        "{refusal}"
    );
    running.end();
}

#[test]
fn a_pid_file_that_names_a_stranger_is_no_obstacle() {
    let folder = Folder::new();
    Running::start(&folder).end();
    let stranger = format!("{}\n/nowhere\n1\n5432\n/tmp\n\n1 1\nready   \n", std::process::id());
    fs::write(folder.path().join("postgres/postmaster.pid"), stranger).unwrap();
    Running::start(&folder).end();
}

#[test]
fn a_half_made_cluster_is_made_again() {
    let folder = Folder::new();
    let unfinished = folder.path().join("postgres.unfinished");
    fs::create_dir_all(unfinished.join("base")).unwrap();
    Running::start(&folder).end();
    assert!(!unfinished.exists());
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_is_no_obstacle() {
    let folder = Folder::new();
    let deep = folder.below(&format!("with a space/{}", "x".repeat(120)));
    let running = Running::start(&deep);
    assert_eq!(running.asked("show fsync").await, "on");
}

#[test]
fn missing_programs_are_named_with_the_way_to_get_them() {
    let folder = Folder::new();
    let output = folder.run().env("PG_BIN", "/nowhere").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("annals: PostgreSQL 14 or newer is not installed: install it"), "{said}");
    assert!(said.contains("apt-get install postgresql") && said.lines().count() == 1, "{said}");
}

#[test]
fn root_is_told_which_folder_postgres_cannot_enter() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let folder = Folder::new();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let refusal = folder.below("inner").refusal();
    assert!(refusal.contains("cannot enter") && refusal.contains("choose another data_dir"), "{refusal}");
}

#[test]
fn the_supervisor_is_not_for_people() {
    let mut command = annals(&["postgres-supervisor", "--data", "/nowhere"]);
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).contains("started by annals only"));
}

#[test]
fn a_cluster_that_cannot_start_says_why() {
    let folder = Folder::new();
    Running::start(&folder).end();
    fs::write(folder.path().join("postgres/postgresql.auto.conf"), "nonsense = 1\n").unwrap();
    let refusal = folder.refusal();
    assert!(refusal.contains("postgres.log says why: ") && refusal.contains("FATAL"), "{refusal}");
}
