//! What is said of images, labels and votes.

use domain::{
    AnnotationId, AnnotationTypeId, ImageId, Shape,
    image::{Drawn, Event, Verdict},
};

use super::{Sentence, Words};

pub(super) fn of_image(id: ImageId, event: &Event, words: &Words) -> Sentence {
    let here = || words.image(id);
    let on_here = |verb: &str, label: AnnotationId| on_label(verb, label, words).then(" on ").link(here());
    match event {
        Event::ImageAdded(added) => Sentence::say("uploaded ")
            .link((format!("/images/{id}"), added.name.to_string()))
            .then(format!(", {} pixels", added.frame)),
        Event::ImageDescribed { metadata } => {
            Sentence::say(format!("wrote {} about ", counted(metadata.len(), "field"))).link(here())
        }
        Event::ImageRemoved {} => Sentence::say("removed ").link(here()).then(" from the set"),
        Event::ImageRestored {} => Sentence::say("put ").link(here()).then(" back into the set"),
        Event::AnnotationDrawn(drawn) => say_drawn("drew ", drawn, words).then(" on ").link(here()),
        Event::AnnotationImported { line, drawn, .. } => say_drawn("imported ", drawn, words)
            .then(format!(" from line {line} of a label file on "))
            .link(here()),
        Event::AnnotationCopied { origin_image, drawn, .. } => say_drawn("copied ", drawn, words)
            .then(" from ")
            .link(words.image(*origin_image))
            .then(" to ")
            .link(here()),
        Event::AnnotationReshaped { annotation, .. } => {
            on_here("changed the shape of ", *annotation).then(ANEW)
        }
        Event::AnnotationRetyped { annotation, annotation_type } => {
            let from = words.label_before(*annotation).map_or_else(String::new, |before| {
                format!(" from {}", words.annotation_type(before.annotation_type.into()))
            });
            on_label("changed the type of ", *annotation, words)
                .then(format!("{from} to {} on ", words.annotation_type(*annotation_type)))
                .link(here())
                .then(ANEW)
        }
        Event::AnnotationMarked { annotation, blurred, concealed } => on_label("marked ", *annotation, words)
            .then(format!(" as {}{} on ", marks(*blurred, *concealed), marks_before(*annotation, words)))
            .link(here())
            .then(ANEW),
        Event::AnnotationRevised { annotation, annotation_type, shape, blurred, concealed } => {
            let now = (*annotation_type, shape, marks(*blurred, *concealed));
            say_revised(*annotation, now, words).link(here()).then(ANEW)
        }
        Event::AnnotationErased { annotation } => on_here("deleted ", *annotation),
        Event::AnnotationRestored { annotation } => on_here("restored ", *annotation),
        Event::VoteCast { annotation, revision, verdict } => {
            on_revision(verb(*verdict), *annotation, *revision, words).link(here())
        }
        Event::VoteWithdrawn { annotation, revision } => {
            on_revision("took back the vote on ", *annotation, *revision, words).link(here())
        }
        Event::VotesReset { annotation, revision } => {
            on_revision("reset the votes on ", *annotation, *revision, words)
                .link(here())
                .then(": it is to be judged anew")
        }
        Event::VotesRestored { annotation, revision, votes } => {
            let brought = format!("brought back {} on ", counted(votes.len(), "vote"));
            on_revision(&brought, *annotation, *revision, words).link(here())
        }
    }
}

/// What a label was, and what it is now.
fn say_revised(
    annotation: AnnotationId,
    (of, shape, marked): (AnnotationTypeId, &Shape, &str),
    words: &Words,
) -> Sentence {
    let name = words.annotation_type(of);
    let was = words.label_before(annotation).map_or_else(String::new, |before| {
        let name = words.annotation_type(before.annotation_type.into());
        format!("was {}, {}, and ", with_article(&name), marks(before.blurred, before.concealed))
    });
    on_label("changed more than one thing of ", annotation, words)
        .then(format!(": it {was}is {} on ", revised(&name, shape, marked)))
}

/// What a label is now.
fn revised(name: &str, shape: &Shape, marks: &str) -> String {
    match shape.kind() {
        None => format!("“{name} is not in the image”"),
        Some(_) => format!("{}, {marks},", with_article(name)),
    }
}

/// A new revision; see the product's rule on votes.
const ANEW: &str = "; votes start over";

const fn verb(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accept => "accepted ",
        Verdict::Reject => "rejected ",
    }
}

fn on_label(verb: &str, id: AnnotationId, words: &Words) -> Sentence {
    Sentence::say(verb).link(words.label(id))
}

fn on_revision(verb: &str, id: AnnotationId, revision: u32, words: &Words) -> Sentence {
    on_label(verb, id, words).then(format!(", revision {revision}, on "))
}

fn say_drawn(verb: &str, drawn: &Drawn, words: &Words) -> Sentence {
    let name = words.annotation_type(drawn.annotation_type);
    let link = |text: String| (format!("/annotations/{}/history", drawn.annotation), text);
    match drawn.shape.kind() {
        None => {
            let verb = if verb == "drew " { "said " } else { verb };
            Sentence::say(verb).link(link(format!("“{name} is not in the image”")))
        }
        Some(kind) => {
            let said =
                Sentence::say(verb).link(link(with_article(&name))).then(format!(" ({})", kind.words()));
            match (drawn.blurred, drawn.concealed) {
                (false, false) => said,
                (blurred, concealed) => said.then(format!(", {},", marks(blurred, concealed))),
            }
        }
    }
}

const fn marks(blurred: bool, concealed: bool) -> &'static str {
    match (blurred, concealed) {
        (true, true) => "blurred and concealed",
        (true, false) => "blurred",
        (false, true) => "concealed",
        (false, false) => "neither blurred nor concealed",
    }
}

fn marks_before(label: AnnotationId, words: &Words) -> String {
    let before = words.label_before(label);
    before.map_or_else(String::new, |was| format!(", before {},", marks(was.blurred, was.concealed)))
}

fn with_article(name: &str) -> String {
    let vowel = name.starts_with(|c: char| "aeiouAEIOU".contains(c));
    format!("{} {name}", if vowel { "an" } else { "a" })
}

fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
