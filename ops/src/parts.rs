//! What the operator decided, handed to those who must know.

use std::sync::Arc;

use commands::{
    Commands, Parts, Settings, archive,
    blobs::Blobs,
    clock::SystemClock,
    desk::Passwords,
    pictures::{self, ImageProcessor},
};
use sqlx::PgPool;
use tokio_util::task::TaskTracker;

use crate::config::{Config, Limits, Registration};

/// Everything people can do, on this database, written to through one pool and read through the other, and this storage.
pub fn commands(
    config: &Config,
    (pool, reading): (PgPool, PgPool),
    blobs: Blobs,
    tasks: TaskTracker,
) -> Commands {
    commands::start(Parts {
        pool,
        reading,
        clock: Arc::new(SystemClock),
        tasks,
        blobs,
        processor: ImageProcessor::new(pictures(&config.limits)),
        passwords: Passwords::new(),
        settings: Settings {
            base_url: config.http.origin(),
            registration: registration(config.accounts.registration),
            limits: limits(&config.limits),
        },
    })
}

fn pictures(limits: &Limits) -> pictures::ImageLimits {
    pictures::ImageLimits {
        file: limits.image_bytes,
        side: limits.image_side,
        pixels: limits.image_pixels,
        memory: limits.decoder_bytes,
    }
}

fn limits(limits: &Limits) -> commands::Limits {
    commands::Limits {
        form_bytes: limits.form_bytes,
        json_bytes: limits.json_bytes,
        image_bytes: limits.image_bytes,
        upload_bytes: limits.upload_bytes,
        upload_parts: limits.upload_parts,
        zip: archive::ArchiveLimits {
            entries: limits.zip_entries as usize,
            unpacked: limits.zip_unpacked_bytes,
            entry: limits.image_bytes,
            ratio: limits.zip_ratio.into(),
        },
        export_bytes: limits.export_bytes,
        jobs_per_account: limits.jobs_per_account,
    }
}

fn registration(registration: Registration) -> commands::Registration {
    match registration {
        Registration::Closed => commands::Registration::Closed,
        Registration::Approval => commands::Registration::Approval,
        Registration::Open => commands::Registration::Open,
    }
}
