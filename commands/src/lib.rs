//! What people can do.

mod appender;
mod cache;
mod caller;
mod commands;
mod entry;
mod error;
pub mod event_sourced;
mod execute;
mod failure;
mod listening;
mod live;
mod locks;
mod lost;
mod permit;
mod presence;
mod queue;
mod session_cache;
mod settings;
mod store;

mod account;
mod annotation;
mod annotation_type;
mod copying;
mod export_format;
mod image;
mod image_set;
mod snapshot;
mod team;
mod transfer;

pub mod archive;
pub mod blobs;
pub mod bulk_change;
pub mod chance;
pub mod clock;
pub mod desk;
pub mod export;
pub mod fsck;
pub mod ids;
pub mod intake;
pub mod jobs;
pub mod pictures;
pub mod second_reader;
pub mod undo;

pub use self::{
    annotation::{ChangeAnnotation, DrawAnnotation, Labelled},
    caller::Caller,
    commands::{Commands, Parts},
    copying::{Copied, CopyAnnotations, LeftOut},
    entry::NewToken,
    error::{CommandError, Refused},
    execute::Receipt,
    listening::{Credential, Listening},
    queue::{After, Handed, QueueTask},
    settings::{Limits, Registration, Settings},
    snapshot::Checked,
};
