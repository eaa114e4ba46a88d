//! Which file imports which, and the circles among them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::source::{Crate, ModulePath};

/// The number of a file; parents come before their children.
type Node = usize;

pub struct Graph {
    files: Vec<(ModulePath, String)>,
    imports: Vec<BTreeSet<Node>>,
}

impl Graph {
    pub fn of(sources: &Crate) -> Self {
        let modules = sources.modules.iter();
        let files: Vec<_> = modules.map(|(path, module)| (path.clone(), module.file.clone())).collect();
        let by_file: BTreeMap<_, _> =
            files.iter().enumerate().map(|(node, (_, file))| (file.as_str(), node)).collect();
        let imports = files
            .iter()
            .map(|(path, _)| sources.imports(path).into_iter().map(|file| by_file[file]).collect());
        Self { imports: imports.collect(), files: files.clone() }
    }

    /// The files that a file imports.
    pub fn imports(&self, file: &str) -> Vec<&str> {
        let node = self.files.iter().position(|(_, known)| known == file).unwrap();
        self.imports[node].iter().map(|node| self.file(*node)).collect()
    }

    /// One circle of each group of files that import each other, as text.
    pub fn circles(&self) -> Vec<String> {
        self.tangled(&(0..self.files.len()).collect()).iter().map(|group| self.text(group)).collect()
    }

    fn file(&self, node: Node) -> &str {
        &self.files[node].1
    }

    /// The file that is the parent of all others, if there is one.
    fn parent(&self, nodes: &BTreeSet<Node>) -> Option<Node> {
        let first = *nodes.first()?;
        let all = nodes.iter().all(|node| self.files[*node].0.starts_with(&self.files[first].0));
        all.then_some(first)
    }

    /// Groups of files of which each leads to each other one, where no file is the parent of all others.
    fn tangled(&self, among: &BTreeSet<Node>) -> Vec<BTreeSet<Node>> {
        let mut tangled = vec![];
        for mut group in self.groups(among) {
            match self.parent(&group) {
                // Circles through it are allowed; others among its children are not.
                Some(parent) => {
                    group.remove(&parent);
                    tangled.extend(self.tangled(&group));
                }
                None => tangled.push(group),
            }
        }
        tangled
    }

    /// Groups of two or more of which each leads to each other one.
    fn groups(&self, among: &BTreeSet<Node>) -> Vec<BTreeSet<Node>> {
        let reached: BTreeMap<_, _> = among.iter().map(|from| (*from, self.reached(*from, among))).collect();
        let mut groups = BTreeSet::new();
        for (from, reaches) in &reached {
            let both = reaches.iter().filter(|to| reached[*to].contains(from));
            groups.insert(both.copied().collect::<BTreeSet<_>>());
        }
        groups.into_iter().filter(|group| group.len() > 1).collect()
    }

    fn reached(&self, from: Node, among: &BTreeSet<Node>) -> BTreeSet<Node> {
        let mut reached = BTreeSet::new();
        let mut next = vec![from];
        while let Some(node) = next.pop() {
            next.extend(self.imports[node].intersection(among).filter(|to| reached.insert(**to)));
        }
        reached
    }

    /// The shortest circle of a group that is not allowed.
    fn text(&self, group: &BTreeSet<Node>) -> String {
        let circles = group.iter().filter_map(|start| self.shortest(*start, group));
        let circles = circles.filter(|circle| self.parent(&circle.iter().copied().collect()).is_none());
        let (circle, between) = match circles.min_by_key(Vec::len) {
            Some(circle) => (circle, "\n  imports "),
            // Each short one is allowed; together they are not.
            None => (group.iter().copied().collect(), "\n  is in a circle with "),
        };
        let files: Vec<_> = circle.into_iter().map(|node| self.file(node)).collect();
        files.join(between)
    }

    /// The shortest path from a file back to it.
    fn shortest(&self, start: Node, among: &BTreeSet<Node>) -> Option<Vec<Node>> {
        let mut paths = VecDeque::from([vec![start]]);
        let mut seen = BTreeSet::new();
        while let Some(path) = paths.pop_front() {
            for to in self.imports[*path.last()?].intersection(among) {
                let longer = [path.clone(), vec![*to]].concat();
                if *to == start {
                    return Some(longer);
                }
                if seen.insert(*to) {
                    paths.push_back(longer);
                }
            }
        }
        None
    }
}
