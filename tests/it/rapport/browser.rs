//! The report in a browser: on a desktop, on a phone, printed, and as a screen reader meets it.

use crate::support::{TODAY, program, shipped};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The browser, if the machine has it with what drives it. Where something is missing the test is skipped with a line, unless
/// `FINSAM_KRAV` demands it.
fn browser() -> Option<Command> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/webb");
    let (mut node, chromium) = (program("node")?, program("chromium")?);
    if !folder.join("node_modules/axe-core").is_dir() {
        assert!(std::env::var_os("FINSAM_KRAV").is_none(), "npm install has not been run in tests/webb");
        eprintln!("skipped: npm install has not been run in tests/webb");
        return None;
    }
    let path = std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(chromium.get_program()))
        .find(|path| path.is_file())?;
    node.arg(folder.join("sida.mjs")).arg(path);
    Some(node)
}

/// What the browser says of a report, and its print as text, a page at a time.
fn seen(args: &[&str]) -> Option<(Value, Vec<String>)> {
    let mut browser = browser()?;
    let folder = tempfile::tempdir().expect("a folder");
    let (page, print) = (folder.path().join("styrelse.html"), folder.path().join("styrelse.pdf"));
    let path = |path: &PathBuf| path.to_str().expect("a path in UTF-8").to_owned();
    let answer = shipped(&[&["rapport", "-o", &path(&page)], args].concat(), "100");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let output = browser.arg(&page).arg(&print).output().expect("node starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let found = serde_json::from_slice(&output.stdout).expect("the script answers in JSON");
    let text = program("pdftotext")?.arg("-layout").arg(&print).arg("-").output().expect("pdftotext runs").stdout;
    let text = String::from_utf8(text).expect("the print is text").replace('\u{a0}', " ");
    Some((found, text.split('\u{c}').filter(|page| !page.trim().is_empty()).map(str::to_owned).collect()))
}

/// Nothing overflows, nothing is said on the console, nothing is fetched, and the checker of accessibility finds nothing.
fn is_well(found: &Value) {
    for what in ["console", "requests", "overflow", "clipped", "axe"] {
        let list = found[what].as_array().expect("a list");
        assert!(list.is_empty(), "{what}: {list:#?}");
    }
}

#[test]
fn the_page_is_right_on_a_desktop_a_phone_and_paper() {
    let Some((found, pages)) = seen(&[]) else { return };
    is_well(&found);
    assert!(pages.len() > 3, "{} pages", pages.len());
    for (at, page) in pages.iter().enumerate() {
        let number = format!("Sida {} av {}", at + 1, pages.len());
        for word in
            ["Samordningsförbundet Insjöriket", "Period 2025", "Enhet tkr", "Scenario plan", TODAY, "Indata", &number]
        {
            assert!(page.contains(word), "page {} lacks {word}:\n{page}", at + 1);
        }
    }
    // A board reads four pages; what they rest on begins on the next.
    assert_eq!(pages.iter().position(|page| page.contains("Underlag")), Some(4));
    let tables = found["tables"].as_array().expect("a list");
    assert!(tables.len() > 5);
    for table in tables {
        let word = |at: usize| table[at].as_str().expect("a text").replace('\u{a0}', " ");
        let (caption, last) = (word(0), word(1));
        let first_words = |text: &str| text.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
        let has = |page: &String, text: &str| {
            page.split_whitespace().collect::<Vec<_>>().join(" ").contains(&first_words(text))
        };
        assert!(pages.iter().any(|page| has(page, &caption) && has(page, &last)), "{caption} is cut before {last}");
    }
}

#[test]
fn the_parts_are_right_too() {
    // The delårsrapport has the widest tables there are.
    let delar = ["--ar", "2024", "--period", "jan-aug", "--scenario", "forslag-2027", "plan"];
    for args in [&["--del", "ekonomi"][..], &["--del", "budget"], &delar] {
        let Some((found, _)) = seen(args) else { return };
        is_well(&found);
    }
}
