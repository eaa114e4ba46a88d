//! What a part of a form says its file is called.
//!
//! RFC 7578 has `filename` in whatever encoding the form is in, and forbids `filename*` (RFC 8187); programs send it all the
//! same, and it says its encoding. The reader of forms knows UTF-8 only, and no `filename*`.

use std::str::FromStr as _;

use crate::archive::NameEncoding;

/// A name as it was sent.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SentName {
    pub bytes: Vec<u8>,
    /// In which it says it is.
    pub encoding: Option<NameEncoding>,
}

/// Of the header `Content-Disposition`; nothing where it names no file. `filename*` goes first (RFC 6266, 4.3).
pub(super) fn file_name(header: &[u8]) -> Option<SentName> {
    let parameters: Vec<_> = parameters(header).collect();
    let find = |wanted: &[u8]| {
        parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    };
    find(b"filename*")
        .and_then(|value| extended(value))
        .or_else(|| find(b"filename").map(|value| SentName { bytes: value.clone(), encoding: None }))
}

type Parameter<'a> = (&'a [u8], Vec<u8>);

fn parameters(header: &[u8]) -> impl Iterator<Item = Parameter<'_>> {
    let mut rest = behind(header, b';');
    std::iter::from_fn(move || {
        let text = rest?.trim_ascii_start();
        let equals = text.iter().position(|byte| *byte == b'=')?;
        let (name, value) = (text[..equals].trim_ascii(), text[equals + 1..].trim_ascii_start());
        let (value, after) = if let Some(quoted) = value.strip_prefix(b"\"") {
            unquoted(quoted)
        } else {
            let end = value.iter().position(|byte| *byte == b';').unwrap_or(value.len());
            (value[..end].trim_ascii_end().to_vec(), &value[end..])
        };
        rest = behind(after, b';');
        Some((name, value))
    })
}

fn behind(text: &[u8], byte: u8) -> Option<&[u8]> {
    text.iter().position(|found| *found == byte).map(|at| &text[at + 1..])
}

/// What stands in quotation marks, and what comes after. Only a quotation mark is written with a backslash before it: names
/// from Windows have backslashes of their own.
fn unquoted(text: &[u8]) -> (Vec<u8>, &[u8]) {
    let is_end = |at: &usize| text[*at] == b'"' && (*at == 0 || text[at - 1] != b'\\');
    let last = || text.iter().rposition(|byte| *byte == b'"');
    // Without such a mark, half of a character looked like a backslash.
    let end = (0..text.len()).find(is_end).or_else(last).unwrap_or(text.len());
    let mut value = Vec::with_capacity(end);
    for (at, byte) in text[..end].iter().enumerate() {
        if *byte == b'"' {
            value.pop();
        }
        value.push(text[at]);
    }
    (value, text.get(end + 1..).unwrap_or_default())
}

/// `UTF-8''%C3%BC.png`; the language between the quotes says nothing of a name.
fn extended(value: &[u8]) -> Option<SentName> {
    let mut parts = value.splitn(3, |byte| *byte == b'\'');
    let (charset, _, text) = (parts.next()?, parts.next()?, parts.next()?);
    let encoding = NameEncoding::from_str(str::from_utf8(charset).ok()?).ok()?;
    Some(SentName { bytes: without_percent(text)?, encoding: Some(encoding) })
}

fn without_percent(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = if *first == b'%' {
            let (digits, after) = after.split_at_checked(2)?;
            if !digits.iter().all(u8::is_ascii_hexdigit) {
                return None;
            }
            (u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?, after)
        } else {
            (*first, after)
        };
        bytes.push(byte);
        rest = after;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &[u8]) -> Option<(Vec<u8>, Option<&'static str>)> {
        file_name(header).map(|name| (name.bytes, name.encoding.map(NameEncoding::name)))
    }

    #[test]
    fn a_name_is_read_in_every_form_that_programs_send() {
        for (parameters, name) in [
            (&br#"name="file"; filename="a.png""#[..], &b"a.png"[..]),
            (b"filename=a.png; name=file", b"a.png"),
            (br#"name="file" ; FileName = "a b.png" ; x=y"#, b"a b.png"),
            (br#"filename="a\"b;c.png""#, br#"a"b;c.png"#),
            (br#"filename="d\a.png""#, br"d\a.png"),
            (b"filename=\"\x95\x5c.png\"", b"\x95\x5c.png"),
            (b"filename=\"\x95\x5c\"", b"\x95\x5c"),
            (b"filename=\"\xfcbung.png\"; name=\"file\"", b"\xfcbung.png"),
            (br#"filename="""#, b""),
        ] {
            let header = [b"form-data; ", parameters].concat();
            assert_eq!(read(&header), Some((name.to_vec(), None)), "{}", header.escape_ascii());
        }
        assert_eq!(read(b"form-data; name=\"file\""), None);
        assert_eq!(read(b"form-data"), None);
    }

    #[test]
    fn the_one_with_a_star_says_its_encoding_and_goes_first() {
        let both = br#"form-data; name="file"; filename="u.png"; filename*=UTF-8'en'%C3%bc.png"#;
        assert_eq!(read(both), Some(("ü.png".as_bytes().to_vec(), Some("UTF-8"))));
        let latin = b"form-data; filename*=iso-8859-1''%FC.png";
        assert_eq!(read(latin), Some((b"\xfc.png".to_vec(), Some("windows-1252"))));
        for broken in ["UTF-8''%C", "UTF-8''%+1", "klingon''a", "a.png"] {
            let header = format!("form-data; filename*={broken}; filename=\"b.png\"");
            assert_eq!(read(header.as_bytes()), Some((b"b.png".to_vec(), None)), "{broken}");
        }
    }
}
