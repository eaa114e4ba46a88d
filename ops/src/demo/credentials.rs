//! Passwords of the demo's people: made for this installation, never the same twice.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

/// Where the demo's passwords are kept, and the password.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub file: PathBuf,
    pub password: String,
}

/// Given by whoever must know it beforehand, such as a test.
const GIVEN: &str = "DEMO_PASSWORD";

impl Credentials {
    /// Reads the file of an earlier start, or makes one that only its owner can read.
    pub fn of(data: &Path) -> io::Result<Self> {
        let file = data.join("demo-password.txt");
        if let Ok(password) = fs::read_to_string(&file) {
            return Ok(Self { file, password: password.trim().to_owned() });
        }
        let password = std::env::var(GIVEN).unwrap_or_else(|_| fresh());
        let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file)?;
        writeln!(out, "{password}")?;
        Ok(Self { file, password })
    }
}

/// Sixteen letters and digits in groups, about 80 bits.
fn fresh() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz234567899";
    let random = commands::chance::bytes::<16>();
    let groups = random.chunks(4).map(|group| {
        group.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect::<String>()
    });
    groups.collect::<Vec<_>>().join("-")
}
