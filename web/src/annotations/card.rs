//! A label in a list: a piece of the image with it, and what is known of it.

use commands::{CommandError, Commands};
use domain::{AccountId, AnnotationTypeId, Frame, ImageSetId, Shape, Timestamp};
use projections::annotations::LabelLine;
use uuid::Uuid;

use super::{Crop, Types};
use crate::history::Words;

#[derive(Debug, Clone)]
pub struct LabelCard {
    pub id: Uuid,
    pub revision: i32,
    pub crop: Crop,
    pub name: String,
    pub colour: &'static str,
    /// What is said of it beside its type.
    pub marks: Vec<&'static str>,
    pub image: Uuid,
    pub image_name: String,
    pub author: (String, String),
    pub drawn_at: Timestamp,
    /// Who made the present revision, if it is not the first.
    pub changed: Option<((String, String), Timestamp)>,
    /// Hidden where verification is blind and the viewer has not voted, as `rejects` are.
    pub accepts: Option<i64>,
    pub rejects: Option<i64>,
    /// Among those that are to be changed.
    pub chosen: bool,
}

/// Those of these labels that are in a set whose reader was permitted, in this order, deleted ones as they were last.
pub async fn cards(
    commands: &Commands,
    set: ImageSetId,
    ids: &[Uuid],
    seen_by: AccountId,
) -> Result<Vec<LabelCard>, CommandError> {
    let lines = commands.views().label_lines(set, ids).await?;
    let people = lines.iter().flat_map(|line| [line.author, line.revised_by]).map(AccountId::new).collect();
    let words = Words::of_people(commands, people).await?;
    let types = Types::load(commands.views()).await?;
    let mut cards: Vec<_> = lines.into_iter().map(|line| LabelCard::new(line, &types, &words)).collect();
    if !commands.seen_votes.hidden_in(seen_by, set).await?.is_none() {
        let judged = commands.seen_votes.judged(seen_by, ids).await?;
        for card in cards.iter_mut().filter(|card| !judged.contains(&card.id)) {
            (card.accepts, card.rejects) = (None, None);
        }
    }
    Ok(cards)
}

impl LabelCard {
    fn new(line: LabelLine, types: &Types, words: &Words) -> Self {
        let kind = AnnotationTypeId::new(line.annotation_type);
        let (name, colour) = (types.name(kind).to_owned(), types.colour(kind));
        let frame = Frame { width: line.width.cast_unsigned(), height: line.height.cast_unsigned() };
        let says = format!("{name} on {}", line.image_name);
        let absent = line.shape.0 == Shape::NotInImage;
        let marks = [(absent, "not in image"), (line.blurred, "blurred"), (line.concealed, "concealed")];
        let changed = (words.person(line.revised_by.into()), line.revised_at);
        Self {
            id: line.annotation,
            revision: line.revision,
            crop: Crop::around(line.image.into(), frame, &[(&line.shape.0, colour.to_owned())], says),
            name,
            colour,
            marks: marks.into_iter().filter_map(|(is, word)| is.then_some(word)).collect(),
            image: line.image,
            image_name: line.image_name,
            author: words.person(line.author.into()),
            drawn_at: line.drawn_at,
            changed: (line.revision > 1).then_some(changed),
            accepts: Some(line.accepts),
            rejects: Some(line.rejects),
            chosen: false,
        }
    }
}
