//! How fast people label and verify, measured from the facts alone.
//!
//! An *act* is what one person does in one go: the facts of one correlation, be it one vote or a page of 24. It took
//! the time since the person's last fact before it, whatever that was about. More than two minutes is a break: that
//! act is not measured. Only facts that came through pages count, only drawing, copying and voting are measured,
//! and each label or vote of an act gets the same share of its time.
//!
//! Times are the server's. Gestures that waited in a browser for the network arrive together, and look quick.

mod acts;
mod reading;

use domain::{
    Fact,
    image::{Effect, Event, Image},
};
use uuid::Uuid;

use self::acts::{Acts, Kind, TimedFact};
pub use self::reading::{Measure, Pace, TypePace};
use crate::{
    Statement, Via,
    contract::{FollowingView, Next},
};

/// Longer than this nobody looks at one label: it was a break.
pub const BREAK: chrono::TimeDelta = chrono::TimeDelta::minutes(2);

/// The views `view_acts` and `view_last_acts`.
#[derive(Debug)]
pub struct Paces;

impl FollowingView for Paces {
    const NAME: &'static str = "pace";
    const VERSION: i32 = 1;
    const TABLES: &'static [&'static str] = &["view_acts", "view_last_acts"];
    type Changes = Acts;

    fn project(next: &Next<'_>, changes: &mut Acts) {
        let recorded = next.recorded;
        let (Fact::Image(_, event), Via::Page) = (&recorded.fact, recorded.via) else { return };
        let (Some(picture), Some(kind)) = (next.image.picture(), kind(event)) else { return };
        changes.add(
            recorded.account.uuid(),
            TimedFact {
                act: recorded.correlation.uuid(),
                at: recorded.at,
                kind,
                image_set: picture.image_set.uuid(),
                annotation_type: annotation_type(event, next.image).unwrap_or_default(),
            },
        );
    }

    fn write(changes: Acts, statement: &mut Statement) {
        changes.write(statement);
    }
}

fn annotation_type(event: &Event, before: &Image) -> Option<Uuid> {
    let id = match event.drawing() {
        Some((drawn, _)) => drawn.annotation_type,
        None => before.annotation(event.annotation()?)?.annotation_type,
    };
    Some(id.uuid())
}

/// What somebody at the labelling pages was doing; `None` for what is done elsewhere.
fn kind(event: &Event) -> Option<Kind> {
    match event.effect() {
        Effect::Drawn(_, origin) => origin.is_gesture().then_some(Kind::Label),
        Effect::VoteCast(..) => Some(Kind::Vote),
        Effect::Revised(..) | Effect::Erased(_) | Effect::Restored(_) | Effect::VoteWithdrawn(_) => {
            Some(Kind::Other)
        }
        Effect::Added(_)
        | Effect::Described(_)
        | Effect::Removed(_)
        | Effect::VotesReset(_)
        | Effect::VotesRestored(..) => None,
    }
}
