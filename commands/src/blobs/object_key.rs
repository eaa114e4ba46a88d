//! Where an object lies; made from digests only.

use domain::Digest;
use object_store::path::Path;

/// A smaller picture made of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rendition {
    Thumbnail,
    Screen,
}

/// The address of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ObjectKey {
    /// `objects/ab/cd/<digest>`
    Object(Digest),
    /// `renditions/<digest>/<kind>`, of the object with that digest
    Rendition(Digest, Rendition),
}

impl Rendition {
    pub const ALL: [Self; 2] = [Self::Thumbnail, Self::Screen];

    pub const fn code(self) -> &'static str {
        match self {
            Self::Thumbnail => "thumbnail",
            Self::Screen => "screen",
        }
    }
}

impl ObjectKey {
    pub(super) fn path(self) -> Path {
        match self {
            Self::Object(digest) => {
                let name = digest.to_string();
                Path::from_iter(["objects", &name[..2], &name[2..4], &name])
            }
            Self::Rendition(digest, kind) => {
                Path::from_iter(["renditions", &digest.to_string(), kind.code()])
            }
        }
    }

    /// The other way round; `None` for anything that [`Self::path`] does not write.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let parts: Vec<_> = path.parts().collect();
        let place = match parts.iter().map(AsRef::as_ref).collect::<Vec<_>>()[..] {
            ["objects", _, _, name] => Self::Object(name.parse().ok()?),
            ["renditions", digest, code] => {
                let kind = Rendition::ALL.into_iter().find(|kind| kind.code() == code)?;
                Self::Rendition(digest.parse().ok()?, kind)
            }
            _ => return None,
        };
        (place.path() == *path).then_some(place)
    }
}

impl From<Digest> for ObjectKey {
    fn from(digest: Digest) -> Self {
        Self::Object(digest)
    }
}
