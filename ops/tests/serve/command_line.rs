//! How commands end, and what they print for programs.

use std::fs;

use serde_json::Value;

use crate::server::Folder;

#[test]
fn with_json_a_command_prints_one_object() {
    let folder = Folder::new();
    assert!(folder.run(&["migrate"]).status.success());
    let output = folder.run(&["fsck", "--deep", "--json"]);
    assert_eq!(output.status.code(), Some(0));
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["missing"].as_array().map(Vec::len), Some(0), "{told}");
    assert_eq!((&told["damaged"], &told["deep"]), (&told["missing"], &Value::Bool(true)));
}

#[test]
fn what_is_asked_wrongly_ends_with_2_before_anything_is_done() {
    let folder = Folder::new();
    let here = folder.path("here.zip");
    fs::write(&here, "mine").unwrap();
    let id = "01927f3a-0000-7000-8000-000000000004";
    for words in [
        &["images", id, "--as", "ada", "--out", here.to_str().unwrap()][..],
        &["export", id, "--format", "coco", "--as", "ada", "--out", here.to_str().unwrap()],
        &["log", "verify", "--key", "nowhere.pem"],
        &["import", id, "nowhere.json", "--as", "ada"],
        &["images", id],
        &["images", id, "--as", "ada"],
        &["fsck"],
        &["projections", "status"],
        &["dance"],
    ] {
        let output = folder.run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}: {output:?}");
    }
    assert_eq!(fs::read_to_string(here).unwrap(), "mine");
    assert!(!folder.path("var").exists(), "no database was made for it");
    assert!(folder.run(&["migrate"]).status.success());
    for words in [&["images", id, "--as", "ada"][..], &["images", id, "--as", "ada", "--out", "no/where.zip"]]
    {
        let nobody = folder.run(words);
        assert_eq!(nobody.status.code(), Some(2), "{nobody:?}");
    }
}

/// Every command: what is wrong with its arguments, and what it finds out only when it does its work.
#[test]
fn with_json_a_failure_is_one_object_as_well() {
    let folder = Folder::new();
    let here = folder.path("here.zip");
    fs::write(&here, "mine").unwrap();
    let (id, here) = ("01927f3a-0000-7000-8000-000000000004", here.to_str().unwrap());
    for (words, status, code) in [
        (&["dance"][..], 2, "arguments"),
        (&["images", id], 2, "arguments"),
        (&["images", "seven", "--as", "ada"], 2, "arguments"),
        (&["export", id, "--format", "coco", "--as", "ada", "--out", here], 2, "invalid"),
        (&["images", id, "--as", "ada", "--out", here], 2, "invalid"),
        (&["admin", "create", "a b"], 2, "invalid"),
        (&["admin", "unlock", "a b"], 2, "invalid"),
        (&["log", "verify", "--key", "nowhere.pem"], 2, "invalid"),
        (&["projections", "rebuild", "dance"], 2, "invalid"),
        (&["projections", "status"], 2, "invalid"),
        (&["fsck"], 2, "invalid"),
        (&["--config", "nowhere.toml", "config", "check"], 2, "invalid"),
        (&["--config", "nowhere.toml", "migrate"], 2, "invalid"),
        (&["--config", "nowhere.toml", "serve"], 2, "invalid"),
        (&["postgres", "run", "--data", "/dev/null/x", "--", "true"], 1, "failed"),
    ] {
        let output = folder.run(&[&["--json"], words].concat());
        let said = String::from_utf8(output.stderr).unwrap();
        let last = said.lines().last().unwrap_or_default();
        let told: Value = serde_json::from_str(last).unwrap_or_else(|_| panic!("{words:?}: {said}"));
        assert_eq!(
            (output.status.code(), &told["error"]["code"]),
            (Some(status), &code.into()),
            "{words:?}: {told}"
        );
        assert!(told["error"]["message"].as_str().is_some_and(|words| !words.is_empty()), "{told}");
        assert!(output.stdout.is_empty(), "{words:?}");
    }
    let help = folder.run(&["--json", "--help"]);
    assert!(help.status.success() && String::from_utf8(help.stdout).unwrap().contains("Exit codes"));
}

#[test]
fn a_shell_learns_the_commands() {
    let output = Folder::new().run(&["completions", "bash"]);
    let script = String::from_utf8(output.stdout).unwrap();
    for command in ["serve", "export", "import", "images", "fsck", "--deep"] {
        assert!(script.contains(command), "{command}");
    }
}
