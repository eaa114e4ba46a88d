//! Labels as every page draws them: in the picture, in the list, as a crop, and as the live feed tells them.

mod card;
mod conditions;
mod crop;
mod label;
mod list;
mod said;
mod shape;
mod types;
mod query;

use domain::Action::Read;

pub use self::{
    card::{LabelCard, cards},
    crop::{Crop, Mark},
    label::Label,
    query::LabelQuery,
    said::{Erased, Said},
    shape::ShapeSvg,
    types::{TypeChoice, Types},
};
use crate::Access;

routes! {
    get "/image-sets/{image_set}/annotations" Access::Set(Read) => list::show;
}
