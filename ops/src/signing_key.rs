//! The key that heads of the log are signed with: one file, readable by its owner only.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use ed25519_dalek::{
    SigningKey,
    pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, spki::der::pem::LineEnding},
};

use crate::{Failure, config::Config};

/// Where the key is: replicas of one site share it by configuration.
pub fn path(config: &Config, data: &Path) -> PathBuf {
    config.proof.key_file.clone().unwrap_or_else(|| data.join("signing-key.pem"))
}

/// Reads the key (PKCS #8 in PEM), or makes one at the first start.
pub fn load_or_make(file: &Path) -> Result<SigningKey, Failure> {
    match fs::read_to_string(file) {
        Ok(pem) => SigningKey::from_pkcs8_pem(&pem)
            .map_err(|error| format!("{} holds no Ed25519 key: {error}", file.display()).into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(file),
        Err(error) => Err(format!("{}: {error}", file.display()).into()),
    }
}

fn make(file: &Path) -> Result<SigningKey, Failure> {
    let key = SigningKey::from_bytes(&commands::chance::bytes());
    let pem = key.to_pkcs8_pem(LineEnding::LF)?;
    let mut out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    out.write_all(pem.as_bytes())?;
    out.sync_all()?;
    Ok(key)
}
