//! Every view: what can be rebuilt, and what follows the log. This knows all views; no view knows it.

use crate::{
    contract::{FollowingView, InlineRows as _},
    following::{Follower, SharedPages, follower_of},
    inline::{InlineProjector, Rows},
    pace::Paces,
    points::Points,
    rebuild::{MEMORY, View},
    statistics::Statistics,
};

/// Raise it whenever the rows of inline views would be others: the next server projects them anew before it serves.
const INLINE_VERSION: i32 = 2;

/// All that the append itself writes; it is projected, and rebuilt, together.
pub const INLINE: View =
    View::inline("inline", INLINE_VERSION, Rows::TABLES, || Box::new(InlineProjector::remembering(MEMORY)));

const FOLLOWING: [Registered; 3] =
    [Registered::new::<Points>(), Registered::new::<Statistics>(), Registered::new::<Paces>()];

struct Registered {
    view: View,
    follower: fn(&SharedPages) -> Box<dyn Follower>,
}

impl Registered {
    const fn new<V: FollowingView>() -> Self {
        Self { view: View::following::<V>(), follower: follower_of::<V> }
    }
}

/// Everything that can be rebuilt.
pub fn views() -> impl Iterator<Item = View> {
    [INLINE].into_iter().chain(following_views())
}

pub fn following_views() -> impl Iterator<Item = View> {
    FOLLOWING.iter().map(|registered| registered.view)
}

/// A follower of each following view. They share the reading of the log.
pub fn followers() -> Vec<Box<dyn Follower>> {
    let pages = SharedPages::default();
    FOLLOWING.iter().map(|registered| (registered.follower)(&pages)).collect()
}
