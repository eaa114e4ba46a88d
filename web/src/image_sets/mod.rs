//! Image sets: finding and creating them, their images, and how they are kept.

mod card;
mod create;
mod deletion;
mod explore;
mod openness;
mod page;
mod settings;
mod tags;
mod texts;
mod upload;

use domain::Action::{Contribute, Govern, Read, Restore};

use crate::Access;

pub use self::card::{SetCard, cards};

routes! {
    get "/image-sets" Access::Account => explore::show;
    post "/image-sets" Access::Account => create::post;
    get "/image-sets/new" Access::Account => create::show;
    get "/image-sets/{image_set}" Access::Set(Read) => page::show;
    get "/image-sets/{image_set}/upload" Access::Set(Contribute) => upload::show;
    post "/image-sets/{image_set}/upload" Access::Set(Contribute) => upload::post;
    get "/image-sets/{image_set}/settings" Access::Set(Contribute) => settings::show;
    post "/image-sets/{image_set}/texts" Access::Set(Contribute) => texts::post;
    post "/image-sets/{image_set}/plan" Access::Set(Contribute) => texts::plan;
    post "/image-sets/{image_set}/tags" Access::Set(Contribute) => tags::add;
    post "/image-sets/{image_set}/tags/removal" Access::Set(Contribute) => tags::remove;
    post "/image-sets/{image_set}/openness" Access::Set(Govern) => openness::post;
    post "/image-sets/{image_set}/lock" Access::Set(Govern) => openness::lock;
    post "/image-sets/{image_set}/blindness" Access::Set(Govern) => openness::blind;
    post "/image-sets/{image_set}/release" Access::Set(Govern) => deletion::release;
    post "/image-sets/{image_set}/deletion" Access::Set(Govern) => deletion::delete;
    post "/image-sets/{image_set}/restoration" Access::Set(Restore) => deletion::restore;
}
