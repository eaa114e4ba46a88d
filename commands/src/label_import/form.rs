//! A file of labels as browsers and programs send it: a multipart form with the file and how it is to be read.

use std::{collections::BTreeMap, error::Error};

use bytes::Bytes;
use domain::{AnnotationTypeId, formats::BuiltIn};
use futures::{Stream, TryStreamExt as _};
use multer::{Constraints, Field, Multipart, SizeLimit};

use super::{ArrivedFile, LabelFile, LabelImports, MOST_BYTES};
use crate::{CommandError, intake::FormError};

/// Of the fields beside the file, each.
const TEXT_BYTES: u64 = 4 << 10;
/// Fields of a form.
const MOST_FIELDS: usize = 2_000;

/// What was sent.
pub struct LabelForm {
    pub file: LabelFile,
    pub arrived: ArrivedFile,
    /// Fields that are for the door.
    pub others: BTreeMap<String, String>,
}

#[derive(Default)]
struct Fields {
    format: Option<BuiltIn>,
    types: BTreeMap<String, Option<AnnotationTypeId>>,
    file: Option<(String, ArrivedFile)>,
    others: BTreeMap<String, String>,
}

impl LabelImports {
    /// Reads a form: `file`; `format`, which is guessed where it is missing; and as many `type` as there are types to be
    /// told, each `NAME=ID`, or `NAME=` for one that is to be left out.
    pub async fn read_form<E>(
        &self,
        content_type: &str,
        body: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
    ) -> Result<LabelForm, FormError>
    where
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        let boundary = multer::parse_boundary(content_type).map_err(|_| FormError::NotAForm)?;
        let sizes = SizeLimit::new().whole_stream(MOST_BYTES + (4 << 20)).per_field(TEXT_BYTES);
        let sizes = sizes.for_field("file", MOST_BYTES + 1);
        let body = body.map_err(Into::into);
        let mut parts = Multipart::with_constraints(body, boundary, Constraints::new().size_limit(sizes));
        let (mut fields, mut count) = (Fields::default(), 0);
        while let Some(part) = parts.next_field().await.map_err(too_large)? {
            count += 1;
            if count > MOST_FIELDS {
                return Err(CommandError::invalid("type", "the form has too many fields").into());
            }
            self.take(part, &mut fields).await?;
        }
        let (name, arrived) =
            fields.file.ok_or_else(|| CommandError::invalid("file", "choose a file of labels"))?;
        if arrived.bytes.is_empty() {
            return Err(CommandError::invalid("file", "the file is empty, or none was chosen").into());
        }
        let format = fields.format.unwrap_or_else(|| guess(&arrived.bytes));
        Ok(LabelForm {
            file: LabelFile { format, name, types: fields.types },
            arrived,
            others: fields.others,
        })
    }

    async fn take(&self, part: Field<'static>, fields: &mut Fields) -> Result<(), FormError> {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            if fields.file.is_some() {
                return Err(CommandError::invalid("file", "send one file of labels").into());
            }
            let called: String = part.file_name().unwrap_or("labels").chars().take(200).collect();
            fields.file = Some((called, self.arrive(part.map_err(too_large)).await?));
            return Ok(());
        }
        let text = part.text().await.map_err(too_large)?;
        match name.as_str() {
            "format" if text.is_empty() => {}
            "format" => fields.format = Some(readable(&text)?),
            "type" => {
                let (called, id) = chosen(&text)?;
                fields.types.insert(called, id);
            }
            _ => _ = fields.others.insert(name, text),
        }
        Ok(())
    }
}

/// A format by its code, if labels can be read from it.
pub fn readable(code: &str) -> Result<BuiltIn, CommandError> {
    BuiltIn::readable().find(|format| format.code() == code).ok_or_else(|| {
        let codes: Vec<_> = BuiltIn::readable().map(BuiltIn::code).collect();
        CommandError::invalid("format", format!("labels are read from these formats: {}", codes.join(", ")))
    })
}

/// From `NAME=ID`, or `NAME=`.
pub fn chosen(text: &str) -> Result<(String, Option<AnnotationTypeId>), CommandError> {
    let wrong = || CommandError::invalid("type", "a type is told as NAME=ID, or as NAME= to leave it out");
    let (called, id) = text.rsplit_once('=').ok_or_else(wrong)?;
    let id = if id.is_empty() { None } else { Some(id.parse().map_err(|_| wrong())?) };
    Ok((called.to_owned(), id))
}

/// The format, from how a file begins.
pub fn guess(bytes: &[u8]) -> BuiltIn {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let line = text.lines().next().unwrap_or_default();
    if text.starts_with(['{', '[']) {
        BuiltIn::Coco
    } else if line.contains('|') {
        BuiltIn::Imagetagger
    } else {
        BuiltIn::Csv
    }
}

fn too_large(error: multer::Error) -> FormError {
    match error {
        multer::Error::FieldSizeExceeded { field_name: Some(field), .. } if field != "file" => {
            CommandError::invalid("type", "a field of the form is longer than 4 KiB").into()
        }
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => {
            CommandError::invalid("file", "a file of labels may have at most 64 MiB").into()
        }
        error => error.into(),
    }
}
