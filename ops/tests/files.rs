//! Each file says in its first sentence what it is for; FILES.md is made of these sentences.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use std::{
    env,
    ffi::OsStr,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

const TABLE: &str = "FILES.md";
const FOLDERS: [&str; 8] =
    ["domain", "projections", "commands", "api", "web/src", "web/tests", "web/stage", "ops"];
const HEADER: &str = "# Files

What each file is for, in its own first sentence. Made by `UPDATE_FILES=1 cargo nextest run -p ops --test files`; look for
a word of yours. How the parts work together stands in `ARCHITECTURE.md`.
";

struct Module {
    /// From the root of the repository.
    path: String,
    sentence: Option<String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

#[test]
fn every_file_begins_with_a_sentence() {
    let silent: Vec<_> = modules().into_iter().filter(|module| module.sentence.is_none()).collect();
    let silent: Vec<_> = silent.into_iter().map(|module| module.path).collect();
    assert!(silent.is_empty(), "no sentence at the beginning of {silent:?}");
}

#[test]
fn the_table_of_files_is_made_of_their_sentences() {
    let (table, file) = (table(&modules()), root().join(TABLE));
    if env::var_os("UPDATE_FILES").is_some() {
        fs::write(&file, &table).unwrap();
    }
    let written = fs::read_to_string(file).unwrap_or_default();
    let stale: Vec<_> = table.lines().filter(|line| !written.lines().any(|other| other == *line)).collect();
    assert!(written == table, "{TABLE} is not up to date: UPDATE_FILES=1 writes it anew; {stale:#?}");
}

#[test]
fn the_first_sentence_ends_with_its_period() {
    for (text, expected) in [
        ("//! One.\n", Some("One.")),
        ("//! One, and\n//! more of 0.5. Two.\n\nuse x;\n", Some("One, and more of 0.5.")),
        ("//! One\n//!\n//! Two.\n", Some("One")),
        ("// One: two.\nimport x\n", Some("One: two.")),
        ("/** One. */\nimport x\n", Some("One.")),
        ("/**\n * One,\n * and more. Two.\n */\n", Some("One, and more.")),
        ("use x;\n//! Too late.\n", None),
        ("//!\n", None),
        ("", None),
    ] {
        assert_eq!(first_sentence(text).as_deref(), expected, "{text}");
    }
}

fn modules() -> Vec<Module> {
    let mut files = vec![];
    for folder in FOLDERS {
        gather(&root().join(folder), &mut files);
    }
    files.sort_by(|one, other| (one.parent(), one).cmp(&(other.parent(), other)));
    let read = |file: PathBuf| {
        let path = file.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        Module { path, sentence: first_sentence(&fs::read_to_string(file).unwrap()) }
    };
    files.into_iter().map(read).collect()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if is_module(&path) {
            files.push(path);
        }
    }
}

/// The stage's tests stand beside what they test, and have its name.
fn is_module(path: &Path) -> bool {
    let (name, extension) = path.file_name().unwrap().to_str().unwrap().rsplit_once('.').unwrap_or_default();
    let beside = Path::new(name).extension().and_then(OsStr::to_str);
    extension == "rs" || extension == "ts" && !matches!(beside, Some("test" | "d"))
}

/// Of the comment in the first lines, up to an empty one.
fn first_sentence(text: &str) -> Option<String> {
    let comment = text.lines().map_while(|line| {
        let words = ["//! ", "// ", "/**", " * "].into_iter().find_map(|mark| line.strip_prefix(mark))?;
        Some(words.trim_end_matches("*/").trim())
    });
    let words = comment.collect::<Vec<_>>().join(" ").trim().to_owned();
    let end = words.find(". ").map_or(words.len(), |period| period + 1);
    (!words.is_empty()).then(|| words[..end].to_owned())
}

/// A heading for each folder, a line for each file.
fn table(modules: &[Module]) -> String {
    let mut table = HEADER.to_owned();
    let mut folder = "";
    for Module { path, sentence } in modules {
        let (of, _) = path.rsplit_once('/').unwrap();
        if of != folder {
            folder = of;
            writeln!(table, "\n## `{folder}`\n").unwrap();
        }
        writeln!(table, "- `{path}`: {}", sentence.as_deref().unwrap_or_default()).unwrap();
    }
    table
}
