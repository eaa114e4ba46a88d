//! What the documents name is there.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const DOCUMENTS: [&str; 7] = [
    "README.md",
    "ARCHITECTURE.md",
    "FILES.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "ops/deploy/README.md",
];
const DECISIONS: &str = "ops/decisions";
const FOLDERS: [&str; 7] = ["domain", "projections", "commands", "api", "web", "migrations", "ops"];
/// What stands for something else, as in `web/src/<noun>/mod.rs`.
const BLANKS: [char; 4] = ['<', '*', '{', '…'];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn every_path_in_a_document_exists() {
    let mut missing = vec![];
    for document in documents() {
        let text = fs::read_to_string(root().join(&document)).unwrap();
        let named = paths(&text).filter(|path| !root().join(path).exists());
        missing.extend(named.map(|path| format!("{} names {path}", document.display())));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_export_format_has_its_line() {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).unwrap();
    for format in domain::formats::BuiltIn::ALL {
        assert!(text.contains(&format!("| `{}` |", format.code())), "{format:?}");
    }
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let mut missing = vec![];
    for document in documents() {
        let text = fs::read_to_string(root().join(&document)).unwrap();
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let ours = targets.filter(|target| !target.contains("://") && !target.starts_with('#'));
        let folder = root().join(&document).parent().unwrap().to_owned();
        let lost = ours.filter(|target| !folder.join(target).exists());
        missing.extend(lost.map(|target| format!("{} links to {target}", document.display())));
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn the_example_holds_every_key_with_its_default() {
    let example = root().join("annals.example.toml");
    let defaults = checked(Path::new("/dev/null"));
    assert_eq!(checked(&example), defaults);

    let written = fs::read_to_string(example).unwrap();
    let missing: Vec<_> = defaults.lines().filter(|key| !written.lines().any(|line| line == *key)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Also those that have no default. Which keys there are is what the program says when it refuses one.
#[test]
fn the_example_names_every_key_of_every_section() {
    let example = fs::read_to_string(root().join("annals.example.toml")).unwrap();
    let sections = known_keys("ANNALS_NONSENSE");
    assert!(sections.len() > 5, "{sections:?}");
    for section in sections.iter().filter(|key| *key != "data_dir") {
        let written = example.split(&format!("[{section}]\n")).nth(1).unwrap_or_default();
        let written = written.split("\n[").next().unwrap();
        for key in known_keys(&format!("ANNALS_{}_NONSENSE", section.to_uppercase())) {
            let begins = |line: &str| line.trim_start_matches("# ").starts_with(&format!("{key} = "));
            assert!(written.lines().any(begins), "[{section}] does not name {key}");
        }
    }
}

/// What could have been meant instead of a variable that stands for no key.
fn known_keys(variable: &str) -> Vec<String> {
    let output = config_check(Path::new("/dev/null")).env(variable, "1").output().unwrap();
    let refusal = String::from_utf8(output.stderr).unwrap();
    let (_, expected) = refusal.split_once(", expected ").unwrap();
    expected.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// What `annals config check` prints, with nothing in the environment.
fn checked(file: &Path) -> String {
    let output = config_check(file).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn config_check(file: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.args(["config", "check", "--config"]).arg(file).env_clear();
    command
}

fn documents() -> Vec<PathBuf> {
    let decisions = fs::read_dir(root().join(DECISIONS)).unwrap();
    let decisions = decisions.map(|entry| Path::new(DECISIONS).join(entry.unwrap().file_name()));
    DOCUMENTS.iter().map(PathBuf::from).chain(decisions).collect()
}

/// What stands between backticks, outside of blocks, and begins like a path of this repository.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("```").step_by(2);
    let quoted = prose.flat_map(|prose| prose.split('`').skip(1).step_by(2));
    quoted.filter(|quoted| is_path(quoted)).map(known)
}

fn is_path(quoted: &str) -> bool {
    let name = quoted.split('/').next().unwrap_or_default();
    let in_folder = quoted.contains('/') && FOLDERS.contains(&name);
    let extension = Path::new(name).extension().and_then(OsStr::to_str);
    let at_root = !quoted.contains('/') && matches!(extension, Some("md" | "toml"));
    (in_folder || at_root) && !quoted.contains(' ') && name != "annals.toml"
}

/// Up to the last folder that is spelled out.
fn known(path: &str) -> &str {
    match path.find(BLANKS) {
        Some(blank) => path[..blank].rsplit_once('/').map_or("", |(folder, _)| folder),
        None => path,
    }
}
