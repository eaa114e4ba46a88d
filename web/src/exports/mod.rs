//! Exports: asking for them, following them, the finished file, and deleting it.

mod file;
mod format;
mod kept;
mod list;
mod request;
mod show;

use domain::Action::Export;

pub use self::{
    format::{Formats, choices},
    list::{ExportLine, exports_of},
};
use crate::Access;

routes! {
    post "/image-sets/{image_set}/exports" Access::Set(Export) => request::of_set;
    post "/snapshots/{snapshot}/exports" Access::Set(Export) => request::of_snapshot;
    get "/exports/{export}" Access::Set(Export) => show::show;
    post "/exports/{export}/deletion" Access::DeleteExport => kept::delete;
    post "/exports/{export}/repetitions" Access::Set(Export) => kept::again;
    get "/exports/{export}/file" Access::Set(Export) => file::download;
}
