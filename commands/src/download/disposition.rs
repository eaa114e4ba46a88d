//! `Content-Disposition`: the name under which a file is kept.

use http::HeaderValue;

/// The name in plain letters for old programs, and as it is for the others (RFC 6266). `how`: `inline` or `attachment`.
pub fn disposition(how: &'static str, name: &str) -> HeaderValue {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "._- ".contains(c) { c } else { '_' }).collect();
    let exact: String = name.bytes().map(escaped).collect();
    HeaderValue::from_str(&format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{exact}"))
        .unwrap_or(HeaderValue::from_static(how))
}

fn escaped(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_said_twice() {
        let said = disposition("attachment", "Größe \"1\".png");
        assert_eq!(
            said,
            "attachment; filename=\"Gr__e _1_.png\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.png"
        );
    }
}
