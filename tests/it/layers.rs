//! Who may see whom, read from the paths in the source, and what only `cli` may do.

use std::path::Path;

/// Each layer with those it may see besides itself. `input` and `ledger` do not see each other, and only `cli` sees everything.
const TABLE: [(&str, &[&str]); 12] = [
    ("diag", &[]),
    ("domain", &["diag"]),
    ("law", &["diag", "domain"]),
    ("input", &["diag", "domain", "law"]),
    ("sie", &["diag", "domain"]),
    ("ledger", &["diag", "domain", "law", "sie"]),
    ("projection", &["diag", "domain", "law", "ledger"]),
    ("lab", &["diag", "domain", "law", "ledger", "projection"]),
    ("statement", &["diag", "domain", "law", "sie", "ledger", "projection", "lab"]),
    ("derivation", &["diag", "domain", "ledger", "projection", "statement"]),
    ("render", &["diag", "domain", "law", "sie", "ledger", "projection", "lab", "statement", "derivation"]),
    (
        "cli",
        &["diag", "domain", "law", "input", "sie", "ledger", "projection", "lab", "statement", "derivation", "render"],
    ),
];

/// Paths that this test cannot follow: out of the layer by the back door, several layers in one `use`, or by another name.
const HIDDEN: [&str; 6] =
    ["super::super", "use crate::{", "use std::{", "pub use crate", "pub(crate) use crate", "use crate as"];

/// What only `cli` may do: files, the environment, the terminal and the clock.
const IO: [&str; 16] = [
    "std::fs",
    "std::env",
    "std::net",
    "process::exit",
    "stdin(",
    "stdout(",
    "stderr(",
    "println!",
    "print!",
    "eprintln!",
    "eprint!",
    "dbg!",
    "Local::now",
    "Utc::now",
    "SystemTime",
    "Instant::now",
];

/// Every source file below a folder: its path from `src/` and its text without comments.
fn sources(folder: &Path, from: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path());
    let read = |path: std::path::PathBuf| {
        let name = format!("{from}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            return sources(&path, &format!("{name}/"));
        }
        let text = std::fs::read_to_string(path).expect("source is text");
        vec![(name, text.lines().map(|line| line.split("//").next().unwrap_or("")).collect::<Vec<_>>().join("\n"))]
    };
    entries.flat_map(read).collect()
}

/// The layers that a text names by `crate::`.
fn seen(text: &str) -> impl Iterator<Item = &str> {
    text.split("crate::")
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or(""))
}

#[test]
fn each_layer_sees_only_those_below_it() {
    let mut faults = Vec::new();
    for (name, text) in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "") {
        let layer = name.split('/').next().unwrap_or("");
        let allowed: &[&str] = match (layer, TABLE.iter().find(|(of, _)| *of == layer)) {
            ("lib.rs" | "main.rs", _) => &[],
            (_, Some((_, allowed))) => allowed,
            (_, None) => panic!("{name} is in no layer"),
        };
        let forbidden = seen(&text).filter(|other| *other != layer && !allowed.contains(other));
        faults.extend(forbidden.map(|other| format!("{name} sees {other}")));
        let banned = HIDDEN.iter().chain(IO.iter().filter(|_| layer != "cli"));
        faults.extend(banned.filter(|word| text.contains(**word)).map(|word| format!("{name} has {word}")));
        if layer == "main.rs" {
            assert!(
                text.matches("finsam::").count() == 1 && text.contains("finsam::cli::main"),
                "main.rs calls only cli"
            );
        }
        assert!(layer != "lib.rs" || !text.contains("use "), "lib.rs names the layers and nothing else");
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
