//! Labels as every page draws them: in the picture, in the list, as a crop, and as the live feed tells them.

mod crop;
mod label;
mod said;
mod shape;
mod types;

pub use self::{
    crop::{Crop, Mark},
    label::Label,
    said::{Erased, Said},
    shape::ShapeSvg,
    types::{Choice, Types},
};
