//! No file imports in a circle with another, except a module with its own children.
//!
//! A file imports another one when it names something that the other one defines: in a `use`, or in a path such as
//! `crate::views::Views` within the code. A name that is re-exported counts for the file that defines it: `crate::Views`
//! is `projections/src/views.rs`, not `projections/src/lib.rs`. Tests are left out; they may know everything.
//!
//! A circle is allowed only when it leads through a file that is the parent of all others in it: `mod.rs` declares and
//! re-exports its children, and they say `super`. Two siblings that import each other are a circle like any other.
//! What this cannot see: names that come in with `*`, and names that only macros make.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod graph;
mod names;
mod paths;
mod source;

use std::path::Path;

use self::{graph::Graph, source::Crate};

const CRATES: [&str; 9] = [
    "domain",
    "projections",
    "commands",
    "api",
    "web",
    "ops",
    "ops/bench",
    "ops/fixtures",
    "ops/http-client",
];

#[test]
fn no_file_imports_in_a_circle_with_another() {
    let graphs: Vec<_> = CRATES.iter().map(|name| Graph::of(&read(name))).collect();
    let circles: Vec<_> = graphs.iter().flat_map(Graph::circles).collect();
    assert!(circles.is_empty(), "files that import in a circle:\n\n{}", circles.join("\n\n"));
}

#[test]
fn a_re_exported_name_leads_to_the_file_that_defines_it() {
    let graph = Graph::of(&Crate::of_files(&[
        ("src/lib.rs", "mod a; mod b; pub use self::a::Shown; pub use b::*;"),
        ("src/a/mod.rs", "mod deep; pub use self::deep::Shown;"),
        ("src/a/deep.rs", "pub struct Shown; pub struct Hidden;"),
        ("src/b.rs", "use crate::{Shown, a::deep}; fn f(_: Shown) { deep::Hidden; }"),
        ("src/c.rs", "fn f() { vec![crate::Other::new()]; } use crate::b::inner as g;"),
    ]));
    assert_eq!(graph.imports("src/b.rs"), ["src/a/deep.rs"]);
    assert_eq!(graph.imports("src/c.rs"), ["src/lib.rs", "src/b.rs"]);
}

#[test]
fn only_a_module_and_its_own_children_may_import_each_other() {
    let family = [
        ("src/lib.rs", "mod a; mod b;"),
        ("src/a/mod.rs", "mod x; mod y; use self::x::X; pub struct A;"),
        ("src/a/x.rs", "use super::{A, y::Y}; pub struct X;"),
        ("src/a/y.rs", "use super::A; pub struct Y;"),
        ("src/b.rs", "use crate::a::A; pub struct B;"),
    ];
    let circles = |path, text| {
        let files = family.map(|(known, old)| (known, if known == path { text } else { old }));
        Graph::of(&Crate::of_files(&files)).circles()
    };
    assert_eq!(circles("src/lib.rs", "mod a; mod b;"), Vec::<String>::new());
    assert_eq!(
        circles("src/a/y.rs", "use super::x::X; pub struct Y;"),
        ["src/a/x.rs\n  imports src/a/y.rs\n  imports src/a/x.rs"]
    );
    assert_eq!(
        circles("src/a/y.rs", "use crate::b::B; pub struct Y;"),
        [
            "src/a/y.rs\n  imports src/b.rs\n  imports src/a/mod.rs\n  imports src/a/x.rs\n  imports src/a/y.rs"
        ]
    );
    assert_eq!(
        circles("src/a/y.rs", "#[cfg(test)] mod tests { use crate::b::B; } pub struct Y;"),
        Vec::<String>::new()
    );
}

fn read(name: &str) -> Crate {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    Crate::read(root, name)
}
