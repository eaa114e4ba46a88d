//! The encodings that names of files may be in, when nothing says that they are UTF-8.

use std::{borrow::Cow, fmt, str::FromStr};

use encoding_rs::Encoding;
use serde::{Deserialize, Serialize};

/// An encoding of names, under the name by which people and programs choose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum NameEncoding {
    /// Of the web's standard: it holds what systems since Windows 95 use, and `IBM866`.
    Web(&'static Encoding),
    /// Of MS-DOS, which the web's standard leaves out.
    Dos(&'static DosPage),
}

/// A code page: ASCII, then these 128 characters.
#[derive(Debug, PartialEq, Eq)]
pub struct DosPage {
    name: &'static str,
    upper: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an encoding that is known here; known are {known} and others of the web's Encoding Standard", known = KNOWN)]
pub struct UnknownEncoding(String);

/// Those that are offered; all that names are commonly in.
const KNOWN: &str = "utf-8, shift_jis, gbk, big5, euc-kr, cp866, cp437, cp850, cp852, windows-1250, windows-1251, windows-1252";

pub(super) const CP437: NameEncoding = NameEncoding::Dos(&DosPage {
    name: "cp437",
    upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}",
});
pub(super) const CP850: NameEncoding = NameEncoding::Dos(&DosPage {
    name: "cp850",
    upper: "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
});
pub(super) const CP852: NameEncoding = NameEncoding::Dos(&DosPage {
    name: "cp852",
    upper: "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{ad}˝˛ˇ˘§÷¸°¨˙űŘř■\u{a0}",
});

/// What Windows calls the encodings that the web knows under other names.
const ALIASES: [(&str, &str); 4] =
    [("cp932", "shift_jis"), ("cp936", "gbk"), ("cp949", "euc-kr"), ("cp950", "big5")];

impl NameEncoding {
    pub(super) const UTF_8: Self = Self::Web(encoding_rs::UTF_8);

    pub fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Dos(page) => page.name,
        }
    }

    /// Nothing, if these bytes are no text in it.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling_and_without_replacement(bytes),
            Self::Dos(page) => Some(bytes.iter().map(|byte| page.character(*byte)).collect()),
        }
    }
}

impl DosPage {
    fn character(&self, byte: u8) -> char {
        let upper = byte.checked_sub(0x80).and_then(|place| self.upper.chars().nth(place.into()));
        upper.unwrap_or(byte.into())
    }
}

impl FromStr for NameEncoding {
    type Err = UnknownEncoding;

    /// Takes the names of [`NameEncoding::name`], the labels of the web, and those of Windows' code pages.
    fn from_str(text: &str) -> Result<Self, UnknownEncoding> {
        let label = text.trim().to_ascii_lowercase();
        let is = |encoding: &Self| {
            label == encoding.name() || label.strip_prefix("ibm") == encoding.name().strip_prefix("cp")
        };
        if let Some(dos) = [CP437, CP850, CP852].into_iter().find(is) {
            return Ok(dos);
        }
        let alias =
            ALIASES.iter().find(|(alias, _)| *alias == label).map_or(label.as_str(), |(_, label)| label);
        Encoding::for_label_no_replacement(alias.as_bytes())
            // Of two bytes a character, or with states: no zip has names in those.
            .filter(|encoding| encoding.is_ascii_compatible())
            .map(Self::Web)
            .ok_or_else(|| UnknownEncoding(text.trim().chars().take(40).collect()))
    }
}

impl TryFrom<String> for NameEncoding {
    type Error = UnknownEncoding;

    fn try_from(text: String) -> Result<Self, UnknownEncoding> {
        text.parse()
    }
}

impl From<NameEncoding> for String {
    fn from(encoding: NameEncoding) -> Self {
        encoding.name().to_owned()
    }
}

impl fmt::Display for NameEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
