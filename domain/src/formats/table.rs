//! The built-in formats, one entry each. Pages, API, command line, histories and tests go through this table.
//!
//! An entry says all that is known of a format from outside. The options of a format, once one has some, are a field
//! of its entry, and its writer is made with what was chosen. To read a format (`in`): `read.rs` beside its writer.

use super::{LabelledSet, Packaging, Writer, coco, template, yolo};

/// `code` is stored and on the wire: never change it. `name` is for people.
macro_rules! built_in {
    ($($format:ident {
        code: $code:literal, name: $name:literal, packaging: $packaging:expr, writer: $writer:path $(,)?
    })+) => {
        /// A format that is part of the program. Every variant is an entry of the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum BuiltIn {
            $($format),+
        }

        impl BuiltIn {
            pub const ALL: &'static [Self] = &[$(Self::$format),+];

            /// Stable name for programs; see also `transfer::Format`.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$format => $code),+
                }
            }

            /// As people call it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$format => $name),+
                }
            }

            pub const fn packaging(self) -> Packaging {
                match self {
                    $(Self::$format => $packaging),+
                }
            }

            pub fn writer(self, set: LabelledSet) -> Box<dyn Writer> {
                match self {
                    $(Self::$format => Box::new($writer(set))),+
                }
            }
        }

        /// How formats are stored and sent; a team's own stands beside the built-in ones.
        pub(crate) const CODES_AND_TEMPLATE: &[&str] = &[$($code,)+ template::CODE];
    };
}

built_in! {
    Coco {
        code: "coco",
        name: "COCO",
        packaging: Packaging::file("json", "application/json"),
        writer: coco::Coco::new,
    }
    Yolo {
        code: "yolo",
        name: "YOLO",
        packaging: Packaging::ARCHIVE,
        writer: yolo::Yolo::new,
    }
}

impl BuiltIn {
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|format| format.code() == code).copied()
    }

    /// All names in a sentence, such as "COCO and YOLO".
    pub fn names(before_last: &str) -> String {
        let names: Vec<_> = Self::ALL.iter().map(|format| format.name()).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} {before_last} {last}", rest.join(", ")),
            None => String::new(),
        }
    }
}
