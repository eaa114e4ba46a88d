//! Which file defines what a path names.

use std::collections::BTreeSet;

use crate::source::{Crate, Module, ModulePath};

/// How many re-exports lead to a name, at most; more would be a circle of re-exports.
const MOST: usize = 16;

impl Crate {
    /// The files that a module imports, itself left out.
    pub fn imports(&self, of: &ModulePath) -> BTreeSet<&str> {
        let module = &self.modules[of];
        let paths = module.imported.values().chain(&module.globs).chain(&module.paths);
        let files = paths.filter_map(|path| self.file(of, path, MOST));
        files.filter(|file| *file != module.file).collect()
    }

    /// `None` when it is not of this crate.
    fn file(&self, from: &ModulePath, path: &[String], most: usize) -> Option<&str> {
        let most = most.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" | "$crate" => self.within(vec![], rest, most),
            "self" => self.within(from.clone(), rest, most),
            "super" => self.within(parent(from), rest, most),
            _ => {
                let child = child(from, first);
                if self.modules.contains_key(&child) {
                    return self.within(child, rest, most);
                }
                let imported = self.modules.get(from)?.imported.get(first)?;
                let whole: Vec<_> = imported.iter().chain(rest).cloned().collect();
                // A crate that is imported under its own name leads nowhere else.
                if whole == path { None } else { self.file(from, &whole, most) }
            }
        }
    }

    /// What a path names that begins in a module.
    fn within(&self, mut at: ModulePath, path: &[String], most: usize) -> Option<&str> {
        for (n, name) in path.iter().enumerate() {
            if name == "super" {
                at = parent(&at);
                continue;
            }
            let child = child(&at, name);
            if self.modules.contains_key(&child) {
                at = child;
                continue;
            }
            let module = self.modules.get(&at)?;
            if module.defined.contains(name) {
                break;
            }
            let rest = &path[n..];
            return self.re_exported(&at, module, rest, most).or(Some(&module.file));
        }
        Some(&self.modules.get(&at)?.file)
    }

    /// Through the imports of a module. A name that nobody else has, a macro in the module may have made.
    fn re_exported(&self, at: &ModulePath, module: &Module, path: &[String], most: usize) -> Option<&str> {
        let name = &path[0];
        if let Some(imported) = module.imported.get(name) {
            let whole: Vec<_> = imported.iter().chain(&path[1..]).cloned().collect();
            return self.file(at, &whole, most);
        }
        if module.perhaps_defined.contains(name) {
            return None;
        }
        module.globs.iter().find_map(|glob| {
            let file = self.file(at, glob, most)?;
            let there = self.modules.values().find(|module| module.file == file)?;
            let known = there.defined.contains(name)
                || there.imported.contains_key(name)
                || there.perhaps_defined.contains(name);
            let whole: Vec<_> = glob.iter().chain(path).cloned().collect();
            known.then(|| self.file(at, &whole, most))?
        })
    }
}

fn parent(of: &ModulePath) -> ModulePath {
    of[..of.len().saturating_sub(1)].to_vec()
}

fn child(of: &ModulePath, name: &str) -> ModulePath {
    of.iter().cloned().chain([name.to_owned()]).collect()
}
