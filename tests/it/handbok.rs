//! The handbok, carried out as it stands: its files are written, its commands run in their order, and what they print compared.

use crate::support::{copy_over, finsam_as_given};
use std::path::Path;

/// A step of the handbok.
enum Step {
    /// A file and what it holds.
    Write(String, String),
    /// A file that goes.
    Remove(String),
    /// A command, its exit code, and what it prints.
    Run(String, i32, Vec<String>),
}

/// The blocks of the handbok in their order. A file's block stands under its name; a removal is a comment.
fn steps(text: &str) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut lines, mut named) = (text.lines(), String::new());
    while let Some(line) = lines.next() {
        if let Some(file) = line.strip_prefix("<!-- ta bort ").and_then(|rest| rest.strip_suffix(" -->")) {
            steps.push(Step::Remove(file.to_owned()));
        } else if let Some(file) = line.strip_prefix('`').and_then(|rest| rest.strip_suffix("`:")) {
            named = file.to_owned();
        } else if line == "```toml" {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            steps.push(Step::Write(named.clone(), body.join("\n") + "\n"));
        } else if line == "```console" {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            steps.push(console(&body));
        }
    }
    steps
}

fn console(body: &[&str]) -> Step {
    let command = body[0].strip_prefix("$ finsam").expect("a console block begins with a command").trim();
    let code = body.get(1).and_then(|line| line.strip_prefix("? ")).map(|code| code.parse().expect("an exit code"));
    let printed = body[1 + usize::from(code.is_some())..].iter().map(|line| (*line).to_owned()).collect();
    Step::Run(command.to_owned(), code.unwrap_or(0), printed)
}

/// Words as a shell splits them; quotes hold words together.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    let split = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    split.collect()
}

/// Whether the text is as the handbok has it; `...` alone on a line is any lines, `[..]` any words.
fn is_as_written(expected: &[String], actual: &[&str]) -> bool {
    match (expected.split_first(), actual.split_first()) {
        (None, None) => true,
        (Some((dots, rest)), _) if dots == "..." => {
            (0..=actual.len()).any(|skipped| is_as_written(rest, &actual[skipped..]))
        }
        (Some((line, rest)), Some((first, others))) => fits(line, first) && is_as_written(rest, others),
        _ => false,
    }
}

fn fits(expected: &str, actual: &str) -> bool {
    let mut parts = expected.split("[..]");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = actual.strip_prefix(first) else { return false };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.is_empty() || expected.ends_with("[..]")
}

#[test]
fn the_handbok_is_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("docs/handbok.md")).expect("the handbok");
    let world = tempfile::tempdir().expect("a temporary folder");
    for folder in ["budgets", "scenarios"] {
        copy_over(&root.join(folder), &world.path().join(folder));
    }
    let steps = steps(&text);
    assert!(steps.iter().filter(|step| matches!(step, Step::Run(..))).count() >= 12, "the handbok shows its commands");
    for step in steps {
        match step {
            Step::Write(file, body) => std::fs::write(world.path().join(file), body).expect("the file is written"),
            Step::Remove(file) => std::fs::remove_file(world.path().join(file)).expect("the file goes"),
            Step::Run(command, code, expected) => {
                let arguments = words(&command);
                let ran = finsam_as_given(world.path(), &arguments.iter().map(String::as_str).collect::<Vec<_>>());
                // What a check finds is an answer; what goes wrong is said beside it.
                let printed = if code == 0 || ran.err.is_empty() { &ran.out } else { &ran.err };
                let actual: Vec<&str> = printed.trim_end().lines().collect();
                assert_eq!(ran.code, code, "finsam {command}: {}", ran.err);
                assert!(is_as_written(&expected, &actual), "finsam {command} prints\n{printed}");
            }
        }
    }
}
