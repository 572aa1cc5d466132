//! The report as a file.

use crate::support::{copy_over, finsam, shipped, updating};
use std::path::{Path, PathBuf};

/// The report of a folder's förbund.
fn report(folder: &Path, more: &[&str]) -> String {
    let file = tempfile::Builder::new().suffix(".html").tempfile().expect("a file");
    let path = file.path().to_str().expect("a path in UTF-8");
    let answer = finsam(folder, &[&["rapport", "-o", path], more].concat());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    std::fs::read_to_string(file.path()).expect("the file is written")
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The values of an attribute, quoted or not.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let value = |rest: &'t str| match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or(""),
        None => rest.split([' ', '>']).next().unwrap_or(""),
    };
    text.split(&format!(" {attribute}=")).skip(1).map(value).collect()
}

#[test]
fn one_file_that_fetches_and_runs_nothing() {
    let text = report(&root(), &[]);
    assert!(text.len() < 400_000, "{} bytes", text.len());
    // The name of the SVG namespace is no address that anything is fetched from.
    let other = text.replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
    for word in [
        "http:",
        "https:",
        "//",
        "<script",
        "<link",
        "<img",
        "<iframe",
        "@import",
        "url(h",
        "src=",
        "onload",
        "javascript:",
    ] {
        assert!(!other.contains(word), "the page has {word}");
    }
    assert_eq!(text, report(&root(), &[]), "two runs are the same to the byte");
}

#[test]
fn every_link_leads_somewhere_and_no_id_is_used_twice() {
    let text = report(&root(), &[]);
    let mut ids = values(&text, "id");
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is used twice");
    for link in values(&text, "href") {
        let target = link.strip_prefix('#').expect("a link leads within the page");
        assert!(ids.binary_search(&target).is_ok(), "#{target} leads nowhere");
    }
    for names in values(&text, "aria-labelledby") {
        assert!(names.split(' ').all(|name| ids.binary_search(&name).is_ok()), "{names} names nothing");
    }
}

/// Each figure of a table opens an entry that says how it came about, and most go on down to a file.
#[test]
fn each_figure_opens_its_derivation() {
    let text = report(&root(), &[]);
    let (tables, entries) = text.split_once("<aside").expect("the derivations stand last");
    // What thousands of runs give has no derivation of its own.
    let sections = tables.split("<section ").filter(|section| !section.starts_with("id=\"osakerhet\""));
    let tables: String = sections.collect();
    let cells = tables.matches("<td class=\"h\"").count();
    let open = tables.matches("<td class=\"h\"><a href=#h").count();
    let nothing = tables.matches("<td class=\"h\">–</td>").count();
    // What a cause of the bridge means, and what rounding leaves, have no derivation of their own.
    assert!(open > 400 && cells - open - nothing < 20, "{open} of {cells} figures open, {nothing} cells are empty");
    assert!(entries.matches("budgets/").count() > 100, "entries go down to the files");
    let terms = entries.matches("<li>").count();
    let linked = entries.matches("<li><a href=#h").count();
    assert!(linked * 10 > terms * 7, "{linked} of {terms} values go on");
}

/// Each picture is drawn for wide and narrow pages, with its title and its words, and a table stands after it.
#[test]
fn each_picture_has_its_words_and_its_table() {
    let text = report(&root(), &[]);
    let figures: Vec<&str> = text.split("<figure>").skip(1).collect();
    assert!(figures.len() >= 5, "{} pictures", figures.len());
    for figure in figures {
        let (picture, after) = figure.split_once("</figure>").expect("the picture ends");
        assert_eq!(picture.matches("<svg ").count(), 2);
        assert_eq!(picture.matches("role=\"img\"").count(), 2);
        for words in ["<title", "<desc", "<figcaption>"] {
            assert!(picture.contains(words), "a picture without {words}");
        }
        let table = after.find("<table").expect("a table follows");
        assert!(!after[..table].contains("<section"), "the table stands in the same section");
    }
}

/// A picture's figures are in the unit that it names: kronor are too fine for a bridge, which is drawn in tkr.
#[test]
fn a_picture_names_the_unit_of_its_figures() {
    let text = report(&root(), &["--enhet", "kr"]);
    let bridge = text.split("<figure>").find(|figure| figure.contains("id=\"bryggan-bred-t\"")).expect("the bridge");
    assert!(
        bridge.contains("Målet 2030: 2\u{a0}780<")
            && bridge.contains("Belopp i tkr")
            && !bridge.contains("Belopp i kr")
    );
}

/// Everything that a förbund can write in its files is shown and not run.
#[test]
fn a_forbund_named_script_is_shown_and_not_run() {
    let folder = tempfile::tempdir().expect("a folder");
    copy_over(&root().join("budgets"), &folder.path().join("budgets"));
    copy_over(&root().join("scenarios"), &folder.path().join("scenarios"));
    let evil = "</style><script>alert(1)</script>\u{201d}'\\\\3c ";
    let of = |name: &str| folder.path().join(name);
    let change = |name: &str, from: &str, to: &str| {
        let text = std::fs::read_to_string(of(name)).expect("the file");
        assert!(text.contains(from), "{name} has {from}");
        std::fs::write(of(name), text.replace(from, to)).expect("written");
    };
    change("budgets/forbund.toml", "Samordningsförbundet Insjöriket", evil);
    change("budgets/forbund.toml", "Mölndals stad", evil);
    change("scenarios/plan.toml", "Planen förd vidare", evil);
    let text = report(folder.path(), &[]);
    assert!(!text.contains("<script"), "what a file says is run");
    assert_eq!(text.matches("</style>").count(), 1, "only the page's own style sheet ends");
    assert!(text.contains("&#60;script&#62;alert(1)") || text.contains("&lt;script&gt;alert(1)"), "it is shown");
}

/// A förbund that has just begun, and the invented one with a followed-up year.
#[test]
fn any_forbund_has_a_report() {
    let folder = tempfile::tempdir().expect("a folder");
    let new = folder.path().join("nytt");
    let answer = finsam(folder.path(), &["ny", new.to_str().expect("a path in UTF-8")]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    for folder in [new, root().join("docs/exempel")] {
        let text = report(&folder, &[]);
        assert!(text.contains("</html>"));
    }
}

/// The pictures that the documentation shows are those that the program draws. `FINSAM_UPPDATERA=1` writes them.
#[test]
fn the_pictures_of_the_documentation_are_drawn_by_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let answer = shipped(&["rapport", "--bilder", folder.path().to_str().expect("a path in UTF-8")], "100");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    let shown = root().join("docs/bilder");
    let names = |folder: &Path| {
        let entries = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
        let mut names: Vec<_> = entries.collect();
        names.sort();
        names
    };
    if updating() {
        copy_over(folder.path(), &shown);
    }
    assert_eq!(names(folder.path()), names(&shown));
    for name in names(&shown) {
        let read = |folder: &Path| std::fs::read_to_string(folder.join(&name)).expect("a picture is text");
        assert_eq!(read(folder.path()), read(&shown), "{name:?} is drawn otherwise (FINSAM_UPPDATERA=1 writes it)");
    }
}

/// The report in words, as somebody read it.
#[test]
fn the_report_reads_as_it_did() {
    let answer = shipped(&["rapport", "--format", "md"], "100");
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    insta::assert_snapshot!("rapport-md", crate::render::open_hash(&answer.out, "indata\u{a0}"));
}
