//! What the file is called when the format does not say.

use domain::formats::{FileName, LabelledSet};

/// Of formats that do not name their file: set and snapshot, or set and log position.
pub(super) fn file_name(set: &LabelledSet, extension: &str) -> String {
    let cut = set.snapshot.clone().unwrap_or_else(|| format!("at {}", set.position));
    FileName::safe(&format!("{} {cut}.{extension}", set.name)).to_string()
}

#[cfg(test)]
mod tests {
    use domain::formats::samples;

    use super::*;

    fn named(name: &str, snapshot: Option<&str>) -> String {
        let set = LabelledSet {
            name: name.to_owned(),
            snapshot: snapshot.map(ToOwned::to_owned),
            position: 7,
            ..samples::set(&[])
        };
        file_name(&set, "json")
    }

    #[test]
    fn a_file_is_called_after_what_is_in_it() {
        assert_eq!(named("Leipzig", None), "Leipzig at 7.json");
        assert_eq!(named("Leipzig", Some("v1")), "Leipzig v1.json");
        assert_eq!(named("../a", Some("b\\c\t:d")), "_a b_c__d.json");
    }

    #[test]
    fn no_name_is_too_long_for_a_file_system() {
        let name = named(&"漢".repeat(100), Some(&"字".repeat(100)));

        assert_eq!(name, format!("{}.json", "漢".repeat(65)));
    }
}
