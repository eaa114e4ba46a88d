//! What to do next in a set.

mod next;

use domain::Action::Read;

use crate::Access;

routes! {
    get "/image-sets/{image_set}/next" Access::Set(Read) => next::redirect;
}
