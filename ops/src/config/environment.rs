//! `ANNALS_HTTP_LISTEN` is `listen` in `[http]`; `DATABASE_URL` is `url` in `[database]`.

use serde::Deserialize;
use toml::{Table, Value};

use super::{Config, ConfigError};

const PREFIX: &str = "ANNALS_";
/// Read by the command line, which finds the file by it, and by our tests.
const NOT_KEYS: [&str; 4] = ["ANNALS_CONFIG", "ANNALS_BIN", "ANNALS_PYTHON", "ANNALS_TEST_S3_SERVER"];

/// Puts every variable of ours over what the file says.
pub fn overlay(
    table: &mut Table,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<(), ConfigError> {
    let defaults = Table::try_from(Config::default()).expect("the defaults are plain values");
    for (variable, text) in environment {
        let Some((section, key)) = place_of(&variable) else { continue };
        let value = typed(within(&defaults, section).and_then(|table| table.get(&key)), text);
        within_or_new(table, section).insert(key, value);
        // Checked one by one, so that the error is known to be this variable's.
        Config::deserialize(table.clone())
            .map_err(|error| ConfigError::variable(&variable, error.message()))?;
    }
    Ok(())
}

/// The section, if any, and the key a variable stands for; none when it is not ours.
fn place_of(variable: &str) -> Option<(Option<&'static str>, String)> {
    if variable == "DATABASE_URL" {
        return Some((Some("database"), "url".to_owned()));
    }
    if NOT_KEYS.contains(&variable) {
        return None;
    }
    let name = variable.strip_prefix(PREFIX)?.to_lowercase();
    let in_section = Config::SECTIONS.iter().find_map(|section| {
        Some((Some(*section), name.strip_prefix(section)?.strip_prefix('_')?.to_owned()))
    });
    in_section.or(Some((None, name)))
}

fn within<'a>(table: &'a Table, section: Option<&str>) -> Option<&'a Table> {
    section.map_or(Some(table), |name| table.get(name)?.as_table())
}

fn within_or_new<'a>(table: &'a mut Table, section: Option<&str>) -> &'a mut Table {
    let Some(name) = section else { return table };
    let entry = table.entry(name).or_insert_with(|| Value::Table(Table::new()));
    entry.as_table_mut().expect("the file was read as a configuration, so its sections are tables")
}

/// The default's type says how a text is to be read; what cannot be read so is left for the check to refuse.
fn typed(default: Option<&Value>, text: String) -> Value {
    let read = match default {
        Some(Value::Integer(_)) => text.parse().ok().map(Value::Integer),
        Some(Value::Boolean(_)) => text.parse().ok().map(Value::Boolean),
        Some(Value::Array(_)) => Some(listed(&text)),
        _ => None,
    };
    read.unwrap_or(Value::String(text))
}

/// What stands between commas.
fn listed(text: &str) -> Value {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    Value::Array(parts.map(|part| Value::String(part.to_owned())).collect())
}
