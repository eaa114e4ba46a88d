//! Undoing by correlation: a gesture, an import, a bulk change, or an undo of one of them.
//!
//! Nothing is taken out of the log; for every fact there is a command that leads back. What each of them is, or why there
//! is none, the domain says (`domain/src/image/undo.rs`); those of one image are carried out with one append.
//!
//! - [`Undos::plan`] is the dry run: what would be undone, and what would be left alone and why.
//! - [`Undos::request`] orders a job that does it; its id is also the correlation of the facts that follow, so
//!   an undo is undone in the same way. Its [`Report`](crate::bulk_change::Report) is the job's result, and its page is
//!   that of a bulk change, `/bulk-changes/{job}`.
//!
//! Who undoes needs, now, the right to every command that is sent. What others did, or a job, asks for the right to
//! govern the image set besides.

mod batch;
mod job;
mod plan;
mod step;

use projections::Views;

use crate::{
    annotation_type::AnnotationTypes, execute::Executor, jobs::JobOrders, permit::Permissions, shared::Shared,
};

/// Plans, orders and does undos.
#[derive(Clone)]
pub struct Undos {
    views: Views,
    permissions: Permissions,
    executor: Executor,
    types: AnnotationTypes,
    orders: JobOrders,
}

impl Undos {
    pub(crate) fn new(shared: &Shared, types: &AnnotationTypes) -> Self {
        Self {
            views: shared.views.clone(),
            permissions: shared.permissions.clone(),
            executor: shared.executor.clone(),
            types: types.clone(),
            orders: shared.orders.clone(),
        }
    }
}

pub use self::{
    job::{Undo, register},
    plan::{LeftAlone, PutBack, UndoPlan},
};
