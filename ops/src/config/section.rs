//! What each section of the configuration has in common.

use serde::Serialize;
use toml::{Table, Value};

use super::ConfigError;

pub trait Section: Serialize {
    /// What a number must at least be. Nothing at all is not a limit but a server that does not work.
    fn least(_key: &str) -> i64 {
        1
    }

    /// What else must hold.
    fn checked(&self) -> Result<(), ConfigError> {
        Ok(())
    }
}

/// Whether what was given for a section makes sense.
pub(super) fn check<S: Section>(name: &str, section: &S) -> Result<(), ConfigError> {
    let written = Table::try_from(section).expect("a section is plain values");
    for (key, value) in written {
        let least = S::least(&key);
        if matches!(value, Value::Integer(given) if given < least) {
            return Err(ConfigError::value(format!("{name}.{key}"), format!("must be at least {least}")));
        }
    }
    section.checked()
}
