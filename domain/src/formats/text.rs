//! Words of people inside files for programs: quoted, so that none is taken for a part of the file.

/// The text of an XML element or attribute. Characters that XML cannot have, also not escaped, are left out.
///
/// Source: XML 1.0, sections 2.2 and 2.4.
pub(super) fn xml_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            // A reader would make a space of them.
            '\t' => escaped.push_str("&#9;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            plain => escaped.push(plain),
        }
    }
    escaped
}

/// A YAML double-quoted scalar. JSON's quoting is YAML's, but for characters that YAML reads as line breaks, as a mark of
/// byte order, or not at all.
///
/// Source: YAML 1.2, sections 5.1 and 7.3.1.
pub(super) fn yaml_text(text: &str) -> String {
    let is_special = |c: char| {
        matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let json = serde_json::Value::from(text).to_string();
    if !json.contains(is_special) {
        return json;
    }
    json.chars().fold(String::new(), |yaml, c| {
        if is_special(c) {
            format!("{yaml}\\u{:04x}", u32::from(c))
        } else {
            yaml + c.encode_utf8(&mut [0; 4])
        }
    })
}

/// A cell of a table as RFC 4180 has it.
pub(super) fn csv_cell(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

/// The same for a name that somebody gave: a spreadsheet would run what begins as a formula does.
pub(super) fn csv_name(name: &str) -> String {
    if name.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        csv_cell(&format!("'{name}"))
    } else {
        csv_cell(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_ends_an_element_an_attribute_or_a_scalar() {
        assert_eq!(xml_text("a<b>&\"c\"\n\u{1}"), "a&lt;b&gt;&amp;&quot;c&quot;&#10;");
        assert_eq!(yaml_text("a: \"b\"\u{2028}\u{85}"), "\"a: \\\"b\\\"\\u2028\\u0085\"");
        assert_eq!(csv_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
        assert_eq!(csv_name("=1+1"), "'=1+1");
    }
}
