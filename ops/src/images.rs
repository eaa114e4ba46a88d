//! `annals images`: all images of a set as a zip archive, without a browser.

use domain::{Action, ImageSetId};
use futures::stream;
use http::HeaderMap;
use serde_json::json;

use crate::{
    Failure,
    cli::ImagesOptions,
    config::Config,
    output::{Output, refused},
    site::Site,
    target::Target,
};

pub async fn run(config: Config, what: ImagesOptions, out: Output) -> Result<(), Failure> {
    let target = Target::of(what.out.as_deref())?;
    let site = Site::join(&config).await?;
    let outcome = write(&site, &what, &target, out).await;
    site.close().await;
    outcome
}

async fn write(site: &Site, what: &ImagesOptions, target: &Target, out: Output) -> Result<(), Failure> {
    let person = site.person(&what.by).await?;
    let set = ImageSetId::new(what.image_set);
    site.commands.permissions.on_set(person.account, set, Action::Read).await.map_err(refused)?;
    let archive = site.commands.image_archives.of_set(set).await?;
    let whole = site.commands.image_archives.download(&archive, &HeaderMap::new());
    let chunks = whole.into_body().unwrap_or_else(|| Box::pin(stream::empty()));
    let place = target.write(&archive.file_name, chunks).await?;
    let (images, bytes) = (archive.images(), archive.bytes());
    let text = format!("{} ({images} images, {bytes} bytes)", place.display());
    target.say(out, &text, &json!({ "file": place, "images": images, "bytes": bytes }));
    Ok(())
}
