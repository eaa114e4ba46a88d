//! Names of files in and of exports: safe on every system, and those of images unique in their set.

use std::{collections::HashSet, iter};

use super::LabelledImage;
use crate::{Digest, MediaType, is_hidden};

/// Gives out file names; two images never get one that differs in its ending or in case only.
///
/// Remembers eight bytes a name, so that a million images fit into the memory an export may take.
#[derive(Debug, Default)]
pub struct FileNames {
    taken: HashSet<u64>,
}

/// A file name in its two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    pub stem: String,
    /// With its dot; may be empty.
    pub ending: String,
}

/// Bytes that a file name may have: 255 on most systems, less an id that may be added.
const MAX_FILE_NAME: usize = 200;

/// A longer ending is none.
const MAX_ENDING: usize = 16;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl FileNames {
    /// The image's own name where possible, else with the image's id added.
    ///
    /// Asked for the same images in the same order it gives the same names.
    pub fn name(&mut self, image: &LabelledImage) -> FileName {
        let FileName { stem, ending } = FileName::of(image);
        let with_id = format!("{stem}-{}", image.image);
        let numbered = (2..).map(|number| format!("{with_id}-{number}"));
        let stem = iter::once(stem)
            .chain(iter::once(with_id.clone()))
            .chain(numbered)
            .find(|stem| self.taken.insert(fingerprint(stem)))
            .expect("numbers do not end");
        FileName { stem, ending }
    }
}

impl FileName {
    /// Readers find and know images by their endings: one that does not fit the image is no ending.
    fn of(image: &LabelledImage) -> Self {
        let name = Self::safe(&image.name);
        let endings = MediaType::parse(&image.media_type).map_or(&[][..], MediaType::endings);
        let own = name.ending.trim_start_matches('.');
        match endings.first() {
            Some(usual) if !endings.iter().any(|ending| ending.eq_ignore_ascii_case(own)) => {
                Self::safe(&format!("{name}.{usual}"))
            }
            _ => name,
        }
    }

    /// A name that is one path segment on every system, and not too long for any.
    pub fn safe(name: &str) -> Self {
        let name = one_segment(name);
        let dot = name.rfind('.').filter(|dot| *dot > 0 && name.len() - dot <= MAX_ENDING);
        let (stem, ending) = name.split_at(dot.unwrap_or(name.len()));
        let mut stem = stem.to_owned();
        while stem.len() + ending.len() > MAX_FILE_NAME {
            stem.pop();
        }
        Self { stem, ending: ending.to_owned() }
    }
}

impl std::fmt::Display for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.stem, self.ending)
    }
}

fn one_segment(name: &str) -> String {
    let forbidden =
        |c: char| is_hidden(c) || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = name.chars().map(|c| if forbidden(c) { '_' } else { c }).collect();
    let name = name.trim_matches([' ', '.']);
    let device = name.split('.').next().is_some_and(|stem| DEVICES.contains(&stem.to_lowercase().as_str()));
    if device || name.is_empty() { format!("_{name}") } else { name.to_owned() }
}

fn fingerprint(stem: &str) -> u64 {
    let digest = Digest::of(stem.to_lowercase().as_bytes());
    digest.bytes()[..8].iter().fold(0, |all, byte| all << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::samples;

    fn names<const N: usize>(names: [&str; N]) -> [String; N] {
        let mut given = FileNames::default();
        names.map(|name| given.name(&samples::image(7, name, vec![])).to_string())
    }

    #[test]
    fn an_image_keeps_its_name() {
        assert_eq!(names(["a b.JPG", "ä.jpeg"]), ["a b.JPG", "ä.jpeg"]);
    }

    #[test]
    fn an_image_has_the_ending_of_what_it_is() {
        assert_eq!(names(["frame0001", "b.png", "v1.2"]), ["frame0001.jpg", "b.png.jpg", "v1.2.jpg"]);
        let of = |media_type: &str, name| {
            let image = samples::image(7, name, vec![]);
            FileName::of(&LabelledImage { media_type: media_type.to_owned(), ..image }).to_string()
        };
        assert_eq!(
            (of("image/png", "frame0001"), of("image/png", "a.PNG")),
            ("frame0001.png".into(), "a.PNG".into())
        );
        assert_eq!((of("image/webp", "a.jpg"), of("image/tiff", "a")), ("a.jpg.webp".into(), "a".into()));
    }

    #[test]
    fn no_two_images_share_a_stem() {
        let id = "00000000-0000-0000-0000-000000000007";
        assert_eq!(
            names(["a.jpg", "a.jpg", "A.jpeg", "b.jpg"]),
            ["a.jpg".to_owned(), format!("a-{id}.jpg"), format!("A-{id}-2.jpeg"), "b.jpg".to_owned()]
        );
    }

    #[test]
    fn a_name_is_cut_to_what_file_systems_take() {
        let [name] = names([&format!("{}.jpg", "漢".repeat(100))]);
        assert_eq!(name, format!("{}.jpg", "漢".repeat(65)));
    }

    #[test]
    fn a_name_is_never_a_path() {
        assert_eq!(
            names(["../../etc/passwd.jpg", "C:\\x.jpg", "con.jpg", "..", ".jpg", "a\u{202e}gpj.jpg"]),
            ["_.._etc_passwd.jpg", "C__x.jpg", "_con.jpg", "_.jpg", "jpg.jpg", "a_gpj.jpg"]
        );
    }
}
