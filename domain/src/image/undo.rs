//! Undoing a gesture, an import or a bulk change on one image: for each label what leads back, or why it stays.
//!
//! What happened is never taken out of the log. A label that is not as ours left it is left alone: to put it back would
//! undo what else happened to it. What was done to it since and undone again does not matter.

use std::collections::{BTreeMap, BTreeSet};

use super::{Annotation, Event, Image, Verdict, Vote};
use crate::{AccountId, AnnotationId, AnnotationTypeId, Decider as _, Shape, Stamp};

/// Whether a fact belongs to what is to be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Is to be undone.
    Ours,
    /// Happened while it was being undone, by an attempt that did not come to its end.
    Undoing,
    Other,
}

/// One label, or the image itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Undoing {
    /// `None`: the image.
    pub annotation: Option<AnnotationId>,
    pub plan: Plan,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Plan {
    /// In this order.
    Steps(Vec<Step>),
    /// It is as it was before.
    Nothing,
    Leave(Left),
}

/// A command that leads back; a type is named, not looked up.
#[derive(Debug, Clone, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Step {
    RemoveImage,
    RestoreImage,
    DescribeImage { metadata: BTreeMap<String, String> },
    Erase { revision: u32 },
    Restore,
    Change { revision: u32, annotation_type: AnnotationTypeId, shape: Shape, blurred: bool, concealed: bool },
    Vote { revision: u32, verdict: Verdict },
    WithdrawVote { revision: u32 },
    ResetVotes { revision: u32 },
    RestoreVotes { revision: u32 },
}

/// Why something stays as it is, in words fit for the person who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Left {
    #[error("it was changed or judged since")]
    ChangedSince { by: AccountId },
    #[error("a vote is taken back by nobody but the person who cast it")]
    VoteOfAnother { by: AccountId },
}

impl Left {
    /// Stable name for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ChangedSince { .. } => "changed_since",
            Self::VoteOfAnother { .. } => "vote_of_another",
        }
    }

    pub const fn by(&self) -> AccountId {
        match self {
            Self::ChangedSince { by } | Self::VoteOfAnother { by } => *by,
        }
    }
}

/// What would undo our facts of an image's stream, which is told from its beginning, if `by` undoes them.
pub fn undo<'a>(facts: impl IntoIterator<Item = (Stamp, &'a Event, Whose)>, by: AccountId) -> Vec<Undoing> {
    let (mut image, mut traces) = (Image::default(), BTreeMap::<Option<AnnotationId>, Trace>::new());
    for (stamp, event, whose) in facts {
        let about = event.annotation();
        if whose == Whose::Ours {
            let trace = traces.entry(about).or_insert_with(|| Trace::from(&image, about));
            trace.note(stamp, event);
        }
        image.apply(event, stamp);
        for of in BTreeSet::from([None, about]) {
            if let Some(trace) = traces.get_mut(&of) {
                trace.follow(whose, about == of, stamp.by, || Face::of(&image, of));
            }
        }
    }
    // An image that goes takes its labels along.
    let added = traces.get(&None).is_some_and(|trace| trace.image == Image::Unknown);
    let traces = traces.into_iter().filter(|(about, _)| !added || about.is_none());
    let plan = |(annotation, trace): (Option<AnnotationId>, Trace)| Undoing {
        annotation,
        plan: match annotation {
            None => trace.of_image(&image),
            Some(id) => trace.of_label(image.annotation(id), by),
        },
    };
    traces.map(plan).collect()
}

/// What is remembered of a label, or of the image, from our first fact on.
#[derive(Debug, Default)]
struct Trace {
    /// Right before it; of the image without its labels.
    image: Image,
    label: Option<Annotation>,
    /// Who cast or withdrew a vote in ours.
    voter: Option<AccountId>,
    reset: bool,
    restored: bool,
    /// As the latest fact of ours, or of the undoing, left it.
    left: Face,
    /// Who did something else to it since, as long as it is not as it was left.
    since: Option<AccountId>,
    /// Of the image: who did something to its labels since.
    beside: Option<AccountId>,
}

/// What undoing would put back, or what of others it would take along.
#[derive(Debug, Default, PartialEq)]
enum Face {
    #[default]
    Nothing,
    Image {
        removed: bool,
        metadata: BTreeMap<String, String>,
    },
    Label {
        content: (AnnotationTypeId, Shape, bool, bool),
        erased: bool,
        votes: Vote,
    },
}

impl Face {
    fn of(image: &Image, about: Option<AnnotationId>) -> Self {
        let Some(picture) = image.picture() else { return Self::Nothing };
        match about {
            None => Self::Image { removed: picture.removed, metadata: picture.metadata.clone() },
            Some(id) => picture.annotations.get(&id).map_or(Self::Nothing, |label| Self::Label {
                content: content(label),
                erased: label.erased,
                votes: verdicts(label),
            }),
        }
    }
}

/// All votes but the accept that comes with a revision.
fn verdicts(label: &Annotation) -> Vote {
    let mut votes = label.votes.clone();
    votes.retain(|voter, verdict| *voter != label.revised_by || *verdict == Verdict::Reject);
    votes
}

impl Trace {
    fn from(image: &Image, about: Option<AnnotationId>) -> Self {
        match about {
            Some(id) => Self { label: image.annotation(id).cloned(), ..Self::default() },
            None => Self { image: image.clone(), ..Self::default() },
        }
    }

    /// Takes note of a fact about it (`itself`) or about one of its labels, and of what it made of it.
    fn follow(&mut self, whose: Whose, itself: bool, by: AccountId, now: impl Fn() -> Face) {
        match whose {
            Whose::Other if !itself => self.beside = self.beside.or(Some(by)),
            Whose::Other => self.since = if now() == self.left { None } else { self.since.or(Some(by)) },
            // What somebody else did in between is not made good by ours.
            Whose::Ours | Whose::Undoing if itself && self.since.is_none() => self.left = now(),
            Whose::Ours | Whose::Undoing => {}
        }
    }

    fn note(&mut self, stamp: Stamp, event: &Event) {
        match event {
            Event::VoteCast { .. } | Event::VoteWithdrawn { .. } => self.voter = Some(stamp.by),
            Event::VotesReset { .. } => self.reset = true,
            Event::VotesRestored { .. } => self.restored = true,
            _ => {}
        }
    }

    fn of_image(&self, now: &Image) -> Plan {
        let (before, Some(now)) = (self.image.picture(), now.picture()) else { return Plan::Nothing };
        let gone = before.is_none_or(|before| before.removed);
        let mut steps = vec![];
        if gone != now.removed {
            steps.push(if gone { Step::RemoveImage } else { Step::RestoreImage });
        }
        if let Some(before) = before.filter(|before| before.metadata != now.metadata) {
            steps.push(Step::DescribeImage { metadata: before.metadata.clone() });
        }
        // Labels may come and go on an image that stays; one that goes would take them along.
        let beside = self.beside.filter(|_| steps.contains(&Step::RemoveImage));
        unless_changed(steps, self.since.or(beside))
    }

    fn of_label(&self, now: Option<&Annotation>, by: AccountId) -> Plan {
        let Some(now) = now else { return Plan::Nothing };
        let before = self.label.as_ref().filter(|before| !before.erased);
        let steps = match before {
            None if now.erased => vec![],
            None => vec![Step::Erase { revision: now.revision }],
            Some(before) => {
                let back = now.erased.then_some(Step::Restore);
                back.into_iter()
                    .chain(change_back(before, now).or_else(|| self.votes(before, now, by)))
                    .collect()
            }
        };
        match self.voter {
            Some(voter) if voter != by && !steps.is_empty() => Plan::Leave(Left::VoteOfAnother { by: voter }),
            _ => unless_changed(steps, self.since),
        }
    }

    /// Votes on the revision that stood before, and stands.
    fn votes(&self, before: &Annotation, now: &Annotation, by: AccountId) -> Option<Step> {
        let revision = now.revision;
        if before.revision != revision {
            return None;
        }
        if self.reset {
            return (!now.reset.is_empty()).then_some(Step::RestoreVotes { revision });
        }
        if self.restored {
            let judged = before.votes_by_others().is_empty() && !now.votes_by_others().is_empty();
            return judged.then_some(Step::ResetVotes { revision });
        }
        let voter = self.voter.unwrap_or(by);
        match (before.votes.get(&voter), now.votes.get(&voter)) {
            (old, new) if old == new => None,
            (Some(verdict), _) => Some(Step::Vote { revision, verdict: *verdict }),
            (None, _) => Some(Step::WithdrawVote { revision }),
        }
    }
}

fn unless_changed(steps: Vec<Step>, since: Option<AccountId>) -> Plan {
    match since {
        _ if steps.is_empty() => Plan::Nothing,
        Some(by) => Plan::Leave(Left::ChangedSince { by }),
        None => Plan::Steps(steps),
    }
}

fn content(label: &Annotation) -> (AnnotationTypeId, Shape, bool, bool) {
    (label.annotation_type, label.shape.clone(), label.blurred, label.concealed)
}

/// What leads from the present shape, type and flags back to those before.
fn change_back(before: &Annotation, now: &Annotation) -> Option<Step> {
    let (annotation_type, shape, blurred, concealed) = content(before);
    let back = Step::Change { revision: now.revision, annotation_type, shape, blurred, concealed };
    (content(before) != content(now)).then_some(back)
}
