//! All inline views, made from the list of streams: [`domain::for_each_stream`].
//!
//! One path for all: [`InlineView::project`] turns a fact, with the stream's state right after it, into rows;
//! [`InlineRows::write`] stores them, live (a batch of commands) and in a rebuild (a page of the log). A fact costs no
//! allocation and no dynamic call on this path.

mod projector;

use domain::for_each_stream;

pub use self::projector::InlineProjector;
pub use crate::contract::{InlineRows, InlineView, Projected};

/// A kind of stream that is in the list.
pub trait Inline: InlineView {
    /// Its part of all rows.
    fn rows(all: &mut Rows) -> &mut Self::Rows;

    fn project_into(projected: &Projected<'_, Self>, all: &mut Rows) {
        Self::project(projected, Self::rows(all));
    }
}

macro_rules! inline {
    ($($Stream:ident($module:ident, $Id:ident),)*) => {
        rows! {
            /// Everything a batch changes.
            Rows {
                $($module: <domain::$module::$Stream as InlineView>::Rows,)*
            }
        }

        $(impl Inline for domain::$module::$Stream {
            fn rows(all: &mut Rows) -> &mut Self::Rows {
                &mut all.$module
            }
        })*
    };
}

for_each_stream!(inline);
