//! The bytes of images: as they came, for the screen, and as a thumbnail; those of a set as an archive.

mod archive;
mod serve;

use domain::Action::Read;

pub(crate) use self::serve::streamed;
use crate::Access;

routes! {
    get "/images/{image}/file" Access::Set(Read) => serve::original;
    get "/images/{image}/screen" Access::Set(Read) => serve::screen;
    get "/image-sets/{image_set}/archive" Access::Set(Read) => archive::download;
    get "/images/{image}/thumbnail" Access::Set(Read) => serve::thumbnail;
}
