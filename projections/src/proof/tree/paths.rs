//! Which ranges' hashes make up a proof (RFC 6962, 2.1.1 and 2.1.2).

use super::{Range, split};

/// From leaf `index` up to the root of a tree of `size`.
pub fn inclusion(index: u64, size: u64) -> Vec<Range> {
    let (mut tree, mut path) = (0..size, vec![]);
    while tree.end - tree.start > 1 {
        let middle = tree.start + split(tree.end - tree.start);
        if index < middle {
            path.push(middle..tree.end);
            tree.end = middle;
        } else {
            path.push(tree.start..middle);
            tree.start = middle;
        }
    }
    path.reverse();
    path
}

/// That the tree of `new` begins with the tree of `old`.
pub fn consistency(old: u64, new: u64) -> Vec<Range> {
    if old == 0 || old == new {
        return vec![];
    }
    let (mut tree, mut path) = (0..new, vec![]);
    while tree.end != old {
        let middle = tree.start + split(tree.end - tree.start);
        if old <= middle {
            path.push(middle..tree.end);
            tree.end = middle;
        } else {
            path.push(tree.start..middle);
            tree.start = middle;
        }
    }
    // The old root itself is known to whoever asks.
    if tree.start > 0 {
        path.push(tree);
    }
    path.reverse();
    path
}
