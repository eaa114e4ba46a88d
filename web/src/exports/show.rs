//! An export: how far it is, and its file.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{Commands, SeenVotes};
use domain::{
    Action, ImageSetId, Timestamp, TransferId,
    formats::Loss,
    transfer::{Format, Removal, Transfer},
};
use projections::{image_sets::SetLine, transfers::TransferLine};

use super::list::{format_name, of_what};
use crate::{
    WebError,
    extract::Path,
    filters,
    history::Words,
    page::{Head, Wants},
    viewer::Viewer,
};

#[derive(Template)]
#[template(path = "exports/show.html")]
struct Page {
    line: TransferLine,
    set: SetLine,
    format: String,
    of: String,
    /// Where the labels come from: a snapshot, or the set.
    source: String,
    position: i64,
    by: (String, String),
    lost: Vec<String>,
    /// Whether the viewer may end the job.
    cancels: bool,
    /// Whether the viewer may delete the file.
    deletes: bool,
    /// A team's own, which may write down the id of the export.
    own_format: bool,
    /// Until when it is kept.
    kept_until: Option<Timestamp>,
    viewer: Viewer,
}

/// `GET /exports/{export}`
pub async fn show(
    viewer: Viewer,
    Path(export): Path<TransferId>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let views = commands.views();
    let line = views.transfer(export).await?.ok_or(WebError::NotFound)?;
    let set = ImageSetId::new(line.image_set);
    let standing = commands.permissions.on_set(viewer.account, set, Action::Export).await?;
    let request = line.request().ok_or(WebError::NotFound)?.clone();
    SeenVotes::may_see_export(&standing, &request)?;
    let words = Words::of_exports(&commands, viewer.account, [(&request, &line)]).await?;
    let set = views.image_set(set).await?.ok_or(WebError::NotFound)?;
    let page = Page {
        own_format: matches!(request.format, Format::Template(_)),
        format: format_name(request.format, &words),
        of: of_what(&request, &words),
        source: request
            .snapshot
            .map_or(format!("/image-sets/{}", set.image_set), |id| format!("/snapshots/{id}")),
        position: request.position,
        by: words.person(line.requested_by.into()),
        lost: lost(&line.state),
        cancels: commands.cancellations.may_cancel(viewer.account, export.uuid()).await?,
        deletes: commands.exports.may_delete(viewer.account, &line).await?,
        kept_until: commands.exports.kept_until(&line),
        viewer,
        line,
        set,
    };
    let snapshots = format!("/image-sets/{}/snapshots", page.set.image_set);
    let head = Head::new(format!("{} export", page.format))
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{}", page.set.image_set), &page.set.name)
        .under(snapshots, "Snapshots and exports");
    wants.show(&head, &page)
}

/// What the format could not carry, as sentences.
fn lost(transfer: &Transfer) -> Vec<String> {
    let (Transfer::Exported { left_out, .. } | Transfer::Deleted { left_out, .. }) = transfer else {
        return vec![];
    };
    let words = |code: &str| Loss::from_code(code).map_or_else(|| code.to_owned(), Loss::sentence);
    left_out.iter().map(|(code, count)| format!("{count} {}", words(code))).collect()
}
