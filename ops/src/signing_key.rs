//! The key that heads of the log are signed with: one file, readable by its owner only.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use ed25519_dalek::{
    SigningKey,
    pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, spki::der::pem::LineEnding},
};
use tempfile::NamedTempFile;

use crate::{Failure, config::Config};

/// Where the key is: replicas of one site share it by configuration.
pub fn path(config: &Config, data: &Path) -> PathBuf {
    config.proof.key_file.clone().unwrap_or_else(|| data.join("signing-key.pem"))
}

/// Reads the key (PKCS #8 in PEM), or makes one at the first start.
pub fn load_or_make(file: &Path) -> Result<SigningKey, Failure> {
    match find(file)? {
        Some(key) => Ok(key),
        None => make(file),
    }
}

/// Reads the key. One made here would be a stranger's to every head that was signed.
pub fn load(file: &Path) -> Result<SigningKey, Failure> {
    find(file)?.ok_or_else(|| {
        let sentence = "there is no signing key: run this where the server runs, or name its proof.key_file";
        format!("{}: {sentence}", file.display()).into()
    })
}

fn find(file: &Path) -> Result<Option<SigningKey>, Failure> {
    match fs::read_to_string(file) {
        Ok(pem) => SigningKey::from_pkcs8_pem(&pem)
            .map(Some)
            .map_err(|error| format!("{} holds no Ed25519 key: {error}", file.display()).into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("{}: {error}", file.display()).into()),
    }
}

/// Written beside, then named: whatever interrupts it, there is a whole key or none. Of two that are made at once the
/// first stays.
fn make(file: &Path) -> Result<SigningKey, Failure> {
    let key = SigningKey::from_bytes(&commands::chance::bytes());
    let pem = key.to_pkcs8_pem(LineEnding::LF)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut out = NamedTempFile::new_in(folder)?;
    out.write_all(pem.as_bytes())?;
    out.as_file().sync_all()?;
    match out.persist_noclobber(file) {
        Ok(_) => File::open(folder)?.sync_all()?,
        Err(other) if other.error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(other) => return Err(other.error.into()),
    }
    load(file)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.pem");
        let key = load_or_make(&file).unwrap();
        assert_eq!(load_or_make(&file).unwrap(), key);
        assert_eq!(make(&file).unwrap(), key, "the first stays");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn whoever_checks_signatures_makes_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.pem");
        assert!(load(&file).unwrap_err().to_string().contains("there is no signing key"));
        assert!(!file.exists());
    }
}
