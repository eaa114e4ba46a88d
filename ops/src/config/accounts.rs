//! `[accounts]`: how people come in. The first account is always the operator's, by `annals admin create`.

use commands::Registration;
use serde::{Deserialize, Serialize};

use super::Section;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accounts {
    pub registration: Registration,
}

impl Section for Accounts {}
