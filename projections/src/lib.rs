//! What people see: everything here is told from the log and can be told again.

mod canonical;
mod copy;
mod correlation;
mod log;
mod passing;
mod reading;
mod recorded;
mod statement;
mod titles;
mod views;

pub mod accounts;
pub mod annotation_types;
pub mod annotations;
pub mod export_formats;
pub mod following;
mod history;
pub mod gallery;
pub mod image_sets;
pub mod images;
pub mod inline;
pub mod labelling;
pub mod pace;
pub mod points;
pub mod proof;
pub mod queue;
pub mod rebuild;
pub mod sieve;
pub mod snapshots;
pub mod standing;
pub mod statistics;
pub mod teams;
pub mod transfers;
pub mod verification;

pub use self::{
    copy::Copy,
    correlation::{Begun, Touched},
    log::{Folded, Happened, Log, LogError},
    passing::passes,
    reading::Reading,
    recorded::{Recorded, Via},
    statement::{Row, Statement},
    views::Views,
};
