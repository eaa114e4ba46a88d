//! Names of files in and of exports: safe on every system, and those of images different in their sets for ever.
//!
//! An image's file name is given once: the image that was added first has it plain, others that would have the same one
//! have their id added. So it follows from the images that were added before, and from nothing that comes later.

use uuid::{Uuid, Version};

use super::LabelledImage;
use crate::{Digest, MediaType, file_key, is_hidden};

/// A file name in its two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileName {
    pub stem: String,
    /// With its dot; may be empty.
    pub ending: String,
}

/// Whether an image that was added earlier to the same sets, and may have gone since, has this file name already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SameFileName {
    /// All of it, on a system that does not tell capitals apart.
    pub whole: bool,
    /// What stands before its ending.
    pub stem: bool,
}

/// What file names are compared by: names that some file system takes for one have the same key.
///
/// 64 bits of a hash. Two names that share them by chance cost the later one its plain name, nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileKeys {
    pub whole: i64,
    pub stem: i64,
}

/// Bytes that a file name may have on most systems.
const MOST_BYTES: usize = 255;

/// The same for files that people save, to whose names browsers and people add.
const MOST_SAVED_BYTES: usize = 200;

/// Of an image's file another one may be called: `a.txt` beside `a.jpg`.
const SHORTEST_ENDING: usize = 4;

/// A longer ending is none.
const MAX_ENDING: usize = 16;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

impl FileName {
    /// The image's file among those of its sets: no other one has the same name.
    pub fn of(image: &LabelledImage) -> Self {
        Self::given(image, image.same_file_name.whole)
    }

    /// The same where names must differ before their endings, because other files are called after them.
    pub fn with_own_stem(image: &LabelledImage) -> Self {
        Self::given(image, image.same_file_name.stem)
    }

    /// Its own name where possible, else with its id added.
    fn given(image: &LabelledImage, is_taken: bool) -> Self {
        let name = Self::plain(&image.name, &image.media_type);
        // A name that ends as if an id had been added could be given to another image later.
        if !is_taken && !ends_in_id(&name.stem) {
            return name;
        }
        let id = format!("-{}", image.image);
        let Self { stem, ending } = name.cut_to(MOST_BYTES - id.len(), SHORTEST_ENDING);
        Self { stem: stem + &id, ending }
    }

    /// Readers find and know images by their endings: one that does not fit the image is no ending.
    fn plain(name: &str, media_type: &str) -> Self {
        let name = Self::parted(name);
        let endings = MediaType::parse(media_type).map_or(&[][..], MediaType::endings);
        let own = name.ending.trim_start_matches('.');
        let named = match endings.first() {
            Some(usual) if !endings.iter().any(|ending| ending.eq_ignore_ascii_case(own)) => {
                Self { stem: name.to_string(), ending: format!(".{usual}") }
            }
            _ => name,
        };
        named.cut_to(MOST_BYTES, SHORTEST_ENDING)
    }

    /// A name that is one path segment on every system, and not too long for any.
    pub fn safe(name: &str) -> Self {
        Self::parted(name).cut_to(MOST_SAVED_BYTES, 0)
    }

    fn parted(name: &str) -> Self {
        let name = one_segment(name);
        let dot = name.rfind('.').filter(|dot| *dot > 0 && name.len() - dot <= MAX_ENDING);
        let (stem, ending) = name.split_at(dot.unwrap_or(name.len()));
        Self { stem: stem.to_owned(), ending: ending.to_owned() }
    }

    /// Leaves room for an ending of so many bytes at least.
    fn cut_to(mut self, most: usize, shortest_ending: usize) -> Self {
        let room = most - self.ending.len().max(shortest_ending);
        self.stem.truncate(self.stem.floor_char_boundary(room));
        self
    }
}

impl FileKeys {
    /// Of an image of this name and kind.
    pub fn of(name: &str, media_type: &str) -> Self {
        let file = FileName::plain(name, media_type);
        Self { whole: fingerprint(&file.to_string()), stem: fingerprint(&file.stem) }
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

/// All ids of images are derived from the command that added them.
fn ends_in_id(stem: &str) -> bool {
    let Some((_, id)) = stem.len().checked_sub(37).and_then(|at| stem.split_at_checked(at)) else {
        return false;
    };
    let id = id.strip_prefix('-').and_then(|id| Uuid::try_parse(id).ok());
    id.is_some_and(|id| id.get_version() == Some(Version::Sha1))
}

fn fingerprint(name: &str) -> i64 {
    let digest = Digest::of(file_key(name).as_bytes());
    i64::from_be_bytes(*digest.bytes().first_chunk().expect("a digest has 32 bytes"))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::{ImageId, formats::samples};

    /// Images that were added in this order.
    fn added(images: &[(&str, &str)]) -> Vec<LabelledImage> {
        let image = |(number, (name, media_type)): (u128, &(&str, &str))| LabelledImage {
            media_type: (*media_type).to_owned(),
            ..samples::image(number, name, vec![])
        };
        samples::added((1..).zip(images).map(image).collect())
    }

    fn names<const N: usize>(names: [&str; N]) -> [String; N] {
        let images = added(&names.map(|name| (name, "image/jpeg")));
        std::array::from_fn(|at| FileName::of(&images[at]).to_string())
    }

    fn with_id(stem: &str, number: u128, ending: &str) -> String {
        format!("{stem}-{}{ending}", Uuid::from_u128(number))
    }

    #[test]
    fn an_image_keeps_its_name() {
        assert_eq!(names(["a b.JPG", "ä.jpeg"]), ["a b.JPG", "ä.jpeg"]);
    }

    #[test]
    fn an_image_has_the_ending_of_what_it_is() {
        assert_eq!(names(["frame0001", "b.png", "v1.2"]), ["frame0001.jpg", "b.png.jpg", "v1.2.jpg"]);
        let of = |media_type: &str, name| FileName::of(&added(&[(name, media_type)])[0]).to_string();
        assert_eq!(
            (of("image/png", "frame0001"), of("image/png", "a.PNG")),
            ("frame0001.png".into(), "a.PNG".into())
        );
        assert_eq!((of("image/webp", "a.jpg"), of("image/tiff", "a")), ("a.jpg.webp".into(), "a".into()));
    }

    #[test]
    fn the_image_added_first_keeps_the_plain_name() {
        assert_eq!(
            names(["a.jpg", "a.jpg", "A.JPG", "b.jpg", "a.jpeg"]),
            [
                "a.jpg".to_owned(),
                with_id("a", 2, ".jpg"),
                with_id("A", 3, ".JPG"),
                "b.jpg".to_owned(),
                "a.jpeg".to_owned()
            ]
        );
    }

    #[test]
    fn names_that_a_file_system_takes_for_one_are_twins() {
        assert_eq!(
            names(["ü.jpg", "u\u{308}.jpg", "Ü.JPG"]),
            ["ü.jpg".to_owned(), with_id("u\u{308}", 2, ".jpg"), with_id("Ü", 3, ".JPG")]
        );
    }

    #[test]
    fn stems_differ_only_where_other_files_are_called_after_them() {
        let images = added(&[("x.png", "image/png"), ("x.jpg", "image/jpeg"), ("X.jpeg", "image/jpeg")]);
        let whole: Vec<_> = images.iter().map(|image| FileName::of(image).to_string()).collect();
        assert_eq!(whole, ["x.png", "x.jpg", "X.jpeg"]);
        let stems: Vec<_> = images.iter().map(|image| FileName::with_own_stem(image).to_string()).collect();
        assert_eq!(stems, ["x.png".to_owned(), with_id("x", 2, ".jpg"), with_id("X", 3, ".jpeg")]);
    }

    #[test]
    fn a_name_like_one_with_an_id_is_not_given_plain() {
        let id = Uuid::new_v5(&Uuid::nil(), b"image");
        let name = format!("a-{id}.jpg");
        let mut images = added(&[&*name, "a.jpg", "a.jpg"].map(|name| (name, "image/jpeg")));
        images[2].image = ImageId::new(id);
        let names: HashSet<_> = images.iter().map(|image| FileName::of(image).to_string()).collect();
        assert_eq!(names.len(), 3, "{names:?}");
        let other = "550e8400-e29b-41d4-a716-446655440000";
        assert_eq!(self::names([&format!("a-{other}.jpg")]), [format!("a-{other}.jpg")]);
    }

    #[test]
    fn a_name_is_cut_to_what_file_systems_take() {
        let name = format!("{}.jpg", "漢".repeat(100));
        let [first, twin] = names([&name, &name]);
        assert_eq!(first, format!("{}.jpg", "漢".repeat(83)));
        assert_eq!(twin, with_id(&"漢".repeat(71), 2, ".jpg"));
        let [without] = names([&"a".repeat(300)]);
        assert_eq!(without, format!("{}.jpg", "a".repeat(251)));
        assert_eq!(FileName::safe(&name).to_string(), format!("{}.jpg", "漢".repeat(65)));
    }

    #[test]
    fn a_name_is_never_a_path() {
        assert_eq!(
            names(["../../etc/passwd.jpg", "C:\\x.jpg", "con.jpg", "..", ".jpg", "a\u{202e}gpj.jpg"]),
            ["_.._etc_passwd.jpg", "C__x.jpg", "_con.jpg", "_.jpg", "jpg.jpg", "a_gpj.jpg"]
        );
    }
}
