//! An image and the labels on it: drawing them, verifying them.

mod annotate;
mod jump;
mod labelling_data;
mod filter;
mod removal;
mod verify;
mod query;
mod whereabouts;

use domain::Action::{Govern, Read};

use crate::Access;

pub use self::{
    filter::ImageFilterForm,
    query::{ImageQuery, QueueSource},
};

routes! {
    get "/images/{image}" Access::Set(Read) => annotate::page;
    get "/images/{image}/place" Access::Set(Read) => whereabouts::place;
    get "/image-sets/{image_set}/image" Access::Set(Read) => jump::to;
    get "/images/{image}/verify" Access::Set(Read) => verify::page;
    post "/images/{image}/removal" Access::Set(Govern) => removal::remove;
    post "/images/{image}/restoration" Access::Set(Govern) => removal::restore;
}
