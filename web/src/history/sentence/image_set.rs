//! What is said of image sets.

use domain::{
    ImageSetId,
    image_set::{Event, Priority},
};

use super::{Sentence, Words};

pub(super) fn of_image_set(id: ImageSetId, event: &Event, words: &Words) -> Sentence {
    let this = || words.image_set(id);
    let about = |before: &str, after: &str| Sentence::say(before).link(this()).then(after);
    match event {
        Event::ImageSetCreated { team, name, .. } => Sentence::say("created the image set ")
            .link((format!("/image-sets/{id}"), name.to_string()))
            .then(" for ")
            .link(words.team(*team)),
        Event::ImageSetRenamed { name } => {
            let this = (format!("/image-sets/{id}"), name.to_string());
            Sentence::renamed("the set", words.name_before(id.uuid()), this)
        }
        Event::ImageSetDescribed { location, description } => about("described ", "").then(format!(
            ": {}, {}",
            quoted("located at", location.as_str(), "no location"),
            quoted("with the description", description.as_str(), "no description"),
        )),
        Event::ImageSetPublished {} => about("made ", " public"),
        Event::ImageSetWithdrawn {} => about("made ", " private"),
        Event::CollaborationOpened {} => about("opened ", " to everybody's labels"),
        Event::CollaborationClosed {} => about("closed ", " to labels of non-members"),
        Event::ImagesLocked {} => about("locked the images of ", ""),
        Event::ImagesUnlocked {} => about("unlocked the images of ", ""),
        Event::PrioritySet { priority } => about("set the priority of ", " to ").then(match priority {
            Priority::Low => "low",
            Priority::Normal => "normal",
            Priority::High => "high",
        }),
        Event::MainAnnotationTypeSet { annotation_type: Some(kind) } => {
            about("made ", "").then(format!(" a set mainly of {}", words.annotation_type(*kind)))
        }
        Event::MainAnnotationTypeSet { annotation_type: None } => {
            about("left ", " without a main annotation type")
        }
        Event::Tagged { tag } => about("tagged ", &format!(" “{tag}”")),
        Event::Untagged { tag } => Sentence::say(format!("took the tag “{tag}” from ")).link(this()),
        Event::ImageSetReleased {} => about("released ", " to everybody: public, collaborative, locked"),
        Event::ImageSetHandedOver { team } => about("handed ", " over to ").link(words.team(*team)),
        Event::ImageSetDeleted {} => about("deleted ", ""),
        Event::ImageSetRestored {} => about("restored ", ""),
        Event::VerificationBlinded {} => {
            about("hid the votes on labels of ", " from those who have not voted")
        }
        Event::VerificationUnblinded {} => about("showed the votes on labels of ", " to everybody"),
    }
}

/// Longer texts are cut: a line of a history is read at a glance.
const LONGEST: usize = 80;

fn quoted(before: &str, text: &str, otherwise: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        _ if line.is_empty() => otherwise.to_owned(),
        None => format!("{before} “{line}”"),
        Some((end, _)) => format!("{before} “{}…”", &line[..end]),
    }
}
