//! What to do next, in a set or in all sets of one's teams.

mod empty;
mod next;
mod purpose;
mod whence;

use domain::Action::Read;

use crate::Access;

pub use self::{
    purpose::Purpose,
    whence::{Whence, with, with_query, with_urgency},
};

// A `GET` that hands out keeps an image for whoever asks. No other site gains by sending somebody here: what it could have
// kept is little, for that person alone, and for 90 s (`ops/decisions/38-images-handed-out.md`).
routes! {
    get "/next" Access::Account => next::of_all;
    get "/image-sets/{image_set}/next" Access::Set(Read) => next::of_set;
}
