//! One difference as it is shown: a picture, what, who, and when.

use std::collections::{BTreeSet, HashMap};

use commands::{CommandError, Commands};
use domain::{AccountId, AnnotationId, Frame, ImageId, Shape, Timestamp};
use projections::labelling::diff::{Change, LabelState, Ways, What};
use uuid::Uuid;

use crate::{
    annotations::{Crop, Types},
    history::Words,
};

pub struct Entry {
    pub class: &'static str,
    /// A word for it, and how it is coloured.
    pub chip: (&'static str, &'static str),
    /// What it is about: a label's type, or an image.
    pub title: String,
    pub address: String,
    pub image: ImageId,
    pub image_name: String,
    pub crop: Crop,
    pub figures: Vec<String>,
    pub by: Option<By>,
}

/// The fact behind it.
pub struct By {
    pub person: (String, String),
    pub at: Timestamp,
    pub position: i64,
}

struct Context {
    types: Types,
    words: Words,
    frames: HashMap<Uuid, Frame>,
}

pub async fn entries(commands: &Commands, changes: Vec<Change>) -> Result<Vec<Entry>, CommandError> {
    let views = commands.views();
    let people: BTreeSet<_> =
        changes.iter().filter_map(|change| Some(change.cause.as_ref()?.account)).collect();
    let images: BTreeSet<_> = changes.iter().map(|change| change.image.uuid()).collect();
    let images = views.images_by_id(&Vec::from_iter(images)).await?;
    let context = Context {
        types: Types::load(views).await?,
        words: Words::of_people(commands, people.into_iter().map(AccountId::new).collect()).await?,
        frames: images.iter().map(|line| (line.image, line.frame())).collect(),
    };
    Ok(changes.into_iter().map(|change| Entry::new(change, &context)).collect())
}

impl Entry {
    fn new(change: Change, context: &Context) -> Self {
        let frame = context.frames.get(&change.image.uuid()).copied();
        let scene = Scene {
            image: change.image,
            frame: frame.unwrap_or(Frame { width: 1, height: 1 }),
            types: &context.types,
        };
        let by = change.cause.map(|cause| By {
            person: context.words.person(cause.account.into()),
            at: cause.at,
            position: cause.position,
        });
        let entry = match change.what {
            What::ImageAdded { labels } => scene.of_image(("added", "good", "image added"), labels),
            What::ImageRemoved { labels } => scene.of_image(("removed", "bad", "image removed"), labels),
            What::Added { annotation, after } => scene.came(annotation, &after),
            What::Removed { annotation, before } => scene.went(annotation, &before),
            What::Changed { annotation, before, after, ways, iou_of_bounds } => {
                scene.changed(annotation, (&before, &after), ways, iou_of_bounds)
            }
        };
        Self { image_name: change.image_name, by, ..entry }
    }
}

/// Where something differs.
struct Scene<'a> {
    image: ImageId,
    frame: Frame,
    types: &'a Types,
}

impl Scene<'_> {
    fn entry(&self, (class, colour, chip): (&'static str, &'static str, &'static str)) -> Entry {
        Entry {
            class,
            chip: (chip, colour),
            title: "Image".to_owned(),
            address: format!("/images/{}", self.image),
            image: self.image,
            image_name: String::new(),
            crop: self.crop(&[], chip),
            figures: vec![],
            by: None,
        }
    }

    fn of_image(&self, words: (&'static str, &'static str, &'static str), labels: usize) -> Entry {
        let figure = if labels == 1 { "1 label".to_owned() } else { format!("{labels} labels") };
        Entry { figures: vec![figure], ..self.entry(words) }
    }

    fn of_label(
        &self,
        words: (&'static str, &'static str, &'static str),
        (annotation, state): (AnnotationId, &LabelState),
        shapes: &[(&Shape, &str)],
    ) -> Entry {
        let title = self.types.name(state.annotation_type).to_owned();
        Entry {
            crop: self.crop(shapes, &format!("{title}, {}", words.2)),
            address: format!("/annotations/{annotation}/history"),
            title,
            ..self.entry(words)
        }
    }

    fn came(&self, annotation: AnnotationId, after: &LabelState) -> Entry {
        let words = ("added", "good", "added");
        let figures = std::iter::once(shape_words(&after.shape)).chain(votes(after)).collect();
        Entry { figures, ..self.of_label(words, (annotation, after), &[(&after.shape, "after")]) }
    }

    fn went(&self, annotation: AnnotationId, before: &LabelState) -> Entry {
        let words = ("removed", "bad", "removed");
        let figures = std::iter::once(shape_words(&before.shape)).chain(votes(before)).collect();
        Entry { figures, ..self.of_label(words, (annotation, before), &[(&before.shape, "before")]) }
    }

    fn changed(
        &self,
        annotation: AnnotationId,
        (before, after): (&LabelState, &LabelState),
        ways: Ways,
        iou: Option<f64>,
    ) -> Entry {
        let words = match ways {
            Ways { reshaped: true, .. } => ("reshaped", "warn", "reshaped"),
            Ways { retyped: true, .. } => ("retyped", "warn", "other type"),
            Ways { marked: true, .. } => ("retyped", "warn", "marked"),
            Ways { votes: true, .. } => ("voted", "warn", "votes"),
            Ways { .. } => ("voted", "warn", "changed and back"),
        };
        let both = [(&before.shape, "before"), (&after.shape, "after")];
        let shapes = if ways.reshaped { &both[..] } else { &both[1..] };
        let figures = self.differences(before, after, ways, iou);
        Entry { figures, ..self.of_label(words, (annotation, after), shapes) }
    }

    fn differences(
        &self,
        before: &LabelState,
        after: &LabelState,
        ways: Ways,
        iou: Option<f64>,
    ) -> Vec<String> {
        let mut figures = vec![];
        if let Some(iou) = iou.filter(|_| ways.reshaped) {
            figures.push(format!("IoU {iou:.2}"));
        }
        if ways.retyped {
            let name = |state: &LabelState| self.types.name(state.annotation_type).to_owned();
            figures.push(format!("{} → {}", name(before), name(after)));
        }
        if ways.marked {
            figures.push(format!("{} → {}", marks(before), marks(after)));
        }
        figures.push(format!("revision {} → {}", before.revision, after.revision));
        if let (Some(before), Some(after)) = (votes(before), votes(after)) {
            figures.push(format!("votes {before} → {after}"));
        }
        figures
    }

    fn crop(&self, shapes: &[(&Shape, &str)], says: &str) -> Crop {
        let shapes: Vec<_> = shapes.iter().map(|(shape, class)| (*shape, (*class).to_owned())).collect();
        Crop::around(self.image, self.frame, &shapes, says.to_owned())
    }
}

fn shape_words(shape: &Shape) -> String {
    shape.words().to_owned()
}

/// `None` where they are hidden.
fn votes(state: &LabelState) -> Option<String> {
    state.votes.map(|votes| format!("✓{} ✗{}", votes.accepts, votes.rejects))
}

const fn marks(state: &LabelState) -> &'static str {
    match (state.blurred, state.concealed) {
        (true, true) => "blurred, concealed",
        (true, false) => "blurred",
        (false, true) => "concealed",
        (false, false) => "unmarked",
    }
}
