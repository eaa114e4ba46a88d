//! Where somebody is in a queue, in its addresses.

use std::fmt::Display;

use commands::After;
use domain::ImageId;
use serde::Deserialize;

#[derive(Debug, Default, Clone, Copy, Deserialize)]
#[serde(default)]
pub struct Whence {
    /// The image one comes from.
    after: Option<ImageId>,
    /// How urgent that one was.
    pub urgency: usize,
}

impl From<Whence> for After {
    fn from(Whence { after, urgency }: Whence) -> Self {
        Self { image: after, urgency }
    }
}

pub fn with(address: &str, name: &str, value: impl Display) -> String {
    format!("{address}{}{name}={value}", if address.contains('?') { '&' } else { '?' })
}

pub fn with_query(path: &str, query: &str) -> String {
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{path}{mark}{query}")
}

/// The most urgent needs no word.
pub fn with_urgency(address: String, urgency: usize) -> String {
    if urgency == 0 { address } else { with(&address, "urgency", urgency) }
}
