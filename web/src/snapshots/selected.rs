//! Which labels belong to a snapshot: from the form, and in words.

use std::collections::HashMap;

use commands::CommandError;
use domain::snapshot::Selection;

use crate::annotations::Types;

/// Everything that was typed, by the name of the field.
pub type Fields = HashMap<String, String>;

/// What the form asks for. Types have a field each, because a field can be there only once.
pub fn selection(fields: &Fields) -> Result<Selection, CommandError> {
    let ids = fields.keys().filter_map(|field| field.strip_prefix("type-")?.parse().ok());
    Ok(Selection {
        annotation_types: ids.collect(),
        images: vec![],
        min_verifications: number(fields, "min_verifications")?,
        min_votes_by_others: number(fields, "min_votes_by_others")?.unwrap_or_default(),
        include_blurred: fields.contains_key("include_blurred"),
        include_concealed: fields.contains_key("include_concealed"),
    })
}

fn number<N: std::str::FromStr>(fields: &Fields, field: &'static str) -> Result<Option<N>, CommandError> {
    match fields.get(field).map_or("", |typed| typed.trim()) {
        "" => Ok(None),
        typed => {
            typed.parse().map(Some).map_err(|_| CommandError::invalid(field, "this must be a whole number"))
        }
    }
}

/// The selection as one reads it: "labels of ball and post, accepted by at least 1 other person".
pub fn words(selection: &Selection, types: &Types) -> String {
    let names: Vec<_> = selection.annotation_types.iter().map(|id| types.name(*id)).collect();
    let of =
        if names.is_empty() { "all labels".to_owned() } else { format!("labels of {}", names.join(", ")) };
    let mut words = vec![of];
    if let Some(least) = selection.min_verifications {
        words.push(format!("at least {least} more accepts than rejects"));
    }
    match selection.min_votes_by_others {
        0 => {}
        1 => words.push("accepted by at least 1 other person".to_owned()),
        others => words.push(format!("accepted by at least {others} other people")),
    }
    if !selection.include_blurred {
        words.push("without blurred ones".to_owned());
    }
    if !selection.include_concealed {
        words.push("without concealed ones".to_owned());
    }
    if !selection.images.is_empty() {
        words.push(format!("on {} chosen images", selection.images.len()));
    }
    words.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_form_selects_all_but_marked_labels() {
        let selection = selection(&Fields::new()).unwrap();
        assert_eq!(
            words(&selection, &Types::default()),
            "all labels, without blurred ones, without concealed ones"
        );
    }

    #[test]
    fn what_is_no_number_is_said_at_its_field() {
        let fields = Fields::from([("min_votes_by_others".to_owned(), "-1".to_owned())]);
        let CommandError::Refused(refused) = selection(&fields).unwrap_err() else { panic!("a refusal") };
        assert_eq!(refused.field, Some("min_votes_by_others"));
    }
}
