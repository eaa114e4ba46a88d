//! How labels are written: in a built-in format, or in a team's own.
//!
//! Stored and on the wire: `"coco"` and its like, or `{"template": EXPORT FORMAT}`.

use std::{fmt, str::FromStr};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{EnumAccess, Error as _, VariantAccess as _, Visitor},
};

use crate::{
    ExportFormatId,
    formats::{
        BuiltIn, CODES_AND_TEMPLATE, Packaging,
        template::{self, CODE as TEMPLATE},
    },
};

/// How labels are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    BuiltIn(BuiltIn),
    /// A team's own format; the request says in which revision.
    Template(ExportFormatId),
}

/// The name that serde's own code would give it in messages.
const ENUM: &str = "Format";

impl Format {
    pub const fn packaging(self) -> Packaging {
        match self {
            Self::BuiltIn(format) => format.packaging(),
            Self::Template(_) => template::PACKAGING,
        }
    }
}

impl From<BuiltIn> for Format {
    fn from(format: BuiltIn) -> Self {
        Self::BuiltIn(format)
    }
}

/// Neither a format's code nor an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownFormat;

/// As people choose it: by its code, or by the id of a team's format.
impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        match BuiltIn::from_code(text) {
            Some(format) => Ok(Self::BuiltIn(format)),
            None => text.parse().map(Self::Template).map_err(|_| UnknownFormat),
        }
    }
}

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a format is ")?;
        BuiltIn::ALL.iter().try_for_each(|format| write!(f, "{}, ", format.code()))?;
        f.write_str("or the id of a team's format")
    }
}

impl std::error::Error for UnknownFormat {}

impl Serialize for Format {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::BuiltIn(format) => serializer.serialize_unit_variant(ENUM, *format as u32, format.code()),
            Self::Template(id) => {
                let index = BuiltIn::ALL.len().try_into().unwrap_or(u32::MAX);
                serializer.serialize_newtype_variant(ENUM, index, TEMPLATE, id)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Variants;

        impl<'de> Visitor<'de> for Variants {
            type Value = Format;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "enum {ENUM}")
            }

            fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Format, A::Error> {
                let (code, content) = data.variant::<String>()?;
                if code == TEMPLATE {
                    return content.newtype_variant().map(Format::Template);
                }
                let unknown = || A::Error::unknown_variant(&code, CODES_AND_TEMPLATE);
                let format = BuiltIn::from_code(&code).ok_or_else(unknown)?;
                content.unit_variant().map(|()| Format::BuiltIn(format))
            }
        }

        deserializer.deserialize_enum(ENUM, CODES_AND_TEMPLATE, Variants)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Format, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn every_format_is_stored_and_chosen_under_its_code() {
        for format in BuiltIn::ALL {
            let stored = format!("\"{}\"", format.code());
            assert_eq!(serde_json::to_string(&Format::from(*format)).unwrap(), stored);
            assert_eq!(read(&stored), Ok(Format::from(*format)));
            assert_eq!(format.code().parse(), Ok(Format::from(*format)));
        }
        let codes: std::collections::BTreeSet<_> = CODES_AND_TEMPLATE.iter().collect();
        assert_eq!(codes.len(), BuiltIn::ALL.len() + 1);
    }

    #[test]
    fn a_teams_format_is_stored_with_its_id() {
        let id = "00000000-0000-0000-0000-000000000007";
        let format = Format::Template(id.parse().unwrap());
        let stored = format!("{{\"template\":\"{id}\"}}");
        assert_eq!(serde_json::to_string(&format).unwrap(), stored);
        assert_eq!((read(&stored), id.parse()), (Ok(format), Ok(format)));
    }

    #[test]
    fn what_is_no_format_is_refused_with_all_there_are() {
        let words = read("\"docx\"").unwrap_err();
        assert!(words.starts_with("unknown variant `docx`, expected one of `coco`, "), "{words}");
        for code in CODES_AND_TEMPLATE {
            assert!(words.contains(&format!("`{code}`")), "{words}");
        }
        for wrong in ["\"template\"", "{\"coco\":1}", "{\"template\":7}", "7", "{}"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let words = "docx".parse::<Format>().unwrap_err().to_string();
        assert!(words.starts_with("a format is coco, "), "{words}");
        assert!(words.ends_with("or the id of a team's format"), "{words}");
    }
}
