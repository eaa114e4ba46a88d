//! What can be rebuilt.

use std::fmt;

use crate::{
    contract::FollowingView,
    projectors::{Projector, ViewProjector},
};

/// A view, or views that are projected together.
#[derive(Clone, Copy)]
pub struct View {
    name: &'static str,
    tables: &'static [&'static str],
    version: i32,
    /// Projected by the append, hence always at the head.
    is_inline: bool,
    projector: fn() -> Box<dyn Projector>,
}

/// Bytes of facts remembered, as folded streams.
pub(crate) const MEMORY: i64 = 128 << 20;

impl View {
    /// One that the append itself writes.
    pub(crate) const fn inline(
        name: &'static str,
        version: i32,
        tables: &'static [&'static str],
        projector: fn() -> Box<dyn Projector>,
    ) -> Self {
        Self { name, tables, version, is_inline: true, projector }
    }

    pub(crate) const fn following<V: FollowingView>() -> Self {
        let projector = || -> Box<dyn Projector> { Box::new(ViewProjector::<V>::remembering(MEMORY)) };
        Self { name: V::NAME, tables: V::TABLES, version: V::VERSION, is_inline: false, projector }
    }

    pub const fn name(self) -> &'static str {
        self.name
    }

    pub(super) const fn tables(self) -> &'static [&'static str] {
        self.tables
    }

    pub(super) const fn version(self) -> i32 {
        self.version
    }

    pub(super) const fn is_inline(self) -> bool {
        self.is_inline
    }

    pub(super) fn projector(self) -> Box<dyn Projector> {
        (self.projector)()
    }
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for View {}

impl fmt::Debug for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("View").field(&self.name).finish()
    }
}

impl fmt::Display for View {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
