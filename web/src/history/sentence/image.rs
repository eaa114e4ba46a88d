//! What is said of images, labels and votes.

use domain::{
    AnnotationId, ImageId,
    image::{Drawn, Event, Verdict},
};

use super::{Sentence, Words};

pub(super) fn of_image(id: ImageId, event: &Event, words: &Words) -> Sentence {
    let here = || words.image(id);
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
            on_label("changed the shape of ", *annotation, words).then(" on ").link(here()).then(ANEW)
        }
        Event::AnnotationRetyped { annotation, annotation_type } => {
            on_label("changed the type of ", *annotation, words)
                .then(" to ")
                .then(words.annotation_type(*annotation_type))
                .then(" on ")
                .link(here())
                .then(ANEW)
        }
        Event::AnnotationMarked { annotation, blurred, concealed } => on_label("marked ", *annotation, words)
            .then(format!(" as {} on ", marks(*blurred, *concealed)))
            .link(here())
            .then(ANEW),
        Event::AnnotationRevised { annotation, annotation_type, shape, blurred, concealed } => {
            let name = words.annotation_type(*annotation_type);
            let now = match shape.kind() {
                None => format!("“{name} is not in the image”"),
                Some(_) => format!("{}, {},", with_article(&name), marks(*blurred, *concealed)),
            };
            on_label("changed more than one thing of ", *annotation, words)
                .then(format!(": it is {now} on "))
                .link(here())
                .then(ANEW)
        }
        Event::AnnotationErased { annotation } => {
            on_label("deleted ", *annotation, words).then(" on ").link(here())
        }
        Event::AnnotationRestored { annotation } => {
            on_label("restored ", *annotation, words).then(" on ").link(here())
        }
        Event::VoteCast { annotation, revision, verdict } => on_label(verb(*verdict), *annotation, words)
            .then(format!(", revision {revision}, on "))
            .link(here()),
        Event::VoteWithdrawn { annotation, revision } => {
            on_label("took back the vote on ", *annotation, words)
                .then(format!(", revision {revision}, on "))
                .link(here())
        }
        Event::VotesReset { annotation, revision } => on_label("reset the votes on ", *annotation, words)
            .then(format!(", revision {revision}, on "))
            .link(here())
            .then(": it is to be judged anew"),
        Event::VotesRestored { annotation, revision, votes } => {
            Sentence::say(format!("brought back {} on ", counted(votes.len(), "vote")))
                .link(words.label(*annotation))
                .then(format!(", revision {revision}, on "))
                .link(here())
        }
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

fn with_article(name: &str) -> String {
    let vowel = name.starts_with(|c: char| "aeiouAEIOU".contains(c));
    format!("{} {name}", if vowel { "an" } else { "a" })
}

fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
