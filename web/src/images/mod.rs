//! An image and the labels on it: drawing them, verifying them, seeing those of others appear.

mod annotate;
mod bench;
mod filter;
mod live;
mod removal;
mod verify;
mod way;

use domain::Action::{Govern, Read};

use crate::Access;

pub use self::{filter::Filter, way::Way};

routes! {
    get "/images/{image}" Access::Set(Read) => annotate::page;
    get "/images/{image}/verify" Access::Set(Read) => verify::page;
    get "/images/{image}/live" Access::Set(Read) => live::follow;
    post "/images/{image}/removal" Access::Set(Govern) => removal::remove;
    post "/images/{image}/restoration" Access::Set(Govern) => removal::restore;
}
