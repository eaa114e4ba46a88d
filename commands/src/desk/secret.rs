//! What only its holder knows: 256 random bits, kept by us as a hash.

use std::fmt;

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use rand::{TryRngCore as _, rngs::OsRng};
use sha2::{Digest as _, Sha256};

/// Shown to its holder once. Never logged: its `Debug` keeps quiet.
pub struct Secret(String);

impl Secret {
    /// A new one, behind a prefix by which scanners recognise a leak.
    pub(super) fn new(prefix: &str) -> Self {
        let mut bits = [0_u8; 32];
        OsRng.try_fill_bytes(&mut bits).expect("the operating system has randomness");
        Self(format!("{prefix}{}", BASE64_URL_SAFE_NO_PAD.encode(bits)))
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub(super) fn hash(&self) -> Vec<u8> {
        hash_of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// One round suffices: nobody guesses 256 random bits.
pub(crate) fn hash_of(text: &str) -> Vec<u8> {
    Sha256::digest(text.as_bytes()).to_vec()
}
