//! What the conditions of `domain::filter` mean in the views.

mod image;
mod label;
mod scope;
mod sql;

pub use self::scope::Scope;
pub(crate) use self::{
    image::from_images,
    label::{Joins, count_labels, disagreed, from_labels, labels_meet, net},
};
