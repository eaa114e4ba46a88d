//! One change to many labels, or many images said to be without a thing: asked for with what exactly is meant, done by
//! a job, image by image.
//!
//! What is meant is settled before the job begins: the labels and the revisions that were seen, or the images. What is
//! asked of one image's labels is carried out together, with one append, and each of it is decided for itself. A job that
//! is run again after a crash finds in the log what it did, and does nothing twice; all of it is one correlation, by which
//! the whole is undone (`undo`).
//!
//! An image of which somebody has said something since is left alone by the image's own rule: the new label would be
//! like another one, or say the opposite.

mod batch;
mod job;
mod report;
mod request;
mod settle;
mod show;
mod subject;

use domain::{
    AnnotationId, AnnotationTypeId,
    filter::{ImageFilter, LabelFilter},
};
use projections::annotations::Target;
use serde::{Deserialize, Serialize};

use projections::Views;

use crate::{
    annotation_type::AnnotationTypes, execute::Executor, jobs::JobOrders, permit::Permissions, shared::Shared,
};

/// Previews bulk changes, orders them, and does them.
#[derive(Clone)]
pub struct BulkChanges {
    executor: Executor,
    views: Views,
    permissions: Permissions,
    types: AnnotationTypes,
    orders: JobOrders,
}

impl BulkChanges {
    pub(crate) fn new(shared: &Shared, types: &AnnotationTypes) -> Self {
        Self {
            executor: shared.executor.clone(),
            views: shared.views.clone(),
            permissions: shared.permissions.clone(),
            types: types.clone(),
            orders: shared.orders.clone(),
        }
    }
}

pub(crate) use self::report::{Retries, by_job, later};
pub use self::{
    job::{BulkChange, register},
    report::{ItemRefusal, Report},
    request::{Preview, PreviewDigest},
    settle::MOST_CHOSEN,
    show::{Ordered, What},
    subject::Subject,
};

/// What is done to each of the labels, or images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum BulkAction {
    Delete,
    Retype {
        annotation_type: AnnotationTypeId,
    },
    /// What is not named stays.
    Mark {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        blurred: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        concealed: Option<bool>,
    },
    ResetVotes,
    /// Says of an image that the thing is not in it: draws the label *not in image*.
    NotInImage {
        annotation_type: AnnotationTypeId,
    },
}

/// Which labels, or images, are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// Chosen one by one, at the revisions that were seen.
    Chosen(Vec<(AnnotationId, u32)>),
    /// All that a filter finds. One that finds everything is none.
    Filter(LabelFilter),
    /// Images that meet a filter, as far as they are without a label of the type.
    Images(ImageFilter),
}

impl BulkAction {
    /// Whether a label is so already.
    fn is_done(self, label: &Target) -> bool {
        match self {
            Self::Delete | Self::NotInImage { .. } => false,
            Self::Retype { annotation_type } => label.annotation_type == annotation_type.uuid(),
            Self::Mark { blurred, concealed } => {
                blurred.is_none_or(|is| is == label.blurred)
                    && concealed.is_none_or(|is| is == label.concealed)
            }
            Self::ResetVotes => !label.judged,
        }
    }
}
