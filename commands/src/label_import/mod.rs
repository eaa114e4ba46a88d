//! Labels coming in from a file: looked at first, then drawn by a job, image by image, each line answered for itself.
//!
//! What a file calls images and annotation types is matched with those of the set and of the site. The labels are those of
//! whoever imports them. One that is there already is left alone, so a file that is imported twice adds nothing. All of an
//! import is one correlation, by which it is undone (`undo`).

mod file;
mod form;
mod image_names;
mod job;
mod look;
mod plan;
mod report;
mod request;
mod show;

use std::collections::BTreeMap;

use domain::{AnnotationTypeId, formats::BuiltIn};
use projections::Views;
use serde::{Deserialize, Serialize};

pub use self::{
    file::ArrivedFile,
    form::{LabelForm, chosen, guess, readable},
    job::{LabelImport, register},
    look::{FoundType, Look, SampleImage, SampleLabel},
    report::{LineProblem, Report},
    show::OrderedImport,
};
use crate::{
    annotation_type::AnnotationTypes,
    blobs::Blobs,
    execute::Executor,
    intake::{Intake, Memory},
    jobs::JobOrders,
    permit::Permissions,
    shared::Shared,
    transfer::Transfers,
};

/// Most bytes of a file of labels.
pub const MOST_BYTES: u64 = 64 << 20;

/// A file of labels, and how it is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelFile {
    /// One of those that can be read.
    #[serde(with = "code")]
    pub format: BuiltIn,
    /// As people know it.
    pub name: String,
    /// What the file calls a type, and which it is here; none: its labels are left out. Types that are not named here are
    /// those of the same name.
    pub types: BTreeMap<String, Option<AnnotationTypeId>>,
}

/// Looks at files of labels, orders their import, and does it.
#[derive(Clone)]
pub struct LabelImports {
    executor: Executor,
    views: Views,
    permissions: Permissions,
    types: AnnotationTypes,
    orders: JobOrders,
    blobs: Blobs,
    transfers: Transfers,
    memory: Memory,
}

impl LabelImports {
    pub(crate) fn new(
        shared: &Shared,
        types: &AnnotationTypes,
        transfers: &Transfers,
        intake: &Intake,
    ) -> Self {
        Self {
            executor: shared.executor.clone(),
            views: shared.views.clone(),
            permissions: shared.permissions.clone(),
            types: types.clone(),
            orders: shared.orders.clone(),
            blobs: shared.blobs.clone(),
            transfers: transfers.clone(),
            memory: intake.memory(),
        }
    }
}

/// A format as it is stored with a job.
mod code {
    use domain::formats::BuiltIn;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
    pub fn serialize<S: Serializer>(format: &BuiltIn, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(format.code())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<BuiltIn, D::Error> {
        let code = String::deserialize(from)?;
        BuiltIn::from_code(&code).ok_or_else(|| D::Error::custom(format!("there is no format {code}")))
    }
}
