//! `[accounts]`: how people come in. The first account is always the operator's, by `annals admin create`.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accounts {
    pub registration: Registration,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Registration {
    /// Staff creates every account.
    Closed,
    /// Anyone may ask; staff lets them in.
    #[default]
    Approval,
    /// Anyone.
    Open,
}
