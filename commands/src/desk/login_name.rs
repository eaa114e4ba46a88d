//! The name a person signs in with.

/// 3 to 30 letters, digits, `.`, `_` or `-`. Two names that differ in case alone are one name.
#[derive(Debug, Clone)]
pub struct LoginName(String);

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LoginNameError {
    #[error("must have {} to {} characters", LoginName::MIN, LoginName::MAX)]
    Length,
    /// ASCII only: nobody can then look like somebody else.
    #[error("may hold the letters a to z, digits, and . _ - only")]
    Characters,
}

impl LoginName {
    pub const MIN: usize = 3;
    pub const MAX: usize = 30;

    pub fn parse(text: &str) -> Result<Self, LoginNameError> {
        if !(Self::MIN..=Self::MAX).contains(&text.chars().count()) {
            return Err(LoginNameError::Length);
        }
        if !text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')) {
            return Err(LoginNameError::Characters);
        }
        Ok(Self(text.to_owned()))
    }

    /// As it was typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for LoginName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl Eq for LoginName {}

impl std::fmt::Display for LoginName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
