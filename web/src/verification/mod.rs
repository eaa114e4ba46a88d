//! Verifying: which labels one is asked about, one after the other or many of a type on one page.

mod query;
mod card;
mod choose;
mod confirm;
mod grid;
mod next;

use domain::Action::{Annotate, Read};

use crate::Access;

pub use self::query::QueueQuery;

routes! {
    get "/verification" Access::Account => choose::of_teams;
    get "/verification/next" Access::Account => next::of_teams;
    get "/image-sets/{image_set}/verification" Access::Set(Read) => choose::of_set;
    get "/image-sets/{image_set}/verification/next" Access::Set(Read) => next::of_set;
    get "/image-sets/{image_set}/grid" Access::Set(Annotate) => grid::page;
    post "/image-sets/{image_set}/grid" Access::Set(Annotate) => confirm::post;
}
