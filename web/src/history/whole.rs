//! What belongs to a bulk change, an import, an upload or an undo, told as one line.

use std::collections::HashMap;

use commands::{CommandError, Commands};
use domain::{AccountId, Fact, ImageSetId, Shape, image::Event};
use projections::{PartOfWhole, Recorded, Via};
use uuid::Uuid;

use super::{Sentence, Words};
use crate::filters::counted;

/// How many facts belong together, by what the facts on a page stand for.
#[derive(Debug, Default)]
pub struct Wholes {
    parts: HashMap<Uuid, Vec<PartOfWhole>>,
    /// Whose wholes the viewer may look into.
    opens: Opens,
}

#[derive(Debug, Clone, Copy, Default)]
pub enum Opens {
    #[default]
    None,
    Own(AccountId),
    All,
}

impl Wholes {
    /// Of facts that each stand for a whole, in one set or wherever they are.
    pub async fn load(
        commands: &Commands,
        facts: &[Recorded],
        set: Option<ImageSetId>,
        opens: Opens,
    ) -> Result<Self, CommandError> {
        let of: Vec<Uuid> =
            facts.iter().filter(|fact| fact.is_part()).map(|fact| fact.correlation.uuid()).collect();
        let mut parts: HashMap<Uuid, Vec<PartOfWhole>> = HashMap::new();
        for part in commands.views().parts_of_wholes(&of, set).await? {
            parts.entry(part.correlation).or_default().push(part);
        }
        Ok(Self { parts, opens })
    }

    /// What was done in all, if a fact stands for more than itself.
    pub fn sentence(&self, recorded: &Recorded, words: &Words) -> Option<Sentence> {
        let parts = self.parts.get(&recorded.correlation.uuid()).filter(|_| recorded.is_part())?;
        let own = parts.iter().filter(|part| part.account == recorded.account.uuid());
        let said: Vec<_> = own.filter_map(|part| say(part, &recorded.fact, words)).collect();
        if said.is_empty() {
            return None;
        }
        let how = match recorded.via {
            Via::Import => "in one import",
            Via::Page | Via::Api => "in one upload",
            Via::Job | Via::Migration | Via::Operator => "in one bulk change or undo",
        };
        let sentence = Sentence::say(format!("{} ", said.join(", ")));
        Some(if self.opens(recorded.account) {
            sentence.link((format!("/bulk-changes/{}", recorded.correlation), how.to_owned()))
        } else {
            sentence.then(how)
        })
    }

    fn opens(&self, by: AccountId) -> bool {
        match self.opens {
            Opens::None => false,
            Opens::Own(viewer) => viewer == by,
            Opens::All => true,
        }
    }
}

/// `latest`: tells more than the kind, if it is of this kind.
fn say(part: &PartOfWhole, latest: &Fact, words: &Words) -> Option<String> {
    let (labels, images) = (counted(part.facts, "label"), counted(part.facts, "image"));
    let latest = match latest {
        Fact::Image(_, event) if domain::DomainEvent::name(event) == part.r#type => Some(event),
        _ => None,
    };
    Some(match part.r#type.as_str() {
        "ImageAdded" => format!("added {images}"),
        "ImageDescribed" => format!("wrote metadata of {images}"),
        "ImageRemoved" => format!("removed {images}"),
        "ImageRestored" => format!("put {images} back into the set"),
        "AnnotationDrawn" => match latest {
            Some(Event::AnnotationDrawn(drawn)) if drawn.shape == Shape::NotInImage => {
                format!("said “not in image” of {} on {images}", words.annotation_type(drawn.annotation_type))
            }
            _ => format!("drew {labels}"),
        },
        "AnnotationImported" => format!("imported {labels}"),
        "AnnotationCopied" => format!("copied {labels}"),
        "AnnotationReshaped" => format!("changed the shape of {labels}"),
        "AnnotationRetyped" => match latest {
            Some(Event::AnnotationRetyped { annotation_type, .. }) => {
                format!("changed the type of {labels} to {}", words.annotation_type(*annotation_type))
            }
            _ => format!("changed the type of {labels}"),
        },
        "AnnotationMarked" => format!("changed the marks of {labels}"),
        "AnnotationRevised" => format!("changed {labels}"),
        "AnnotationErased" => format!("deleted {labels}"),
        "AnnotationRestored" => format!("brought back {labels}"),
        "VoteCast" => format!("voted on {labels}"),
        "VoteWithdrawn" => format!("took back votes on {labels}"),
        "VotesReset" => format!("reset the votes on {labels}"),
        "VotesRestored" => format!("brought back the votes on {labels}"),
        // That it began and ended is said by what it brought.
        _ => return None,
    })
}
