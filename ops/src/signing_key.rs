//! The key that heads of the log are signed with: one file, readable by its owner only.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use ed25519_dalek::{
    SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey as _, DecodePublicKey as _, EncodePrivateKey as _, spki::der::pem::LineEnding},
};
use tempfile::NamedTempFile;

use crate::{Failure, config::Config, output::asked, signed_head_file};

/// What a process needs to sign heads.
pub struct Keys {
    pub signing: SigningKey,
    /// Keys that signed before.
    former: Vec<VerifyingKey>,
    /// Where the last head that was signed is remembered.
    pub memory: PathBuf,
}

impl Keys {
    /// Reads the keys that are configured, and makes one at the first start.
    pub fn load_or_make(config: &Config, data: &Path) -> Result<Self, Failure> {
        let file = path(config, data);
        let memory = memory(data);
        let signing = if let Some(key) = find(&file)? {
            key
        } else {
            // Before the key: one that is there with no head in the log is asked why.
            signed_head_file::write(&memory, None)?;
            make(&file)?
        };
        Ok(Self { signing, former: former(config)?, memory })
    }

    /// Whose heads count.
    pub fn public(&self) -> Vec<VerifyingKey> {
        std::iter::once(self.signing.verifying_key()).chain(self.former.iter().copied()).collect()
    }
}

/// Public keys whose heads count: those of these files, or, when none is named, those of the configuration.
pub fn public(files: &[PathBuf], config: &Config, data: &Path) -> Result<Vec<VerifyingKey>, Failure> {
    if !files.is_empty() {
        return files.iter().map(|file| read_public(file)).collect();
    }
    let own = load(&path(config, data))?.verifying_key();
    Ok(std::iter::once(own).chain(former(config)?).collect())
}

fn former(config: &Config) -> Result<Vec<VerifyingKey>, Failure> {
    config.proof.former_keys.iter().map(|file| read_public(file)).collect()
}

/// A public key (SPKI in PEM, as `openssl pkey -pubout` writes it), or that of a whole one.
fn read_public(file: &Path) -> Result<VerifyingKey, Failure> {
    let pem = fs::read_to_string(file).map_err(|error| asked(format!("{}: {error}", file.display())))?;
    VerifyingKey::from_public_key_pem(&pem)
        .or_else(|_| SigningKey::from_pkcs8_pem(&pem).map(|key| key.verifying_key()))
        .map_err(|error| asked(format!("{} holds no Ed25519 key: {error}", file.display())))
}

/// Where the last head that was signed is remembered.
///
/// Not beside the key, whose folder may be read-only.
pub fn memory(data: &Path) -> PathBuf {
    data.join("signed-head.json")
}

/// Where the key is: replicas of one site share it by configuration.
fn path(config: &Config, data: &Path) -> PathBuf {
    config.proof.key_file.clone().unwrap_or_else(|| data.join("signing-key.pem"))
}

/// Reads the key (PKCS #8 in PEM). One made here would be a stranger's to every head that was signed.
fn load(file: &Path) -> Result<SigningKey, Failure> {
    find(file)?.ok_or_else(|| {
        let sentence = "there is no signing key: run this where the server runs, name its proof.key_file, or the public key with --key";
        asked(format!("{}: {sentence}", file.display()))
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

    use ed25519_dalek::pkcs8::EncodePublicKey as _;

    use super::*;

    #[test]
    fn a_key_is_made_once_and_for_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.pem");
        let key = make(&file).unwrap();
        assert_eq!(load(&file).unwrap(), key);
        assert_eq!(make(&file).unwrap(), key, "the first stays");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn public_keys_are_read_from_either_half() {
        let folder = tempfile::tempdir().unwrap();
        let (whole, half) = (folder.path().join("key.pem"), folder.path().join("public.pem"));
        let key = make(&whole).unwrap();
        fs::write(&half, key.verifying_key().to_public_key_pem(LineEnding::LF).unwrap()).unwrap();
        assert_eq!(read_public(&whole).unwrap(), key.verifying_key());
        assert_eq!(read_public(&half).unwrap(), key.verifying_key());
        assert!(read_public(&folder.path().join("none")).is_err());
    }

    #[test]
    fn whoever_checks_signatures_makes_no_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key.pem");
        assert!(load(&file).unwrap_err().to_string().contains("there is no signing key"));
        assert!(!file.exists());
    }
}
