//! Tokens of programs. Only people make them: a stolen token makes no further ones.

pub mod create;
pub mod list;
pub mod revoke;

use commands::desk::tokens;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a token is good for, at most: its person's rights are asked as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Read,
    /// Reading included.
    Write,
}

impl From<Scope> for tokens::TokenScope {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Read => Self::Read,
            Scope::Write => Self::Write,
        }
    }
}

impl From<tokens::TokenScope> for Scope {
    fn from(scope: tokens::TokenScope) -> Self {
        match scope {
            tokens::TokenScope::Read => Self::Read,
            tokens::TokenScope::Write => Self::Write,
        }
    }
}
