//! Importing labels from a file: looking first, telling which type is which, and what became of each line.

mod look;
mod new;
mod problems;
mod show;

use domain::Action::{Annotate, Govern};

use crate::Access;

routes! {
    get "/image-sets/{image_set}/label-imports/new" Access::Set(Annotate) => new::show;
    post "/image-sets/{image_set}/label-imports" Access::Set(Annotate) => new::post;
    get "/label-imports/{label_import}" Access::Set(Govern) => show::page;
}
