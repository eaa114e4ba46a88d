//! What a format makes of a small set, so that one sees the result while writing it.

use domain::{
    TransferId,
    export_format::FormatDefinition,
    formats::{
        Files, samples,
        template::{Template, TextWriter},
        write,
    },
};
use uuid::Uuid;

/// More is not shown.
const SHOWN: usize = 4_000;

pub struct Example {
    pub file_name: String,
    pub text: String,
    /// What looks like a placeholder and is none.
    pub warnings: Vec<String>,
}

impl Example {
    /// `None` while the templates cannot be read.
    pub fn of(definition: &FormatDefinition) -> Option<Self> {
        let warnings = Template::parse(definition).ok()?;
        let warnings = warnings.unknown().iter().map(|slip| format!("{}: {slip}", slip.field)).collect();
        // The sample types are none of the site's: all of them are written.
        let definition =
            FormatDefinition { annotation_types: vec![], min_verifications: i32::MIN, ..definition.clone() };
        let (template, set) = (Template::parse(&definition).ok()?, samples::set(&samples::TYPES));
        let mut writer = TextWriter::new(template, set, TransferId::new(Uuid::nil()));
        let mut files = Files::default();
        write(&mut writer, samples::images, &mut files).ok()?;
        let (file_name, bytes) = files.iter().next()?;
        let text: String = String::from_utf8_lossy(bytes).chars().take(SHOWN).collect();
        Some(Self { file_name: file_name.to_owned(), text, warnings })
    }
}
