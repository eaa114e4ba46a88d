//! What happened: to an image, a label, a set, and through a person; and what an image looked like then.

mod annotation;
mod image;
mod image_set;
mod joined;
mod kind;
mod person;
mod picture;
mod restoration;
mod sentence;
mod timeline;
mod whole;
mod words;

use domain::Action::Read;

pub use self::{
    sentence::{Sentence, sentence},
    timeline::{Day, by_day},
    words::Words,
};
use crate::Access;

routes! {
    get "/images/{image}/history" Access::Set(Read) => image::page;
    get "/annotations/{annotation}/history" Access::Set(Read) => annotation::page;
    post "/annotations/{annotation}/restoration" Access::EditAnnotation => restoration::post;
    get "/image-sets/{image_set}/history" Access::Set(Read) => image_set::page;
    get "/people/{person}" Access::Account => person::page;
}
