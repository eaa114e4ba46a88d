//! `[proof]`: what heads of the log are signed with.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::Section;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Proof {
    /// An Ed25519 key, PKCS #8 in PEM; made at the first start. `signing-key.pem` in `data_dir` when not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_file: Option<PathBuf>,
    /// Keys with which heads were signed before this one: public keys in PEM. Their heads still count.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_keys: Vec<PathBuf>,
}

impl Section for Proof {}
