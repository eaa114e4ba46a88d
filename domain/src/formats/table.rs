//! The built-in formats, one entry each. Pages, API, command line, histories and tests go through this table.
//!
//! An entry says all that is known of a format from outside. What different programs read is a format of its own, even
//! where one name covers it: YOLO has one for each task that a model learns, because files, losses and readers differ.
//! Details that one reader takes either way are options: a field of the entry, once a format has some, and its writer is
//! made with what was chosen. To read a format, too: a reader in `read`, and the entry's field `reader`.

use super::{
    LabelledSet, Packaging, Writer, YoloProposal, coco, csv, cvat, datumaro, imagetagger, label_studio,
    labelme,
    read::{self, Reader},
    template, torso, voc, yolo,
};

/// `code` is stored and on the wire: never change it. `name` is for people.
macro_rules! built_in {
    ($($format:ident {
        code: $code:literal, name: $name:literal, packaging: $packaging:expr, writer: $writer:path
        $(, reader: $reader:path)? $(,)?
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

            /// Reads files of this format, where it can be read.
            pub fn reader(self) -> Option<Reader> {
                match self {
                    $(Self::$format => built_in!(@reader $($reader)?)),+
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
    (@reader) => { None };
    (@reader $reader:path) => { Some($reader) };
}

built_in! {
    Coco {
        code: "coco",
        name: "COCO",
        packaging: Packaging::file("json", "application/json"),
        writer: coco::Coco::new,
        reader: read::coco,
    }
    YoloDetect {
        code: "yolo_detect",
        name: "YOLO detect",
        packaging: Packaging::ARCHIVE,
        writer: yolo::Yolo::detect,
    }
    YoloSegment {
        code: "yolo_segment",
        name: "YOLO segment",
        packaging: Packaging::ARCHIVE,
        writer: yolo::Yolo::segment,
    }
    Voc {
        code: "voc",
        name: "Pascal VOC",
        packaging: Packaging::ARCHIVE,
        writer: voc::Voc::devkit,
    }
    VocZero {
        code: "voc_zero",
        name: "Pascal VOC, counted from 0",
        packaging: Packaging::ARCHIVE,
        writer: voc::Voc::zero,
    }
    Cvat {
        code: "cvat",
        name: "CVAT for images 1.1",
        packaging: Packaging::file("xml", "application/xml"),
        writer: cvat::Cvat::new,
    }
    Labelme {
        code: "labelme",
        name: "LabelMe",
        packaging: Packaging::ARCHIVE,
        writer: labelme::Labelme::new,
    }
    LabelStudio {
        code: "label_studio",
        name: "Label Studio",
        packaging: Packaging::ARCHIVE,
        writer: label_studio::LabelStudio::new,
    }
    Datumaro {
        code: "datumaro",
        name: "Datumaro",
        packaging: Packaging::ARCHIVE,
        writer: datumaro::Datumaro::new,
    }
    Csv {
        code: "csv",
        name: "CSV",
        packaging: Packaging::file("csv", "text/csv; charset=utf-8"),
        writer: csv::Csv::new,
        reader: read::csv,
    }
    Torso {
        code: "torso",
        name: "TORSO-21",
        packaging: Packaging::file("yaml", "application/yaml"),
        writer: torso::Torso::new,
    }
    Imagetagger {
        code: "imagetagger",
        name: "ImageTagger labels",
        packaging: Packaging::file("txt", "text/plain; charset=utf-8"),
        writer: imagetagger::Imagetagger::new,
        reader: read::imagetagger,
    }
    Yolo {
        code: "yolo",
        name: "YOLO",
        packaging: Packaging::ARCHIVE,
        writer: yolo::Yolo::undecided,
    }
}

impl BuiltIn {
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|format| format.code() == code).copied()
    }

    /// Those that say themselves what they write, to choose from in a list. The other one, `yolo`, stands for the YOLO format
    /// that fits the labels: whoever asks for it is told which that was, and the request is stored with it.
    pub fn definite() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|format| *format != Self::Yolo)
    }

    /// Those that labels can be read from.
    pub fn readable() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|format| format.reader().is_some())
    }

    /// The format that is written when this one is asked for, where `proposal` is of the labels.
    #[must_use]
    pub const fn settled(self, proposal: YoloProposal) -> Self {
        match self {
            Self::Yolo if proposal.is_for_polygons() => Self::YoloSegment,
            Self::Yolo => Self::YoloDetect,
            definite => definite,
        }
    }

    /// The names of those to choose from in a sentence, such as "COCO and YOLO detect".
    pub fn names(before_last: &str) -> String {
        let names: Vec<_> = Self::definite().map(Self::name).collect();
        match names.split_last() {
            Some((last, [])) => (*last).to_owned(),
            Some((last, rest)) => format!("{} {before_last} {last}", rest.join(", ")),
            None => String::new(),
        }
    }
}
