//! Labels going out: asked for, written down by a job, kept, and the same for ever.

mod content;
mod file;
mod job;
mod name;
mod request;
mod spool;
mod trouble;
mod write;

pub use self::{
    file::ExportFile,
    job::{ExportJob, register},
    request::ExportOf,
};
