//! What to do next, in a set or in all sets of one's teams.

mod empty;
mod next;

use domain::Action::Read;

use crate::Access;

pub use self::next::Purpose;

routes! {
    get "/next" Access::Account => next::of_all;
    get "/image-sets/{image_set}/next" Access::Set(Read) => next::of_set;
}
