//! `signed-head.json` in the data folder: the last head that was signed here. Whoever can write to the database can
//! remove heads from it; this file they cannot reach.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use domain::{Digest, Timestamp};
use ed25519_dalek::VerifyingKey;
use projections::proof::{Guard, SignedHead};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::Failure;

/// What the file says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Memory {
    /// There is none: the site is of an older version, or this is another process of it.
    Unknown,
    /// The key was made here, and nothing was signed with it yet.
    Nothing,
    Head(SignedHead),
}

/// A head as it is written down; the signature in hexadecimal.
#[derive(Serialize, Deserialize)]
struct Written {
    size: i64,
    root: Digest,
    at: Timestamp,
    key: Digest,
    signature: String,
}

/// What is known besides the database, for whoever signs or verifies.
pub fn guard(keys: Vec<VerifyingKey>, file: &Path) -> Result<Guard, Failure> {
    Ok(match read(file)? {
        Memory::Unknown => Guard::new(keys, None, false),
        Memory::Nothing => Guard::new(keys, None, true),
        Memory::Head(head) => Guard::new(keys, Some(head), false),
    })
}

fn read(file: &Path) -> Result<Memory, Failure> {
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Memory::Unknown),
        Err(error) => return Err(format!("{}: {error}", file.display()).into()),
    };
    let written: Option<Written> = serde_json::from_str(&text)
        .map_err(|error| format!("{} holds no signed head: {error}", file.display()))?;
    let Some(Written { size, root, at, key, signature }) = written else { return Ok(Memory::Nothing) };
    let mut bytes = [0; 64];
    hex::decode_to_slice(&signature, &mut bytes)
        .map_err(|error| format!("{} holds no signature: {error}", file.display()))?;
    Ok(Memory::Head(SignedHead { size, root, at, key, signature: bytes }))
}

/// Written beside, then named: whatever interrupts it, the file is whole. `None`: nothing was signed yet.
pub fn write(file: &Path, head: Option<&SignedHead>) -> io::Result<()> {
    let written = head.map(|head| Written {
        size: head.size,
        root: head.root,
        at: head.at,
        key: head.key,
        signature: hex::encode(head.signature),
    });
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut out = NamedTempFile::new_in(folder)?;
    serde_json::to_writer(&mut out, &written)?;
    out.write_all(b"\n")?;
    out.as_file().sync_all()?;
    out.persist(file)?;
    fs::File::open(folder)?.sync_all()
}

#[cfg(test)]
mod tests {
    use domain::testing::noon;
    use ed25519_dalek::SigningKey;

    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("signed-head.json");
        assert_eq!(read(&file).unwrap(), Memory::Unknown);
        write(&file, None).unwrap();
        assert_eq!(read(&file).unwrap(), Memory::Nothing);
        let head = SignedHead::sign(3, Digest::of(b"root"), noon(), &SigningKey::from_bytes(&[7; 32]));
        write(&file, Some(&head)).unwrap();
        assert_eq!(read(&file).unwrap(), Memory::Head(head));
        fs::write(&file, "{}").unwrap();
        assert!(read(&file).unwrap_err().to_string().contains("holds no signed head"));
    }
}
