//! What can be rebuilt.

use crate::{
    following::{Projection as _, Projector, ViewProjector},
    inline::{InlineProjector, Rows},
    pace::Paces,
    points::Points,
    statistics::Statistics,
};

/// A view, or views that are projected together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum View {
    /// All that the append itself writes.
    Inline,
    Points,
    Statistics,
    Pace,
}

/// Bytes of facts remembered, as folded streams.
const MEMORY: i64 = 128 << 20;

impl View {
    pub const ALL: [Self; 4] = [Self::Inline, Self::Points, Self::Statistics, Self::Pace];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::Points => Points::NAME,
            Self::Statistics => Statistics::NAME,
            Self::Pace => Paces::NAME,
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    pub(super) const fn tables(self) -> &'static [&'static str] {
        match self {
            Self::Inline => &Rows::TABLES,
            Self::Points => Points::TABLES,
            Self::Statistics => Statistics::TABLES,
            Self::Pace => Paces::TABLES,
        }
    }

    /// `None`: projected by the append, hence always at the head.
    pub(super) const fn follows(self) -> Option<i32> {
        match self {
            Self::Inline => None,
            Self::Points => Some(Points::VERSION),
            Self::Statistics => Some(Statistics::VERSION),
            Self::Pace => Some(Paces::VERSION),
        }
    }

    pub(super) fn projector(self) -> Box<dyn Projector> {
        match self {
            Self::Inline => Box::new(InlineProjector::remembering(MEMORY)),
            Self::Points => Box::new(ViewProjector::<Points>::remembering(MEMORY)),
            Self::Statistics => Box::new(ViewProjector::<Statistics>::remembering(MEMORY)),
            Self::Pace => Box::new(ViewProjector::<Paces>::remembering(MEMORY)),
        }
    }
}

impl std::fmt::Display for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
