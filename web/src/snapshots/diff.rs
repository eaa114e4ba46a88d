//! What differs between two snapshots, or a snapshot and now.

use askama::Template;
use axum::{extract::State, response::Response};
use commands::{CommandError, Commands, SeenVotes};
use domain::{Action, ImageSetId, SnapshotId, snapshot::Selection};
use projections::{
    labelling::Cut,
    labelling::diff::{Counts, Diff, Only, Page as Part, diff_of},
    snapshots::SnapshotLine,
    standing::Standing,
};
use serde::Deserialize;

use super::entry::{Entry, entries};
use crate::{
    WebError,
    extract::{Path, Query},
    filters,
    page::{Head, Wants},
    viewer::Viewer,
};

/// Pictures on one page.
const ENTRIES: u64 = 24;

#[derive(Debug, Deserialize)]
pub struct DiffQuery {
    /// `now`, or another snapshot of the set.
    #[serde(default)]
    with: String,
    /// `added`, `removed` or `changed`.
    #[serde(default)]
    only: String,
    #[serde(default)]
    page: u64,
}

#[derive(Template)]
#[template(path = "snapshots/diff.html")]
struct Page {
    snapshot: SnapshotId,
    with: String,
    /// The older side first.
    sides: [Side; 2],
    /// Votes are hidden from whoever looks.
    hides_votes: bool,
    counts: Counts,
    entries: Vec<Entry>,
    only: Option<Only>,
    number: u64,
    more: bool,
}

/// One of the two moments that are compared.
struct Side {
    name: String,
    position: i64,
    selection: Selection,
}

/// `GET /snapshots/{snapshot}/diff`: what differs between a snapshot and now, or another snapshot.
pub async fn show(
    viewer: Viewer,
    Path(snapshot): Path<SnapshotId>,
    Query(wanted): Query<DiffQuery>,
    State(commands): State<Commands>,
    wants: Wants,
) -> Result<Response, WebError> {
    let line = commands.views().snapshot(snapshot).await?.ok_or(WebError::NotFound)?;
    let set = ImageSetId::new(line.image_set);
    let standing = commands.permissions.on_set(viewer.account, set, Action::Read).await?;
    let name = commands.views().image_set(set).await?.ok_or(WebError::NotFound)?.name;
    let head = Head::new("Compare")
        .under("/image-sets", "Image sets")
        .under(format!("/image-sets/{set}"), name)
        .under(format!("/image-sets/{set}/snapshots"), "Snapshots and exports")
        .under(format!("/snapshots/{snapshot}"), line.taken.name.as_str())
        .wide();
    let other = other_side(&commands, set, &line, &wanted.with).await?;
    let mut sides = [Side::of(&line), other];
    for side in &sides {
        SeenVotes::may_see_selected(&standing, &side.selection)?;
    }
    sides.sort_by_key(|side| side.position);
    let page = Page::load(&commands, (snapshot, &standing), sides, wanted).await?;
    wants.show(&head, &page)
}

async fn other_side(
    commands: &Commands,
    set: ImageSetId,
    this: &SnapshotLine,
    with: &str,
) -> Result<Side, CommandError> {
    let views = commands.views();
    if matches!(with, "now" | "") {
        let position = views.log().head().await?;
        return Ok(Side { name: "now".to_owned(), position, selection: this.taken.selection.clone() });
    }
    let other = with.parse().map_err(|_| CommandError::NOT_FOUND)?;
    let line = views.snapshot(other).await?.filter(|line| line.image_set == set.uuid());
    line.as_ref().map(Side::of).ok_or(CommandError::NOT_FOUND)
}

impl Page {
    async fn load(
        commands: &Commands,
        (snapshot, standing): (SnapshotId, &Standing),
        sides: [Side; 2],
        wanted: DiffQuery,
    ) -> Result<Self, CommandError> {
        let views = commands.views();
        let only =
            [Only::Added, Only::Removed, Only::Changed].into_iter().find(|only| code(*only) == wanted.only);
        let hides_votes = SeenVotes::hides(standing);
        let cut = |side: &Side| Cut::of(standing.image_set, side.position, &side.selection);
        let read = async |side: &Side| {
            let all = views.labelled(cut(side)).await?;
            Ok::<_, CommandError>(if hides_votes { all.without_votes() } else { all })
        };
        let (before, after) = (read(&sides[0]).await?, read(&sides[1]).await?);
        let number = wanted.page.min(1_000_000);
        // One more than is shown says whether there is a next page.
        let part = Part { offset: number * ENTRIES, limit: ENTRIES + 1 };
        let Diff { counts, mut changes, .. } = diff_of(before, after, part, only).await?;
        let more = changes.len() as u64 > ENTRIES;
        changes.truncate(usize::try_from(ENTRIES).unwrap_or(usize::MAX));
        let entries = entries(commands, changes).await?;
        let with = wanted.with.parse::<SnapshotId>().map_or("now".to_owned(), |other| other.to_string());
        Ok(Self { snapshot, with, sides, hides_votes, counts, entries, only, number, more })
    }

    /// Another page or another filter of this comparison.
    fn address(&self, only: Option<Only>, page: u64) -> String {
        let only = only.map(|only| format!("&only={}", code(only))).unwrap_or_default();
        let page = if page == 0 { String::new() } else { format!("&page={page}") };
        format!("/snapshots/{}/diff?with={}{only}{page}", self.snapshot, self.with)
    }

    fn lists(&self, only: Option<Only>) -> bool {
        self.only == only
    }

    fn previous(&self) -> Option<String> {
        Some(self.address(self.only, self.number.checked_sub(1)?))
    }

    fn next(&self) -> Option<String> {
        self.more.then(|| self.address(self.only, self.number + 1))
    }
}

impl Side {
    fn of(line: &SnapshotLine) -> Self {
        Self {
            name: line.taken.name.to_string(),
            position: line.taken.position,
            selection: line.taken.selection.clone(),
        }
    }
}

const fn code(only: Only) -> &'static str {
    match only {
        Only::Added => "added",
        Only::Removed => "removed",
        Only::Changed => "changed",
    }
}
