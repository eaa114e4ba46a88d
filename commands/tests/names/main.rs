//! Names once they are here: their order, what a search finds, which are one name, and what files in exports are called.

#![expect(clippy::unwrap_used, reason = "tests")]

mod exports;
mod one_name;
mod order;
mod search;

use bytes::Bytes;
use commands::jobs::JobState;
use domain::{ImageSetId, testing::ALICE};
use fixtures::{Site, arriving, caller, worker::done};
use projections::images::{ImageLine, ImagePlace};

pub async fn upload(site: &Site, set: ImageSetId, name: &str, bytes: &'static [u8]) -> uuid::Uuid {
    let file = Bytes::from_static(bytes);
    let uploaded = site.commands.intake.take_image(caller(ALICE), set, name, file).await.unwrap();
    uploaded.image.unwrap().uuid()
}

pub async fn unpack(site: &Site, set: ImageSetId, bytes: &'static [u8]) {
    let file = arriving(&Bytes::from_static(bytes));
    let job = site.commands.intake.take_archive(caller(ALICE), set, "all.zip", None, file).await.unwrap();
    let view = done(&site.commands, job).await;
    assert_eq!((view.state, view.error), (JobState::Done, None));
}

pub async fn images(site: &Site, set: ImageSetId) -> Vec<ImageLine> {
    site.commands.views().images(set, &ImagePlace::default(), 1000).await.unwrap().entries
}
