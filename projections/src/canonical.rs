//! Canonical JSON (RFC 8785): one way only to write a value down, so that it can be hashed.
//!
//! Numbers and texts are written as the RFC says. The order of keys is up to the types written here:
//! they declare their fields in the order of their names, which their tests check.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

struct Canonical;

impl Formatter for Canonical {
    fn write_f64<W: ?Sized + io::Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        writer.write_all(number(value).as_bytes())
    }
}

/// Appends a value.
pub(crate) fn write<T: Serialize>(value: &T, to: &mut Vec<u8>) {
    value
        .serialize(&mut Serializer::with_formatter(&mut *to, Canonical))
        .expect("plain values with texts as keys are JSON, and memory takes them");
}

/// Appends a value and a line break.
pub(crate) fn line<T: Serialize>(value: &T, to: &mut Vec<u8>) {
    write(value, to);
    to.push(b'\n');
}

/// As ECMAScript writes it: the shortest digits that read back as the same number.
fn number(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        "0".to_owned()
    } else if (1e-6..1e21).contains(&size) {
        value.to_string()
    } else {
        let text = format!("{value:e}");
        if size < 1.0 { text } else { text.replace('e', "e+") }
    }
}

/// Whether every object's keys are in the order that the RFC asks for.
#[cfg(test)]
pub(crate) fn is_canonical(line: &[u8]) -> bool {
    let value: serde_json::Value = serde_json::from_slice(line).unwrap();
    let mut again = vec![];
    write(&sorted(&value), &mut again);
    again == line.strip_suffix(b"\n").unwrap_or(line)
}

#[cfg(test)]
fn sorted(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Array(values) => values.iter().map(sorted).collect(),
        Value::Object(members) => {
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by_key(|(key, _)| key.encode_utf16().collect::<Vec<_>>());
            Value::Object(members.into_iter().map(|(key, value)| (key.clone(), sorted(value))).collect())
        }
        plain => plain.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From appendix B of the RFC.
    #[test]
    fn numbers_are_written_as_the_rfc_says() {
        let written = [
            (0.0, "0"),
            (-0.0, "0"),
            (f64::from_bits(1), "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (9_007_199_254_740_992.0, "9007199254740992"),
            (295_147_905_179_352_830_000.0, "295147905179352830000"),
            (1e21, "1e+21"),
            (999_999_999_999_999_900_000.0, "999999999999999900000"),
            (9.999_999_999_999_997e22, "9.999999999999997e+22"),
            (1e-6, "0.000001"),
            (9.999_999_999_999_997e-7, "9.999999999999997e-7"),
            (333_333_333.333_333_25, "333333333.33333325"),
            (-1.5, "-1.5"),
        ];
        for (value, text) in written {
            assert_eq!(number(value), text);
        }
    }

    #[test]
    fn texts_are_written_as_the_rfc_says() {
        let mut line = vec![];
        super::line(&"\u{20ac}$\u{f}\nA'B\"\\\\\"/\u{7f}", &mut line);
        assert_eq!(String::from_utf8(line).unwrap(), "\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\u{7f}\"\n");
    }
}
