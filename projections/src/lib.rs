//! What people see: everything here is projected from the log and can be projected again.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

#[macro_use]
pub mod contract;

mod canonical;
mod correlation;
mod log;
mod transient;
mod reading;
mod part;
mod projectors;
mod recorded;
mod statement;
mod titles;
mod views;

pub mod accounts;
pub mod annotation_types;
pub mod annotations;
pub mod export_formats;
pub mod filter;
pub mod following;
mod history;
pub mod gallery;
pub mod image_sets;
pub mod images;
pub mod inline;
pub mod kept_exports;
pub mod labelling;
pub mod names;
pub mod pace;
pub mod points;
pub mod proof;
pub mod queue;
pub mod rebuild;
pub mod registry;
pub mod snapshots;
pub mod standing;
pub mod statistics;
pub mod teams;
pub mod transfers;
pub mod verification;

pub use self::{
    correlation::{Begun, TouchedStream},
    history::{Narrowed, PartOfWhole},
    log::{Folded, Happened, Log, LogError},
    part::Part,
    reading::Reading,
    recorded::{Recorded, Via},
    statement::{Arguments, CopyFile, Row, Statement},
    transient::is_transient,
    views::Views,
};
