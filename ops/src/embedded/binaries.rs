//! Where PostgreSQL's programs are on this machine.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::EmbeddedError;

/// The oldest major version the log is tested with.
pub const FLOOR: u32 = 14;

/// Folders that hold one folder per version, and where the programs are within it.
const DISTRIBUTIONS: [(&str, &str, &str); 7] = [
    ("/usr/lib/postgresql", "", "bin"),
    ("/usr/libexec", "postgresql", ""),
    ("/usr", "pgsql-", "bin"),
    ("/opt/homebrew/opt", "postgresql@", "bin"),
    ("/usr/local/opt", "postgresql@", "bin"),
    ("/usr/local", "pgsql", "bin"),
    ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    pub folder: PathBuf,
    pub major: u32,
}

impl Binaries {
    /// The version that wrote `data`; for new data the newest there is.
    pub fn find(data: &Path) -> Result<Self, EmbeddedError> {
        let mut found: Vec<_> = candidates().iter().filter_map(|folder| Self::in_folder(folder)).collect();
        found.retain(|binaries| binaries.major >= FLOOR);
        if found.is_empty() {
            return Err(EmbeddedError::NotInstalled { floor: FLOOR });
        }
        let Some(wanted) = written_by(data) else {
            return Ok(found.swap_remove(newest(&found)));
        };
        found
            .into_iter()
            .find(|binaries| binaries.major == wanted)
            .ok_or_else(|| EmbeddedError::OtherVersion { data: data.to_owned(), wanted })
    }

    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn in_folder(folder: &Path) -> Option<Self> {
        if !folder.join("initdb").is_file() {
            return None;
        }
        let output = Command::new(folder.join("postgres")).arg("--version").output().ok()?;
        let major = major_version(&String::from_utf8_lossy(&output.stdout))?;
        Some(Self { folder: folder.to_owned(), major })
    }
}

/// The first of the newest: an operator's own place is looked at before the distributions'.
fn newest(found: &[Binaries]) -> usize {
    (0..found.len()).rev().max_by_key(|at| found[*at].major).unwrap_or_default()
}

fn written_by(data: &Path) -> Option<u32> {
    fs::read_to_string(data.join("PG_VERSION")).ok()?.trim().parse().ok()
}

/// `PG_BIN` alone when it is set: whoever names a folder means that one.
fn candidates() -> Vec<PathBuf> {
    if let Some(folder) = env::var_os("PG_BIN") {
        return vec![folder.into()];
    }
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).chain(DISTRIBUTIONS.iter().flat_map(versions_in)).collect()
}

fn versions_in((root, prefix, programs): &(&str, &str, &str)) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix))
        .map(|entry| entry.path().join(programs))
        .collect()
}

/// `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` is 15.
fn major_version(said: &str) -> Option<u32> {
    let number = said.split(") ").nth(1)?;
    number.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_in_every_spelling() {
        assert_eq!(major_version("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n"), Some(15));
        assert_eq!(major_version("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major_version("sh: not found"), None);
    }
}
