//! What has keys, and which they are in each map. The script of the stage reads the same table.

use std::sync::LazyLock;

use commands::desk::key_maps::{Keys, Preset};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub group: String,
    pub action: String,
    pub says: String,
    /// ImageTagger's.
    keys: Vec<String>,
    cvat: Option<Vec<String>>,
    labelme: Option<Vec<String>>,
}

/// On the page where labels are drawn, and on the one where they are verified.
static TABLE: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let tables = [include_str!("../../stage/keys/keys.json"), include_str!("../../stage/keys/verify.json")];
    let read = |table| serde_json::from_str::<Vec<Row>>(table).expect("a test reads the same file");
    tables.into_iter().flat_map(read).collect()
});

/// Whether an action belongs to the page where labels are verified: there the same key may ask for something else.
pub fn is_of_verifying(action: &str) -> bool {
    action.starts_with("verify-")
}

pub fn rows() -> &'static [Row] {
    &TABLE
}

impl Row {
    /// The keys of a map that is known here; one's own are not.
    pub fn keys(&self, preset: Preset) -> &[String] {
        let other = match preset {
            Preset::Cvat => self.cvat.as_ref(),
            Preset::Labelme => self.labelme.as_ref(),
            Preset::ImageTagger | Preset::Custom => None,
        };
        other.unwrap_or(&self.keys)
    }
}

/// All keys of a map.
pub fn keys(preset: Preset) -> Keys {
    rows().iter().map(|row| (row.action.clone(), row.keys(preset).to_vec())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key_maps::{conflict::conflicts, key};

    const KNOWN: [Preset; 3] = [Preset::ImageTagger, Preset::Cvat, Preset::Labelme];

    #[test]
    fn no_key_asks_for_two_things_in_any_map() {
        for preset in KNOWN {
            assert_eq!(conflicts(&keys(preset)), [], "{preset:?}");
        }
    }

    #[test]
    fn every_key_could_be_typed_into_the_form() {
        for row in rows() {
            for preset in KNOWN {
                let text = row.keys(preset).join(" ");
                assert_eq!(key::parse(&row.action, &text).as_deref(), Ok(row.keys(preset)), "{}", row.action);
            }
        }
    }
}
