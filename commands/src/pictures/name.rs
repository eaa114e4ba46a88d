//! Names of uploaded files, made fit to be shown and stored.

use domain::{Name, visible};

const FALLBACK: &str = "image";
/// Longer "extensions" are the tail of a sentence.
const EXTENSION: usize = 10;

/// The last component of a path, without what cannot be shown, shortened before its extension.
///
/// A name is only a label here; no path is ever made from it. So everything odd is mended rather
/// than refused, and what is left is always a [`Name`].
pub fn clean_name(name: &str) -> Name {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = visible(last);
    let kept = kept.trim().trim_matches('.').trim();
    Name::parse(&visible(&shorten(kept)))
        .unwrap_or_else(|_| Name::parse(FALLBACK).expect("a plain word is a name"))
}

fn shorten(name: &str) -> String {
    let count = name.chars().count();
    if count <= Name::MAX {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.chars().count() <= EXTENSION => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let room = Name::MAX - extension.chars().count();
    let stem: String = stem.chars().take(room).collect();
    format!("{}{extension}", stem.trim_end())
}
