//! Pictures coming in, one by one or in archives: judged, kept, and told to the log.
//!
//! Object first, event last: the log never speaks of bytes that are not there.

mod add;
mod archive;
mod arrived;
mod disposition;
mod form;
mod form_error;
mod job;
mod looked;
mod outcome;
mod picture;
mod held;
mod stop;
mod unpack;
mod zip;

use projections::Views;

pub(crate) use self::arrived::{Arrived, Memory};
use crate::{
    blobs::Blobs, image::Images, jobs::JobOrders, pictures::ImageProcessor, settings::Limits, shared::Shared,
    transfer::Transfers,
};

/// Takes pictures into sets.
#[derive(Clone)]
pub struct Intake {
    views: Views,
    images: Images,
    transfers: Transfers,
    orders: JobOrders,
    blobs: Blobs,
    processor: ImageProcessor,
    limits: Limits,
    /// For the pictures of all uploads at once.
    memory: Memory,
}

impl Intake {
    pub(crate) fn new(shared: &Shared, images: &Images, transfers: &Transfers) -> Self {
        Self {
            views: shared.views.clone(),
            images: images.clone(),
            transfers: transfers.clone(),
            orders: shared.orders.clone(),
            blobs: shared.blobs.clone(),
            processor: shared.processor.clone(),
            limits: shared.settings.limits,
            memory: Memory::new(shared.settings.limits.upload_memory_bytes),
        }
    }

    /// For whatever else arrives in files.
    pub(crate) fn memory(&self) -> Memory {
        self.memory.clone()
    }
}

pub(crate) use self::picture::digest_of;
pub use self::{
    form_error::FormError,
    job::register,
    outcome::{Outcome, Uploaded},
    zip::ZipIntake,
};
