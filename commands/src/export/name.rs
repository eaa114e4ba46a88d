//! What the file is called when the format does not say.

use domain::formats::LabelledSet;

/// Of formats that do not name their file: set and snapshot, or set and log position.
pub(super) fn file_name(set: &LabelledSet, extension: &str) -> String {
    let cut = set.snapshot.clone().unwrap_or_else(|| format!("at {}", set.position));
    let forbidden = |c: char| matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = format!("{} {cut}", set.name).replace(forbidden, "_");
    format!("{}.{extension}", name.trim_matches(['.', ' ']))
}
