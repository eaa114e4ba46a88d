//! Exports of a set as they are listed.

use commands::{CommandError, Commands, SeenVotes};
use domain::{
    AccountId, SnapshotId, Timestamp,
    transfer::{Format, Removal, Request, Transfer},
};
use projections::{standing::Standing, transfers::TransferLine};
use uuid::Uuid;

use crate::history::Words;

/// Most that are looked at for one list.
const SOME: i64 = 100;

pub struct ExportLine {
    pub id: Uuid,
    pub format: String,
    pub of: String,
    pub at: Timestamp,
    pub by: (String, String),
    /// Bytes of the file, as long as it is kept.
    pub bytes: Option<u64>,
    /// A word for how it went, and how it is coloured.
    pub state: (&'static str, &'static str),
}

/// Newest first, as far as whoever stands so may know them; those of one snapshot, if it is named.
pub async fn exports_of(
    commands: &Commands,
    (seen_by, standing): (AccountId, &Standing),
    snapshot: Option<SnapshotId>,
) -> Result<Vec<ExportLine>, CommandError> {
    let lines = commands.views().transfers(standing.image_set, None, SOME).await?;
    let exports: Vec<_> =
        lines.into_iter().filter_map(|line| Some((line.request()?.clone(), line))).collect();
    let exports: Vec<_> = exports
        .into_iter()
        .filter(|(request, _)| snapshot.is_none() || request.snapshot == snapshot)
        .filter(|(request, _)| SeenVotes::knows_export(standing, request))
        .collect();
    let mentioned = exports.iter().map(|(request, line)| (request, line));
    let words = Words::of_exports(commands, seen_by, mentioned).await?;
    Ok(exports.iter().map(|(request, line)| ExportLine::new(request, line, &words)).collect())
}

pub fn format_name(format: Format, words: &Words) -> String {
    match format {
        Format::BuiltIn(format) => format.name().to_owned(),
        Format::Template(id) => words.export_format(id).1,
    }
}

pub fn of_what(request: &Request, words: &Words) -> String {
    match request.snapshot {
        Some(snapshot) => words.snapshot(snapshot).1,
        None => format!("position {}", request.position),
    }
}

impl ExportLine {
    fn new(request: &Request, line: &TransferLine, words: &Words) -> Self {
        Self {
            id: line.transfer,
            format: format_name(request.format, words),
            of: of_what(request, words),
            at: line.started_at,
            by: words.person(line.requested_by.into()),
            bytes: line.state.kept().map(|(_, bytes)| bytes),
            state: match line.state.0 {
                Transfer::Exported { .. } => ("ready", "good"),
                Transfer::Deleted { why: Removal::Deleted, .. } => ("deleted", ""),
                Transfer::Deleted { why: Removal::Expired, .. } => ("expired", ""),
                Transfer::Failed { .. } => ("failed", "bad"),
                _ => ("being written", "accent"),
            },
        }
    }
}
