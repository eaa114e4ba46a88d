//! What people can ask of an image.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{Added, Origin, Verdict};
use crate::{AnnotationId, Coordinate, Shape, annotation_type::Spec};

#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Command {
    Add(Added),
    Describe {
        metadata: BTreeMap<String, String>,
    },
    Remove,
    Restore,
    Draw(Draft),
    /// Many labels at once; those that are refused are left out, the others are drawn.
    DrawAll(Vec<Draft>),
    Change {
        annotation: AnnotationId,
        revision: u32,
        change: Change,
    },
    Erase {
        annotation: AnnotationId,
        revision: u32,
    },
    RestoreAnnotation {
        annotation: AnnotationId,
    },
    Vote {
        annotation: AnnotationId,
        revision: u32,
        verdict: Verdict,
    },
    WithdrawVote {
        annotation: AnnotationId,
        revision: u32,
    },
    /// Has a label judged anew, without changing it.
    ResetVotes {
        annotation: AnnotationId,
        revision: u32,
    },
    /// Brings back what the latest reset ended.
    RestoreVotes {
        annotation: AnnotationId,
        revision: u32,
    },
}

/// A label to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Draft {
    pub annotation: AnnotationId,
    #[serde(serialize_with = "type_alone")]
    pub spec: Spec,
    pub shape: Shape,
    pub blurred: bool,
    pub concealed: bool,
    pub extreme_points: Option<Box<[[Coordinate; 2]; 4]>>,
    pub origin: Origin,
}

/// What is to be different. `spec` is that of the type the label shall have: looked up, then handed in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    #[serde(serialize_with = "type_alone")]
    pub spec: Spec,
    pub shape: Option<Shape>,
    pub blurred: Option<bool>,
    pub concealed: Option<bool>,
}

/// What a type asks of its labels was looked up; which type it is was asked for.
fn type_alone<S: Serializer>(spec: &Spec, serializer: S) -> Result<S::Ok, S::Error> {
    spec.id.serialize(serializer)
}
