//! Names of uploaded files, made fit to be shown and stored.
//!
//! A name is only a label here; no path is ever made from it. So what is odd in a name is mended; a path that leads out of its
//! folder is refused, in forms as in archives.

use domain::{
    Digest, Name,
    image::{ImageName, ImagePath, PathError},
    visible,
};

const FALLBACK: &str = "image";
/// Longer "extensions" are the tail of a sentence.
const EXTENSION: usize = 16;
/// Hexadecimal digits that stand for what was cut out of a name: they keep names apart that differ only there.
const CUT: usize = 12;

/// What a file is called as an image, and where it lay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileCalled {
    pub name: ImageName,
    /// Empty if it is no more than the name.
    pub path: ImagePath,
    /// Whether the name was too long and is cut.
    pub shortened: bool,
}

impl FileCalled {
    /// From a path with `/` between its parts, as somebody sent it. Fails if it does not stay where it is put, or is
    /// longer than one may be.
    pub fn of(path: &str) -> Result<Self, PathError> {
        Self::at_path(&clean(path)?)
    }

    /// From a path that is clean.
    pub fn at_path(path: &str) -> Result<Self, PathError> {
        let parts: Vec<_> = path.split('/').collect();
        let (name, shortened) = image_name(parts[parts.len() - 1]);
        Self { name, path: ImagePath::default(), shortened }.at(&parts)
    }

    fn at(self, parts: &[&str]) -> Result<Self, PathError> {
        let parts: Vec<_> = parts.iter().copied().filter(|part| !matches!(*part, "" | ".")).collect();
        let path = parts.join("/");
        if path == self.name.as_str() {
            return Ok(self);
        }
        Ok(Self { path: ImagePath::parse(&path)?, ..self })
    }

    /// As whoever uploaded it knows it.
    pub fn shown(&self) -> &str {
        if self.path.is_empty() { self.name.as_str() } else { self.path.as_str() }
    }
}

/// The path of a file in a form or of an entry of an archive, without what changes nothing; a directory keeps its `/` at the
/// end. Fails if it does not stay where it is put, or is not fit to be told.
pub fn clean(name: &str) -> Result<String, PathError> {
    let drive = name.as_bytes().get(1) == Some(&b':');
    let climbs = name.split(['/', '\\']).any(|part| part == "..");
    if name.is_empty() || drive || climbs || name.starts_with(['/', '\\']) {
        return Err(PathError::Outside);
    }
    if name.contains('\0') {
        return Err(PathError::Hidden);
    }
    let visible = visible(name);
    let parts: Vec<_> = visible.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let path = ImagePath::parse(&parts.join("/"))?;
    Ok(if visible.ends_with('/') { format!("{path}/") } else { path.into() })
}

/// What an archive is called.
pub fn archive_name(file_name: &str) -> Name {
    let last = file_name.rsplit(['/', '\\']).next().unwrap_or_default();
    let last = visible(last);
    let name: String = last.trim().chars().take(Name::MAX).collect();
    Name::parse(&name).unwrap_or_else(|_| Name::parse("archive").expect("a plain word is a name"))
}

/// A name for whatever text, and whether it is cut.
fn image_name(text: &str) -> (ImageName, bool) {
    let kept = text.trim();
    let kept = if kept.chars().all(|c| c == '.') { "" } else { kept };
    let cut = shorten(kept);
    let name = ImageName::parse(cut.as_deref().unwrap_or(kept));
    let fallback = || ImageName::parse(FALLBACK).expect("a plain word is a name");
    (name.unwrap_or_else(|_| fallback()), cut.is_some())
}

/// The beginning and the end with its extension, and between them digits that are made of the whole name: two names
/// that differ only in the middle stay different. Nothing if the name is short enough.
fn shorten(name: &str) -> Option<String> {
    if name.len() <= ImageName::MAX {
        return None;
    }
    let digest = Digest::of(name.as_bytes()).to_string();
    let middle = format!("…{}…", &digest[..CUT]);
    let extension = name.rfind('.').filter(|dot| name.len() - dot <= EXTENSION).unwrap_or(name.len());
    let (stem, extension) = name.split_at(extension);
    let half = (ImageName::MAX - middle.len() - extension.len()) / 2;
    let (begin, end) = (stem.floor_char_boundary(half), stem.ceil_char_boundary(stem.len() - half));
    Some(format!("{}{middle}{}{extension}", stem[..begin].trim_end(), stem[end..].trim_start()))
}
