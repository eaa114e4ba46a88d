//! The bytes of images: as they came, for the screen, and as a thumbnail.

mod range;
mod serve;

use domain::Action::Read;

pub(crate) use self::serve::{disposition, serve};
use crate::Access;

routes! {
    get "/images/{image}/file" Access::Set(Read) => serve::original;
    get "/images/{image}/screen" Access::Set(Read) => serve::screen;
    get "/images/{image}/thumbnail" Access::Set(Read) => serve::thumbnail;
}
