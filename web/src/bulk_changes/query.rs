//! What is to be done to which labels or images, as a form or an address says it; and as words.

use commands::{
    CommandError,
    bulk_change::{BulkAction, Which},
};
use domain::{
    AccountId, AnnotationId, ImageSetId,
    filter::{FilterQuery, IMAGE_KEYS, Unreadable, value_of},
};

use crate::{
    annotations::{LabelQuery, Types},
    filters::counted,
    images::ImageQuery,
};

/// What was asked for, with the pairs that say it once more.
#[derive(Debug, Clone)]
pub struct BulkChangeQuery {
    pub which: Which,
    pub action: BulkAction,
    pub pairs: Vec<(String, String)>,
    /// The list that was chosen from, and what is in it.
    pub list: (String, &'static str),
}

impl BulkChangeQuery {
    pub fn of(set: ImageSetId, by: AccountId, pairs: &[(String, String)]) -> Result<Self, CommandError> {
        let (labels, action) = (LabelQuery::of(pairs), action(value_of(pairs, "do"))?);
        let to_labels =
            || (format!("/image-sets/{set}/annotations?{}", labels.from_the_beginning()), "Labels");
        let (which, list) = match value_of(pairs, "which") {
            "filter" => (Which::Filter(labels.filter(by)?), to_labels()),
            "chosen" => (Which::Chosen(chosen(pairs)?), to_labels()),
            "images" => {
                let conditions = FilterQuery::of(IMAGE_KEYS, pairs);
                let filter = conditions.filter(by).map_err(unreadable)?;
                (Which::Images(filter), (ImageQuery::with(conditions).to_list(set), "Images"))
            }
            _ => return Err(CommandError::invalid("which", "say which labels are meant")),
        };
        let said = |(name, _): &&(String, String)| !["command", "seen"].contains(&name.as_str());
        Ok(Self { which, action, pairs: pairs.iter().filter(said).cloned().collect(), list })
    }
}

fn unreadable(Unreadable { field, .. }: Unreadable) -> CommandError {
    CommandError::invalid(field, "this condition on images cannot be read")
}

fn chosen(pairs: &[(String, String)]) -> Result<Vec<(AnnotationId, u32)>, CommandError> {
    let labels = pairs.iter().filter(|(name, _)| name == "label").map(|(_, value)| {
        let (id, revision) = value.split_once('.')?;
        Some((id.parse().ok()?, revision.parse().ok()?))
    });
    let labels: Option<Vec<_>> = labels.collect();
    labels.ok_or_else(|| CommandError::invalid("label", "the chosen labels cannot be read"))
}

fn action(text: &str) -> Result<BulkAction, CommandError> {
    let mark = |value: &str| match value {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let found = match text.split_once(':') {
        None if text == "delete" => Some(BulkAction::Delete),
        None if text == "reset_votes" => Some(BulkAction::ResetVotes),
        Some(("retype", id)) => id.parse().ok().map(|annotation_type| BulkAction::Retype { annotation_type }),
        Some(("not_in_image", id)) => {
            id.parse().ok().map(|annotation_type| BulkAction::NotInImage { annotation_type })
        }
        Some(("blurred", is)) => mark(is).map(|is| BulkAction::Mark { blurred: Some(is), concealed: None }),
        Some(("concealed", is)) => mark(is).map(|is| BulkAction::Mark { blurred: None, concealed: Some(is) }),
        _ => None,
    };
    found.ok_or_else(|| CommandError::invalid("do", "say what is to be done with the labels"))
}

/// `Delete 3 labels`
pub fn order(action: BulkAction, subjects: usize, types: &Types) -> String {
    let count = |noun| counted(i64::try_from(subjects).unwrap_or(i64::MAX), noun);
    let many = count("label");
    match action {
        BulkAction::Delete => format!("Delete {many}"),
        BulkAction::Retype { annotation_type } => format!("Change {many} to {}", types.name(annotation_type)),
        BulkAction::Mark { blurred, concealed } => format!("Mark {many} as {}", marks(blurred, concealed)),
        BulkAction::ResetVotes => format!("Reset the votes on {many}"),
        BulkAction::NotInImage { annotation_type } => {
            format!("Mark {} as not in image on {}", types.name(annotation_type), count("image"))
        }
    }
}

/// What becomes of them, for those who are about to do it.
pub const fn consequence(action: BulkAction) -> &'static str {
    match action {
        BulkAction::Delete => "They are gone from pages and exports, but kept in the record.",
        BulkAction::Retype { .. } | BulkAction::Mark { .. } => {
            "Each becomes a new revision of yours, and votes on it start over."
        }
        BulkAction::ResetVotes => {
            "The labels stay as they are. Votes of others end, and points that came from them; the own accept of \
             whoever made the revision stays."
        }
        BulkAction::NotInImage { .. } => {
            "Each gets a label of yours that says so. Images that somebody labels meanwhile are left alone."
        }
    }
}

fn marks(blurred: Option<bool>, concealed: Option<bool>) -> String {
    let marks = [(blurred, "blurred"), (concealed, "concealed")]
        .into_iter()
        .filter_map(|(is, word)| is.map(|is| if is { word.to_owned() } else { format!("not {word}") }));
    marks.collect::<Vec<_>>().join(" and ")
}
