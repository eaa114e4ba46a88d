//! What labels are called, and which shape they have.

mod refusal;
mod spec;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use self::{
    refusal::Refusal,
    spec::{Misfit, Spec},
};
use crate::{Decider, DomainEvent, MAX_NODES, Name, ShapeKind, Stamp, Timestamp};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Command {
    Define(TypeDefinition),
    Rename {
        name: Name,
    },
    /// Shape and node count cannot change: labels of the type would no longer be of it.
    Change {
        allows_blurred: bool,
        allows_concealed: bool,
    },
    Activate,
    Deactivate,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeDefinition {
    pub name: Name,
    pub shape: ShapeKind,
    /// Exactly so many nodes; `None`: as many as the shape allows.
    pub node_count: Option<u16>,
    pub allows_blurred: bool,
    pub allows_concealed: bool,
}

/// What can happen to an annotation type. Variants are stored: add, never edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, strum::VariantNames)]
pub enum Event {
    AnnotationTypeDefined(TypeDefinition),
    AnnotationTypeRenamed { name: Name },
    AnnotationTypeChanged { allows_blurred: bool, allows_concealed: bool },
    AnnotationTypeActivated {},
    AnnotationTypeDeactivated {},
}

#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AnnotationType {
    #[default]
    Undefined,
    Defined {
        definition: TypeDefinition,
        active: bool,
        defined_at: Timestamp,
    },
}

impl DomainEvent for Event {
    fn name(&self) -> &'static str {
        self.into()
    }
}

impl Decider for AnnotationType {
    const TYPE: &'static str = "annotation_type";
    type Command = Command;
    type Event = Event;
    type Refusal = Refusal;

    fn decide(&self, command: Command, _: Stamp) -> Result<Vec<Event>, Refusal> {
        use Command::{Activate, Change, Deactivate, Define, Rename};
        match (self, command) {
            (Self::Undefined, Define(definition)) => {
                check_node_count(&definition)?;
                Ok(vec![Event::AnnotationTypeDefined(definition)])
            }
            (Self::Undefined, _) => Err(Refusal::Undefined),
            (Self::Defined { .. }, Define(_)) => Err(Refusal::AlreadyDefined),
            (Self::Defined { definition, .. }, Rename { name }) if definition.name == name => Ok(vec![]),
            (Self::Defined { .. }, Rename { name }) => Ok(vec![Event::AnnotationTypeRenamed { name }]),
            (Self::Defined { definition: d, .. }, Change { allows_blurred, allows_concealed })
                if (d.allows_blurred, d.allows_concealed) == (allows_blurred, allows_concealed) =>
            {
                Ok(vec![])
            }
            (Self::Defined { .. }, Change { allows_blurred, allows_concealed }) => {
                Ok(vec![Event::AnnotationTypeChanged { allows_blurred, allows_concealed }])
            }
            (Self::Defined { active: false, .. }, Activate) => Ok(vec![Event::AnnotationTypeActivated {}]),
            (Self::Defined { active: true, .. }, Deactivate) => Ok(vec![Event::AnnotationTypeDeactivated {}]),
            (Self::Defined { .. }, Activate | Deactivate) => Ok(vec![]),
        }
    }

    fn apply(&mut self, event: &Event, stamp: Stamp) {
        match (self, event) {
            (state, Event::AnnotationTypeDefined(definition)) => {
                *state = Self::Defined { definition: definition.clone(), active: true, defined_at: stamp.at };
            }
            (Self::Defined { definition, .. }, Event::AnnotationTypeRenamed { name }) => {
                definition.name.clone_from(name);
            }
            (
                Self::Defined { definition, .. },
                Event::AnnotationTypeChanged { allows_blurred, allows_concealed },
            ) => {
                definition.allows_blurred = *allows_blurred;
                definition.allows_concealed = *allows_concealed;
            }
            (Self::Defined { active, .. }, Event::AnnotationTypeActivated {}) => *active = true,
            (Self::Defined { active, .. }, Event::AnnotationTypeDeactivated {}) => *active = false,
            (Self::Undefined, _) => {}
        }
    }
}

fn check_node_count(definition: &TypeDefinition) -> Result<(), Refusal> {
    let Some(count) = definition.node_count.map(usize::from) else { return Ok(()) };
    if !definition.shape.takes_node_count() {
        return Err(Refusal::FixedByShape(definition.shape));
    }
    if count < definition.shape.min_nodes() || count > MAX_NODES {
        return Err(Refusal::NodeCountOutOfRange(definition.shape));
    }
    Ok(())
}
