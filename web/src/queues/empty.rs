//! When nothing is left: thanks, and what else waits.

use askama::Template;
use axum::response::Response;
use commands::Commands;
use domain::{AccountId, ImageSetId};
use projections::image_sets::SetLine;

use super::Purpose;
use crate::{
    WebError,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "queues/empty.html")]
struct EmptyQueue {
    /// `None`: in all sets.
    set: Option<SetLine>,
    purpose: Purpose,
    /// Some images are left, but others are at them.
    is_kept: bool,
    /// What else there is to do, and where; the nearest first.
    waits: Vec<(&'static str, String)>,
}

pub async fn of_set(
    commands: &Commands,
    viewer: Viewer,
    set: ImageSetId,
    purpose: Purpose,
    wants: &Wants,
) -> Result<Response, WebError> {
    let line = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?;
    let head = Head::new("Nothing left")
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", line.image_set), &line.name)
        .narrow();
    let page = EmptyQueue::load(commands, viewer.account, Some(line), purpose).await?;
    wants.show(&head, &page)
}

pub async fn of_all(
    commands: &Commands,
    viewer: Viewer,
    purpose: Purpose,
    wants: &Wants,
) -> Result<Response, WebError> {
    let page = EmptyQueue::load(commands, viewer.account, None, purpose).await?;
    wants.show(&Head::new("Nothing left").narrow(), &page)
}

impl EmptyQueue {
    async fn load(
        commands: &Commands,
        by: AccountId,
        set: Option<SetLine>,
        purpose: Purpose,
    ) -> Result<Self, WebError> {
        let here = set.as_ref().map(|line| ImageSetId::new(line.image_set));
        let mut waits = Vec::new();
        for (of, work) in [(here, purpose.other()), (None, purpose), (None, purpose.other())] {
            let is_new = waits.iter().all(|(_, known)| *known != address(of, work));
            let is_elsewhere = of.is_some() || here.is_some() || work != purpose;
            if is_new && is_elsewhere && commands.queue.is_any_left(by, of, &work.work(by)).await? {
                waits.push((words(of, work), address(of, work)));
            }
        }
        let is_kept = commands.queue.is_any_left(by, here, &purpose.work(by)).await?;
        Ok(Self { set, purpose, is_kept, waits })
    }
}

fn address(set: Option<ImageSetId>, purpose: Purpose) -> String {
    let word = purpose.word();
    set.map_or_else(|| format!("/next?to={word}"), |set| format!("/image-sets/{set}/next?to={word}"))
}

const fn words(set: Option<ImageSetId>, purpose: Purpose) -> &'static str {
    match (set, purpose) {
        (Some(_), Purpose::Label) => "Label images of this set",
        (Some(_), Purpose::Verify) => "Verify labels of this set",
        (None, Purpose::Label) => "Label images of all your teams",
        (None, Purpose::Verify) => "Verify labels of all your teams",
    }
}
