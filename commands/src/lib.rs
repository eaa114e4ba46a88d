//! What people can do.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

mod appender;
mod cache;
mod caller;
mod cookie;
mod error;
pub mod event_sourced;
mod execute;
mod failure;
mod listening;
mod live;
mod locks;
mod lost;
mod on_image;
mod permit;
mod presence;
mod password_problem;
mod queue;
mod seen_votes;
mod services;
mod session_cache;
mod settings;
mod shared;
mod start;
mod store;

mod account;
mod annotation;
mod annotation_type;
mod cancellation;
mod copying;
mod done;
mod drawing;
mod effort;
mod erasing;
mod export_format;
mod image;
mod image_archive;
mod image_files;
mod image_set;
mod key_map;
mod person;
mod session;
mod snapshot;
mod team;
mod token;
mod transfer;

pub mod archive;
pub mod blobs;
pub mod bulk_change;
pub mod chance;
pub mod clock;
pub mod desk;
pub mod download;
pub mod export;
pub mod fsck;
pub mod ids;
pub mod intake;
pub mod jobs;
pub mod label_import;
pub mod pictures;
pub mod second_reader;
pub mod security;
pub mod undo;

pub use self::{
    annotation::{ChangeAnnotation, DrawAnnotation, Labelled},
    caller::Caller,
    cookie::cookie,
    copying::{Copied, CopyAnnotations, LeftOut},
    drawing::{DrawOn, Drawn, MOST_DRAWN},
    erasing::{EraseAnnotation, Erased, MOST_ERASED},
    error::{CommandError, Refused},
    execute::Receipt,
    listening::{Credential, Listening},
    permit::{Permissions, team_role},
    queue::{After, Handed, QueueTask},
    seen_votes::SeenVotes,
    services::{Commands, Services},
    session::{Browser, Opened},
    settings::{Limits, Registration, Settings},
    snapshot::Checked,
    start::{Parts, start},
    token::NewToken,
};
