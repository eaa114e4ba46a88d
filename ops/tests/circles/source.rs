//! The files of a crate, and what each declares, imports and names.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use proc_macro2::TokenStream;
use quote::ToTokens as _;
use syn::{Attribute, Item, ItemMacro, ItemUse, UseTree};

use crate::paths;

/// The names that lead to a module from the root of its crate.
pub type ModulePath = Vec<String>;

pub struct Crate {
    pub modules: BTreeMap<ModulePath, Module>,
}

/// A module that is a file.
#[derive(Default)]
pub struct Module {
    pub file: String,
    /// Everything it defines.
    pub defined: BTreeSet<String>,
    /// Words handed to macros outside of functions: names that those may define.
    pub perhaps_defined: BTreeSet<String>,
    /// The name in this module, and the path it stands for.
    pub imported: BTreeMap<String, Vec<String>>,
    /// Paths that end with `*`.
    pub globs: Vec<Vec<String>>,
    /// Paths within its code.
    pub paths: BTreeSet<Vec<String>>,
    /// Macros that are known at the root of the crate.
    exported_macros: Vec<String>,
}

impl Crate {
    pub fn read(root: &Path, name: &str) -> Self {
        let mut files = vec![];
        collect(&root.join(name).join("src"), &mut files);
        let in_root = |path: &str| Path::new(path).strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        Self::new(files.iter().map(|(path, text)| (in_root(path), text.as_str())))
    }

    pub fn of_files(files: &[(&str, &str)]) -> Self {
        Self::new(files.iter().map(|(path, text)| ((*path).to_owned(), *text)))
    }

    fn new<'a>(files: impl Iterator<Item = (String, &'a str)>) -> Self {
        let files: Vec<_> = files.collect();
        let is_library = files.iter().any(|(file, _)| file.ends_with("src/lib.rs"));
        let root = if is_library { "lib" } else { "main" };
        let modules = files
            .into_iter()
            .filter_map(|(file, text)| Some((module_path(&file, root)?, Module::parse(file, text))));
        let mut modules: BTreeMap<_, _> = modules.collect();
        let of = |module: &Module| (module.file.clone(), module.exported_macros.clone());
        let exported: Vec<_> = modules.values().map(of).collect();
        for (file, names) in exported {
            let Some((path, _)) = modules.iter().find(|(_, module)| module.file == file) else { continue };
            let path = path.clone();
            let root = modules.get_mut(&vec![]).unwrap();
            for name in names {
                let there = ["crate".to_owned()].into_iter().chain(path.clone()).chain([name.clone()]);
                root.imported.insert(name, there.collect());
            }
        }
        Self { modules }
    }
}

/// All Rust files in a folder, in any order.
fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push((path.to_str().unwrap().to_owned(), fs::read_to_string(&path).unwrap()));
        }
    }
}

/// `None` for a file of tests, and for the program beside a library: nothing can import it.
fn module_path(file: &str, root: &str) -> Option<ModulePath> {
    let (_, within) = file.split_once("src/")?;
    let mut names: Vec<_> = within.strip_suffix(".rs")?.split('/').map(str::to_owned).collect();
    if names == [root] {
        return Some(vec![]);
    }
    if names.iter().any(|name| name == "tests") || names == ["main"] {
        return None;
    }
    names.pop_if(|last| last == "mod");
    Some(names)
}

impl Module {
    fn parse(file: String, text: &str) -> Self {
        let parsed = syn::parse_file(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        let mut module = Self { file, ..Self::default() };
        parsed.items.into_iter().for_each(|item| module.item(item));
        module
    }

    fn item(&mut self, item: Item) {
        match item {
            Item::Use(item) if !is_for_tests(&item.attrs) => self.import(item),
            Item::Macro(item) => self.macro_item(&item),
            Item::Mod(item) if !is_for_tests(&item.attrs) => {
                // One without a body is a file of its own.
                if let Some((_, items)) = item.content {
                    self.defined.insert(item.ident.to_string());
                    for item in items {
                        self.item(item);
                    }
                }
            }
            Item::Use(_) | Item::Mod(_) => {}
            Item::Fn(item) if is_for_tests(&item.attrs) => {}
            Item::Impl(item) if is_for_tests(&item.attrs) => {}
            other => {
                self.defined.extend(name_of(&other));
                self.code(other.into_token_stream());
            }
        }
    }

    fn import(&mut self, item: ItemUse) {
        let start = if item.leading_colon.is_some() { vec![String::new()] } else { vec![] };
        self.tree(start, item.tree);
    }

    fn tree(&mut self, mut path: Vec<String>, tree: UseTree) {
        match tree {
            UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.tree(path, *step.tree);
            }
            UseTree::Group(group) => {
                group.items.into_iter().for_each(|tree| self.tree(path.clone(), tree));
            }
            UseTree::Glob(_) => self.globs.push(path),
            UseTree::Name(name) if name.ident == "self" => self.named(path.last().cloned(), path),
            UseTree::Name(name) => {
                path.push(name.ident.to_string());
                self.named(Some(name.ident.to_string()), path);
            }
            UseTree::Rename(name) => {
                if name.ident != "self" {
                    path.push(name.ident.to_string());
                }
                // Several may be imported as `_`.
                let unnamed = name.rename == "_";
                let known = if unnamed { path.join("::") } else { name.rename.to_string() };
                self.named(Some(known), path);
            }
        }
    }

    fn named(&mut self, name: Option<String>, path: Vec<String>) {
        self.imported.extend(name.map(|name| (name, path)));
    }

    fn macro_item(&mut self, item: &ItemMacro) {
        if let Some(name) = &item.ident {
            self.defined.insert(name.to_string());
            if item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export")) {
                self.exported_macros.push(name.to_string());
            }
        } else {
            self.perhaps_defined.extend(paths::words(item.mac.tokens.clone()));
        }
        self.code(item.into_token_stream());
    }

    fn code(&mut self, tokens: TokenStream) {
        self.paths.extend(paths::paths(tokens));
    }
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg") && attribute.meta.to_token_stream().to_string().contains("test")
    })
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
