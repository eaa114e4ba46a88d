//! Checks proofs without the tree (the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2).

use domain::Digest;

use super::node_hash;

/// Whether the leaf with this hash stands at `index` of the tree of `size` with this root.
pub fn verify_inclusion(leaf: Digest, index: u64, size: u64, proof: &[Digest], root: Digest) -> bool {
    if index >= size {
        return false;
    }
    let (mut index, mut last, mut hash) = (index, size - 1, leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if index % 2 == 1 || index == last {
            hash = node_hash(sibling, &hash);
            while index.is_multiple_of(2) && index != 0 {
                (index, last) = (index >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (index, last) = (index >> 1, last >> 1);
    }
    last == 0 && hash == root
}

/// Whether the tree of size `new` begins with all leaves of the tree of size `old`.
pub fn verify_consistency(
    (old, old_root): (u64, Digest),
    (new, new_root): (u64, Digest),
    proof: &[Digest],
) -> bool {
    if old > new {
        return false;
    }
    if old == new {
        return proof.is_empty() && old_root == new_root;
    }
    if old == 0 {
        return proof.is_empty() && old_root == super::empty_root();
    }
    let mut siblings = proof.iter().copied();
    // A complete old tree is its own first node.
    let first = if old.is_power_of_two() { Some(old_root) } else { siblings.next() };
    let Some(first) = first else { return false };
    let skipped = (old - 1).trailing_ones();
    let (mut index, mut last) = ((old - 1) >> skipped, (new - 1) >> skipped);
    let (mut before, mut after) = (first, first);
    for sibling in siblings {
        if last == 0 {
            return false;
        }
        if index % 2 == 1 || index == last {
            before = node_hash(&sibling, &before);
            after = node_hash(&sibling, &after);
            while index.is_multiple_of(2) && index != 0 {
                (index, last) = (index >> 1, last >> 1);
            }
        } else {
            after = node_hash(&after, &sibling);
        }
        (index, last) = (index >> 1, last >> 1);
    }
    last == 0 && before == old_root && after == new_root
}
