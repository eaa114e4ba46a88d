//! Judges facts and heads as they come by, in the order of the log.

use domain::Digest;
use ed25519_dalek::VerifyingKey;

use super::{
    Problem, SignedHead,
    guard::RecordedRoot,
    tree::{Frontier, Growth, TILE, Tile},
};

/// Nobody reads more; the log is beyond repair by hand.
const MAX_PROBLEMS: usize = 100;

/// What is known so far.
pub(super) struct Check<'a> {
    keys: &'a [VerifyingKey],
    /// How many facts the stored tiles cover.
    covered: i64,
    pub expected: i64,
    /// The tree over the facts themselves.
    facts: Frontier,
    /// The tree over the stored leaves, to judge the tiles above them; `None`: some leaf is not known.
    kept: Option<Growth>,
    /// Facts that are not what their tile says; the next head tells which of the two is wrong.
    suspects: Vec<i64>,
    /// Some fact is known to be wrong, so no root can be right any more.
    broken: bool,
    /// The last head that the facts lead to.
    pub head: Option<SignedHead>,
    pub problems: Vec<Problem>,
}

impl<'a> Check<'a> {
    pub fn new(covered: i64, keys: &'a [VerifyingKey]) -> Self {
        Self {
            keys,
            covered,
            expected: 1,
            facts: Frontier::default(),
            kept: Some(Growth::default()),
            suspects: vec![],
            broken: false,
            head: None,
            problems: vec![],
        }
    }

    pub fn is_hopeless(&self) -> bool {
        self.problems.len() + self.suspects.len() >= MAX_PROBLEMS
    }

    /// Takes the next fact's hash; `stored` looks up what the tiles hold for a position.
    pub fn fact(&mut self, position: i64, hash: Digest, stored: impl Fn(i64) -> Option<Digest>) {
        if position < self.expected {
            self.found(Problem::Surplus { position });
            return;
        }
        while self.expected < position && !self.is_hopeless() {
            self.found(Problem::Missing { position: self.expected });
            self.keep(stored(self.expected));
            self.expected += 1;
        }
        if position <= self.covered {
            let leaf = stored(position);
            match leaf {
                None => self.tile(0, (position - 1).cast_unsigned() / TILE),
                Some(leaf) if leaf != hash => self.suspects.push(position),
                Some(_) => {}
            }
            self.keep(leaf.or(Some(hash)));
        }
        self.facts.push(hash);
        self.expected = position + 1;
    }

    fn keep(&mut self, leaf: Option<Digest>) {
        match (&mut self.kept, leaf) {
            (Some(kept), Some(leaf)) => kept.push(leaf),
            (kept, _) => *kept = None,
        }
    }

    /// Takes a head that was signed right after the last fact.
    pub fn head(&mut self, head: SignedHead) {
        if !self.keys.iter().any(|key| head.is_signed_by(key)) {
            self.problems.push(Problem::Forged { size: head.size, key: head.key });
            return;
        }
        if !self.broken && self.facts.root() == head.root {
            for position in std::mem::take(&mut self.suspects) {
                self.tile(0, (position - 1).cast_unsigned() / TILE);
            }
            self.head = Some(head);
        } else if !self.broken && self.suspects.is_empty() {
            let first = self.head.as_ref().map_or(1, |good| good.size + 1);
            self.found(Problem::Head { size: head.size, first });
        } else {
            self.settle();
        }
    }

    /// Holds the facts so far against the root that a snapshot recorded. A fact that is known to be wrong explains it.
    pub fn snapshot(&mut self, recorded: &RecordedRoot) {
        if !self.broken && self.suspects.is_empty() && self.facts.root() != recorded.root() {
            self.found(Problem::Snapshot { position: recorded.position, size: recorded.size });
        }
    }

    /// A head of more facts than there are: signed, so there were more.
    pub fn head_beyond(&mut self, head: &SignedHead, end: i64) {
        let problem = if self.keys.iter().any(|key| head.is_signed_by(key)) {
            Problem::Truncated { end, recorded: head.size }
        } else {
            Problem::Forged { size: head.size, key: head.key }
        };
        self.problems.push(problem);
    }

    /// Without a head to say otherwise, the facts are taken to be wrong.
    pub fn settle(&mut self) {
        for position in std::mem::take(&mut self.suspects) {
            self.found(Problem::Changed { position });
        }
    }

    pub fn found(&mut self, problem: Problem) {
        self.broken = true;
        self.problems.push(problem);
    }

    /// Tiles that are due to be compared with those above level 0 that are stored.
    pub fn full_tiles(&mut self) -> Vec<Tile> {
        self.kept
            .as_mut()
            .map(Growth::take_full)
            .unwrap_or_default()
            .into_iter()
            .filter(|tile| tile.level > 0)
            .collect()
    }

    pub fn unfinished_tiles(&self) -> Vec<Tile> {
        self.kept.iter().flat_map(Growth::unfinished).filter(|tile| tile.level > 0).cloned().collect()
    }

    /// Names a damaged tile, once.
    pub fn tile(&mut self, level: i16, tile: u64) {
        let problem = Problem::Tile { level, tile };
        if self.problems.last() != Some(&problem) {
            self.problems.push(problem);
        }
    }
}
