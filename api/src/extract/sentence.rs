//! What a library says of a value that it could not read, as people are told it: which field, and what was expected.
//!
//! serde hands over sentences only. Their forms are those of its `de::Error`; `api/tests/door/plain_words.rs` sends every
//! kind of mistake to every operation and finds none of them in an answer.

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// A path into what was sent, such as `shape.points[0]`.
    pub field: String,
    /// A sentence.
    pub detail: String,
}

const ID: &str = "must be an id, such as 01927f3a-0000-7000-8000-000000000004";
const TIME: &str = "must be a time, such as 2026-01-31T12:00:00Z";
const WHOLE_NUMBER: &str = "must be a whole number";

/// What libraries say that know nothing of serde, and what it means.
const OTHERS: [(&str, &str); 18] = [
    ("UUID parsing failed", ID),
    ("input is out of range", TIME),
    ("no possible date and time matching input", TIME),
    ("input is not enough for unique date and time", TIME),
    ("input contains invalid characters", TIME),
    ("premature end of input", TIME),
    ("trailing input", TIME),
    ("bad or unsupported format string", TIME),
    ("invalid digit found in string", WHOLE_NUMBER),
    ("cannot parse integer from empty string", WHOLE_NUMBER),
    ("number too large", "must be a smaller number"),
    ("number too small", "must be a larger number"),
    ("number out of range", "must be a smaller number"),
    ("invalid float literal", "must be a number"),
    ("cannot parse float from empty string", "must be a number"),
    ("provided string was not `true` or `false`", "must be true or false"),
    ("recursion limit exceeded", "has too many lists and objects inside each other"),
    ("data did not match any variant", "is none of what the description of the API names"),
];

impl Wrong {
    /// `whole`: what all of it is called. `ours`: whether a sentence of unknown form may be one of our own.
    pub fn of(path: &str, message: &str, whole: &str, ours: bool) -> Self {
        // Line and column help nobody where the field is named.
        let message = message.rsplit_once(" at line ").map_or(message, |(sentence, _)| sentence);
        let field = place(path, message, whole);
        let predicate = predicate(message);
        let detail = match predicate {
            Some(predicate) if field == whole => format!("the {field} {predicate}"),
            Some(predicate) => format!("{field} {predicate}"),
            None if ours => message.to_owned(),
            None => format!("{field} is not what is expected here"),
        };
        Self { field, detail }
    }
}

/// A field that is missing, or there twice, stands in the sentence but not in the path.
fn place(path: &str, message: &str, whole: &str) -> String {
    let tail = message.strip_prefix("missing field `").or(message.strip_prefix("duplicate field `"));
    let named = tail.and_then(|tail| tail.split('`').next());
    match (path, named) {
        (".", Some(name)) => name.to_owned(),
        (".", None) => whole.to_owned(),
        (path, Some(name)) if !path.ends_with(name) => format!("{path}.{name}"),
        (path, _) => path.to_owned(),
    }
}

fn predicate(message: &str) -> Option<String> {
    let expected = || message.split_once(", expected ").map_or("", |(_, expected)| expected);
    Some(match message {
        of if of.starts_with("missing field `") => "is missing".to_owned(),
        of if of.starts_with("duplicate field `") => "is there twice".to_owned(),
        of if of.starts_with("unknown field `") => match names(expected()).as_str() {
            "" => "is not known here".to_owned(),
            known => format!("is not known here; known are {known}"),
        },
        of if of.starts_with("unknown variant `") => match names(expected()).as_str() {
            "" => "has a value that is not known here".to_owned(),
            known => format!("must be one of {known}"),
        },
        of if ["invalid type: ", "invalid value: ", "invalid length "]
            .iter()
            .any(|form| of.starts_with(form)) =>
        {
            format!("must be {}", kind(expected()))
        }
        of => {
            let (_, meaning) = OTHERS.iter().find(|(form, _)| of.starts_with(form))?;
            (*meaning).to_owned()
        }
    })
}

/// What stands between backticks, with commas.
fn names(expected: &str) -> String {
    let names: Vec<_> = expected.split('`').skip(1).step_by(2).collect();
    names.join(", ")
}

/// What serde calls the kinds of values, in plain words. What our own types expect is plain already.
fn kind(expected: &str) -> String {
    let range = |least: i128, most: i128| format!("a whole number from {least} to {most}");
    let count = expected.rsplit(' ').next().unwrap_or_default();
    match expected {
        "a boolean" => "true or false".to_owned(),
        "a string" | "a borrowed string" | "a character" => "a text".to_owned(),
        "u16" => range(0, u16::MAX.into()),
        "u32" => range(0, u32::MAX.into()),
        "u64" | "usize" => range(0, u64::MAX.into()),
        "i32" => range(i32::MIN.into(), i32::MAX.into()),
        "i64" => range(i64::MIN.into(), i64::MAX.into()),
        "f32" | "f64" => "a number".to_owned(),
        "null" | "unit" => "null".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" | "field identifier" => "an object".to_owned(),
        "variant identifier" | "string or map" | "map with a single key" => {
            "a text, or an object with one field".to_owned()
        }
        of if of.contains("UUID") => ID.trim_start_matches("must be ").to_owned(),
        of if of.contains("date and time") => TIME.trim_start_matches("must be ").to_owned(),
        of if of.starts_with("an array of length") || of.starts_with("a tuple of size") => {
            format!("a list of {count}")
        }
        of if of.contains(" element") => "a list of another length".to_owned(),
        of if ["struct ", "internally tagged enum ", "adjacently tagged enum "]
            .iter()
            .any(|form| of.starts_with(form)) =>
        {
            "an object".to_owned()
        }
        of if of.contains("enum ") || of.contains("variant ") => {
            "a text, or an object with one field".to_owned()
        }
        ours => ours.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &str, message: &str) -> String {
        Wrong::of(path, message, "body", true).detail
    }

    #[test]
    fn every_form_names_the_field_and_what_was_expected() {
        for (path, message, plain) in [
            (".", "missing field `shape` at line 1 column 2", "shape is missing"),
            ("selection", "missing field `x`", "selection.x is missing"),
            ("blurred", "duplicate field `blurred`", "blurred is there twice"),
            (".", "invalid type: null, expected struct Drawing", "the body must be an object"),
            (
                "color",
                "unknown field `color`, expected `a` or `b`",
                "color is not known here; known are a, b",
            ),
            ("color", "unknown field `color`, there are no fields", "color is not known here"),
            (
                "verdict",
                "unknown variant `x`, expected `accept` or `reject`",
                "verdict must be one of accept, reject",
            ),
            ("blurred", "invalid type: string \"yes\", expected a boolean", "blurred must be true or false"),
            ("n", "invalid value: integer `-1`, expected u16", "n must be a whole number from 0 to 65535"),
            ("p[0]", "invalid length 1, expected an array of length 2", "p[0] must be a list of 2"),
            ("limit", "invalid digit found in string", "limit must be a whole number"),
            ("at", "the year must be between 1 and 9999", "the year must be between 1 and 9999"),
        ] {
            assert_eq!(told(path, message), plain);
        }
        assert!(told("id", "UUID parsing failed: invalid length").starts_with("id must be an id, such as "));
        let unknown = Wrong::of("name", "lone leading surrogate in hex escape", "body", false);
        assert_eq!(unknown.detail, "name is not what is expected here");
    }
}
