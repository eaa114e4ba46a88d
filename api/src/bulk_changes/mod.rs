//! One change to many labels, or many images said to be without a thing; and undoing it.

pub mod filter;
pub mod images;
pub mod list;
pub mod order;
pub mod show;
pub mod undo;

use std::collections::BTreeMap;

use axum::{Json, http::StatusCode};
use commands::bulk_change::{self, BulkAction, Which};
use domain::{AnnotationId, AnnotationTypeId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use self::{filter::Filter, images::ImageFilter};
use crate::Problem;

/// What is done to each label: `{"do": "delete"}`, `{"do": "reset_votes"}`, `{"do": "retype", "annotation_type": ID}`, or
/// `{"do": "mark", "blurred": true}`. To each image that has no label of the type: `{"do": "not_in_image",
/// "annotation_type": ID}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "do", deny_unknown_fields)]
pub enum Change {
    Delete {},
    Retype {
        annotation_type: Uuid,
    },
    /// What is left out stays.
    Mark {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        blurred: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        concealed: Option<bool>,
    },
    /// Votes of others end; the labels stay as they are.
    ResetVotes {},
    /// Draws the label *not in image* on images.
    NotInImage {
        annotation_type: Uuid,
    },
}

/// A label at the revision that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    annotation: Uuid,
    revision: u32,
}

/// Why a label, or an image, stayed as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Refusal {
    /// The annotation; where none was to be changed, the image.
    subject: Uuid,
    code: String,
    detail: String,
    /// Who changed it since, where that is why.
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<Uuid>,
    /// What stands in the way, for example the similar annotation.
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<Uuid>,
}

/// What became of the labels, or images.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Report {
    done: u64,
    /// Was so already.
    unchanged: u64,
    refused: u64,
    /// How many were refused, by code.
    reasons: BTreeMap<String, u64>,
    /// The first 1,000 of them.
    refusals: Vec<Refusal>,
}

/// A bulk change that was ordered. The job that does it has the same id.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrderedBulkChange {
    bulk_change: Uuid,
    job: Uuid,
}

fn ordered(id: Uuid) -> (StatusCode, Json<OrderedBulkChange>) {
    (StatusCode::ACCEPTED, Json(OrderedBulkChange { bulk_change: id, job: id }))
}

/// Labels chosen one by one, labels that a filter finds, or images.
fn which(
    annotations: Option<Vec<Chosen>>,
    filter: Option<Filter>,
    images: Option<ImageFilter>,
) -> Result<Which, Problem> {
    match (annotations, filter, images) {
        (Some(annotations), None, None) => {
            let chosen = annotations.into_iter().map(|of| (AnnotationId::new(of.annotation), of.revision));
            Ok(Which::Chosen(chosen.collect()))
        }
        (None, Some(filter), None) => Ok(Which::Filter(filter.into())),
        (None, None, Some(images)) => Ok(Which::Images(images.into())),
        _ => Err(Problem::invalid("filter", "name either annotations, a filter, or images")),
    }
}

impl From<Change> for BulkAction {
    fn from(change: Change) -> Self {
        match change {
            Change::Delete {} => Self::Delete,
            Change::Retype { annotation_type } => {
                Self::Retype { annotation_type: AnnotationTypeId::new(annotation_type) }
            }
            Change::Mark { blurred, concealed } => Self::Mark { blurred, concealed },
            Change::ResetVotes {} => Self::ResetVotes,
            Change::NotInImage { annotation_type } => {
                Self::NotInImage { annotation_type: AnnotationTypeId::new(annotation_type) }
            }
        }
    }
}

impl From<BulkAction> for Change {
    fn from(action: BulkAction) -> Self {
        match action {
            BulkAction::Delete => Self::Delete {},
            BulkAction::Retype { annotation_type } => {
                Self::Retype { annotation_type: annotation_type.uuid() }
            }
            BulkAction::Mark { blurred, concealed } => Self::Mark { blurred, concealed },
            BulkAction::ResetVotes => Self::ResetVotes {},
            BulkAction::NotInImage { annotation_type } => {
                Self::NotInImage { annotation_type: annotation_type.uuid() }
            }
        }
    }
}

impl From<bulk_change::Report> for Report {
    fn from(report: bulk_change::Report) -> Self {
        let refused = report.refused();
        let bulk_change::Report { done, unchanged, reasons, refusals } = report;
        Self {
            done,
            unchanged,
            refused,
            reasons,
            refusals: refusals.into_iter().map(Refusal::from).collect(),
        }
    }
}

impl From<bulk_change::ItemRefusal> for Refusal {
    fn from(refusal: bulk_change::ItemRefusal) -> Self {
        let bulk_change::ItemRefusal { subject, code, reason, by, other } = refusal;
        Self { subject, code, detail: reason, by: by.map(Uuid::from), other }
    }
}
