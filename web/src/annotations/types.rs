//! Annotation types: their names, and the colour each keeps on every page.

use std::collections::HashMap;

use commands::CommandError;
use domain::AnnotationTypeId;
use projections::{Views, annotation_types::TypeLine};

/// As many as the style sheet has; further types share them, and differ by name.
const COLOURS: [&str; 10] =
    ["type-0", "type-1", "type-2", "type-3", "type-4", "type-5", "type-6", "type-7", "type-8", "type-9"];

/// Oldest first: a type keeps its colour whatever is defined or deactivated later.
#[derive(Debug, Clone, Default)]
pub struct Types {
    lines: Vec<TypeLine>,
    places: HashMap<AnnotationTypeId, usize>,
}

/// A type to draw with.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub struct TypeChoice {
    pub id: AnnotationTypeId,
    pub name: String,
    pub colour: &'static str,
    pub kind: &'static str,
    pub words: &'static str,
    pub node_count: Option<u16>,
    pub blurred: bool,
    pub concealed: bool,
    /// Takes new labels.
    pub active: bool,
    pub chosen: bool,
    /// The digit that chooses it.
    pub key: Option<usize>,
}

impl Types {
    pub async fn load(views: &Views) -> Result<Self, CommandError> {
        Ok(Self::new(views.annotation_types_by_number().await?))
    }

    pub fn new(lines: Vec<TypeLine>) -> Self {
        let places = lines.iter().enumerate().map(|(place, line)| (line.spec.id, place)).collect();
        Self { lines, places }
    }

    fn line(&self, id: AnnotationTypeId) -> Option<&TypeLine> {
        self.lines.get(*self.places.get(&id)?)
    }

    pub fn name(&self, id: AnnotationTypeId) -> &str {
        self.line(id).map_or("unknown type", |line| &line.name)
    }

    pub fn colour(&self, id: AnnotationTypeId) -> &'static str {
        self.places.get(&id).map_or("type-0", |place| COLOURS[place % COLOURS.len()])
    }

    pub fn all(&self) -> impl Iterator<Item = AnnotationTypeId> {
        self.lines.iter().map(|line| line.spec.id)
    }

    /// Whether labels of the type may be blurred, and concealed.
    pub fn takes_marks(&self, id: AnnotationTypeId) -> (bool, bool) {
        self.line(id).map_or((false, false), |line| (line.spec.allows_blurred, line.spec.allows_concealed))
    }

    pub fn is_active(&self, id: AnnotationTypeId) -> bool {
        self.line(id).is_some_and(|line| line.spec.active)
    }

    /// Types to draw with, oldest first, so that a new one takes nobody's digit; those out of use come last, and only if a
    /// label of theirs is there.
    pub fn choices(&self, wanted: Option<AnnotationTypeId>, present: &[AnnotationTypeId]) -> Vec<TypeChoice> {
        let mut lines: Vec<_> =
            self.lines.iter().filter(|line| line.spec.active || present.contains(&line.spec.id)).collect();
        lines.sort_by_key(|line| !line.spec.active);
        let active = |line: &&TypeLine| line.spec.active;
        let chosen = wanted.filter(|id| self.is_active(*id));
        let chosen = chosen.or_else(|| lines.iter().copied().find(active).map(|line| line.spec.id));
        let choice = |(place, line): (usize, &TypeLine)| self.choice(place, line, chosen);
        lines.into_iter().enumerate().map(choice).collect()
    }

    fn choice(&self, place: usize, line: &TypeLine, chosen: Option<AnnotationTypeId>) -> TypeChoice {
        TypeChoice {
            id: line.spec.id,
            name: line.name.clone(),
            colour: self.colour(line.spec.id),
            kind: line.spec.shape.code(),
            words: line.spec.shape.words(),
            node_count: line.spec.node_count,
            blurred: line.spec.allows_blurred,
            concealed: line.spec.allows_concealed,
            active: line.spec.active,
            chosen: chosen == Some(line.spec.id),
            key: (line.spec.active && place < 10).then_some((place + 1) % 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{ShapeKind, annotation_type::Spec};
    use uuid::Uuid;

    use super::*;

    fn line(number: u128, name: &str, active: bool) -> TypeLine {
        let (id, shape) = (Uuid::from_u128(number).into(), ShapeKind::BoundingBox);
        let spec =
            Spec { id, shape, node_count: None, allows_blurred: false, allows_concealed: false, active };
        let number = u32::try_from(number).unwrap();
        TypeLine { name: name.to_owned(), number, spec }
    }

    fn keys(types: &Types) -> Vec<(String, Option<usize>)> {
        let present: Vec<_> = types.all().collect();
        types.choices(None, &present).into_iter().map(|choice| (choice.name, choice.key)).collect()
    }

    #[test]
    fn a_new_type_comes_last_and_takes_nobodys_digit() {
        let mut lines = vec![line(1, "robot", true), line(2, "ball", true), line(3, "goal", false)];
        let known = |name: &str, key| (name.to_owned(), key);
        let before = [known("robot", Some(1)), known("ball", Some(2)), known("goal", None)];
        assert_eq!(keys(&Types::new(lines.clone())), before);

        lines.push(line(4, "arm", true));

        let after =
            [known("robot", Some(1)), known("ball", Some(2)), known("arm", Some(3)), known("goal", None)];
        assert_eq!(keys(&Types::new(lines)), after);
    }
}
