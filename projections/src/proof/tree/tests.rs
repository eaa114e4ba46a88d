//! Against another implementation, at every size and place.

use ct_merkle::{HashableLeaf, digest::Update, mem_backed_tree::MemoryBackedTree};
use proptest::prelude::*;

use super::*;

type Theirs = MemoryBackedTree<sha2_11::Sha256, Fact>;

struct Fact(u64);

impl HashableLeaf for Fact {
    fn hash<H: Update>(&self, hasher: &mut H) {
        hasher.update(&bytes(self.0));
    }
}

fn bytes(number: u64) -> Vec<u8> {
    format!("fact {number}").into_bytes()
}

fn leaf(number: u64) -> Digest {
    leaf_hash(&bytes(number))
}

fn theirs(size: u64) -> Theirs {
    let mut tree = Theirs::new();
    (0..size).for_each(|number| tree.push(Fact(number)));
    tree
}

/// A tree as tiles, grown in steps and put down in between.
fn tiles(size: u64, step: u64) -> Nodes {
    let mut nodes = Nodes::new();
    let mut done = 0;
    while done < size {
        let load = |(level, tile, length): (i16, u64, u64)| {
            let hashes: Vec<_> = nodes.get(&(level, tile)).cloned().unwrap_or_default();
            assert_eq!(hashes.len() as u64, length);
            Tile { level, number: tile, hashes }
        };
        let mut growth = Growth::continued(Growth::ends(done).map(load).collect());
        let end = size.min(done + step);
        (done..end).for_each(|number| growth.push(leaf(number)));
        let unfinished: Vec<_> = growth.unfinished().cloned().collect();
        for tile in growth.take_full().into_iter().chain(unfinished) {
            nodes.insert((tile.level, tile.number), tile.hashes);
        }
        done = end;
    }
    nodes
}

fn proof(ranges: &[Range], nodes: &Nodes) -> Vec<Digest> {
    ranges.iter().map(|range| hash_of(range, nodes).unwrap()).collect()
}

fn joined(proof: &[Digest]) -> Vec<u8> {
    proof.iter().flat_map(Digest::bytes).copied().collect()
}

#[test]
fn every_root_is_theirs() {
    let nodes = tiles(1_100, 300);
    let (mut tree, mut frontier) = (Theirs::new(), Frontier::default());
    for size in 0..=1_100 {
        assert_eq!(frontier.root().bytes(), tree.root().as_bytes().as_slice(), "{size}");
        assert_eq!(hash_of(&(0..size), &nodes), Some(frontier.root()), "{size}");
        tree.push(Fact(size));
        frontier.push(leaf(size));
    }
}

#[test]
fn a_third_level_grows_as_well() {
    let size = 256 * 256 + 257;
    let frontier: Frontier = (0..size).map(leaf).collect();
    let nodes = tiles(size, 40_000);
    assert_eq!(hash_of(&(0..size), &nodes), Some(frontier.root()));
    assert_eq!(nodes.len(), 258 + 2 + 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn inclusion_is_proved_as_they_do((size, index) in (1..600_u64).prop_flat_map(|n| (Just(n), 0..n)), step in 1..700_u64) {
        let (tree, nodes) = (theirs(size), tiles(size, step));
        let ours = proof(&inclusion(index, size), &nodes);
        prop_assert_eq!(joined(&ours), tree.prove_inclusion(usize::try_from(index).unwrap()).as_bytes().to_vec());
        let root = hash_of(&(0..size), &nodes).unwrap();
        prop_assert!(verify_inclusion(leaf(index), index, size, &ours, root));
        prop_assert!(!verify_inclusion(leaf(index + 1), index, size, &ours, root));
        prop_assert!(!verify_inclusion(leaf(index), index, size, &[ours.clone(), vec![root]].concat(), root));
        prop_assert!(!verify_inclusion(leaf(index), size, size, &ours, root));
        for at in 0..ours.len() {
            let mut bent = ours.clone();
            bent[at] = leaf(size);
            prop_assert!(!verify_inclusion(leaf(index), index, size, &bent, root));
        }
    }

    #[test]
    fn consistency_is_proved_as_they_do((new, old) in (2..600_u64).prop_flat_map(|n| (Just(n), 1..n))) {
        let (tree, nodes) = (theirs(new), tiles(new, 600));
        let ours = proof(&consistency(old, new), &nodes);
        let theirs = tree.prove_consistency(usize::try_from(new - old).unwrap());
        prop_assert_eq!(joined(&ours), theirs.as_bytes().to_vec());
        let root = |size| hash_of(&(0..size), &nodes).unwrap();
        let (before, after) = ((old, root(old)), (new, root(new)));
        prop_assert!(verify_consistency(before, after, &ours));
        prop_assert!(!verify_consistency((old, leaf(0x1_0000)), after, &ours));
        prop_assert!(!verify_consistency(before, (new, leaf(0x1_0000)), &ours));
        prop_assert!(!verify_consistency(before, after, &[ours, vec![after.1]].concat()));
    }
}

#[test]
fn nothing_and_the_same_need_no_proof() {
    let (old, new) = ((0, empty_root()), (1, leaf(0)));
    assert!(verify_consistency(old, new, &[]) && verify_consistency(new, new, &[]));
    assert!(!verify_consistency((0, leaf(0)), new, &[]) && !verify_consistency(new, old, &[]));
    assert!(!verify_inclusion(leaf(0), 0, 0, &[], empty_root()));
}
