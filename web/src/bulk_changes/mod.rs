//! Changing many labels at once, or saying of many images that a thing is not in them: looking before, following the
//! work, what became of it, and undoing it.

mod query;
mod order;
mod put_back;
mod preview;
mod show;
mod subjects;
mod undo;

use domain::Action::Govern;

pub use self::query::order;
use crate::Access;

routes! {
    get "/image-sets/{image_set}/bulk-changes/new" Access::Set(Govern) => preview::show;
    post "/image-sets/{image_set}/bulk-changes" Access::Set(Govern) => order::post;
    get "/bulk-changes/{bulk_change}" Access::Set(Govern) => show::page;
    get "/bulk-changes/{bulk_change}/undo" Access::Set(Govern) => undo::show;
    post "/bulk-changes/{bulk_change}/undo" Access::Set(Govern) => undo::post;
}
