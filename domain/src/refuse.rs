//! What every refusal can say of itself. The doors add status and layout, never words.

use uuid::Uuid;

/// What kind of "no" a refusal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// The request was understood and is wrong; repeating it will not help.
    Invalid,
    /// It was right for another state than the present one.
    Conflict,
    /// There is nothing (any more) to do it to.
    Missing,
    /// It was there, and will not be again.
    Gone,
    /// It is there and may be known of, but what it says is not for the person who asked.
    Forbidden,
}

/// A refusal, in words fit for the person who asked.
pub trait Refuse: std::error::Error + Send + Sync + 'static {
    fn class(&self) -> Class;

    /// Stable name for programs, `snake_case`.
    fn code(&self) -> &'static str;

    /// The part of the request that is wrong.
    fn field(&self) -> Option<&'static str> {
        None
    }

    /// What stands in the way, for example the similar annotation.
    fn subject(&self) -> Option<Uuid> {
        None
    }
}
