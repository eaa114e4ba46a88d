//! Puts what the browser gets into the binary, under names that change with the content.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::exit,
};

use sha2::{Digest, Sha256};

fn main() {
    println!("cargo::rerun-if-changed=dist");
    let dist = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it")).join("dist");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("assets.rs");
    fs::write(out, table(&dist)).expect("OUT_DIR can be written to");
}

/// The table as Rust source, in the order of the names so that a build repeats.
fn table(dist: &Path) -> String {
    let mut files: Vec<PathBuf> =
        fs::read_dir(dist).map_or_else(|_| missing(), |files| files.map(path).collect());
    // Compressed ones stand beside what they are made of.
    files.retain(|file| encoding(file).is_none());
    files.sort();
    if files.is_empty() {
        missing()
    }
    let rows: String = files.iter().map(|file| row(file)).collect();
    format!("&[\n{rows}]\n")
}

fn row(file: &Path) -> String {
    let part = |part: Option<&std::ffi::OsStr>| {
        part.and_then(|part| part.to_str()).expect("asset names are plain").to_owned()
    };
    let (stem, extension) = (part(file.file_stem()), part(file.extension()));
    let digest = hex::encode(Sha256::digest(fs::read(file).expect("dist can be read")));
    let logical = format!("{stem}.{extension}");
    let url = format!("/static/{stem}.{}.{extension}", &digest[..12]);
    let (mime, file) = (mime(&extension), file.to_str().expect("the folder's path is text"));
    let mut compressed = String::new();
    for (ending, name) in ENCODINGS {
        let path = format!("{file}.{ending}");
        if Path::new(&path).exists() {
            let _ = write!(compressed, "({name:?}, include_bytes!({path:?})), ");
        }
    }
    format!(
        "    Asset {{ logical: {logical:?}, url: {url:?}, mime: {mime:?}, bytes: include_bytes!({file:?}), \
         compressed: &[{compressed}] }},\n"
    )
}

/// Endings of compressed files, and what HTTP calls them; the smallest first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gz", "gzip")];

fn encoding(file: &Path) -> Option<&'static str> {
    let ending = file.extension().and_then(|ending| ending.to_str())?;
    ENCODINGS.iter().find(|(known, _)| *known == ending).map(|(_, name)| *name)
}

fn mime(extension: &str) -> &'static str {
    match extension {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        other => panic!("web/dist holds a .{other} file, which has no media type in web/build.rs"),
    }
}

fn path(entry: std::io::Result<fs::DirEntry>) -> PathBuf {
    entry.expect("dist can be read").path()
}

fn missing() -> ! {
    println!("cargo::error=web/dist is missing: run `make assets` (or `npm ci && npm run build` in web/)");
    exit(1)
}
