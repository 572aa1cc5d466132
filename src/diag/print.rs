//! Problems as text: code, place, the line with a caret under it, notes and the remedy.

use super::{Files, Group, Place, Problem, floor_boundary};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Prints all problems, grouped by what they concern, each as a block of its own.
pub fn print(problems: &[Problem], files: &Files) -> String {
    let mut out = String::new();
    for group in Group::ALL {
        let members: Vec<_> = problems.iter().filter(|p| p.code.group() == group).collect();
        if members.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{}\n", group.heading());
        for problem in members {
            block(&mut out, problem, files);
            out.push('\n');
        }
    }
    let count = problems.len();
    let _ = writeln!(out, "{count} fel.");
    out
}

fn block(out: &mut String, problem: &Problem, files: &Files) {
    let _ = writeln!(out, "fel {}: {}", problem.code, problem.title);
    if let Some((place, text)) = &problem.primary {
        excerpt(out, *place, text, files);
    }
    if let Some((place, text)) = &problem.secondary {
        excerpt(out, *place, text, files);
    }
    for note in &problem.notes {
        let _ = writeln!(out, "  {note}");
    }
    if let Some(remedy) = &problem.remedy {
        let _ = writeln!(out, "  prova: {remedy}");
    }
}

/// How far into a line a place may stand for the line to be shown from its beginning, and else how much is shown before it.
const FAR: usize = 110;
const BEFORE: usize = 30;

/// `file:line:column`, the line, and carets under the place.
fn excerpt(out: &mut String, place: Place, label: &str, files: &Files) {
    let name = files.name(place.file);
    let text = files.text(place.file);
    // A fault that concerns the whole file has no line to show.
    if text.is_empty() || place.is_whole() {
        let _ = writeln!(out, "  {name}");
        if !label.is_empty() {
            let _ = writeln!(out, "      | {label}");
        }
        return;
    }
    let (line_number, column) = files.line_column(place);
    let _ = writeln!(out, "  {name}:{line_number}:{column}");
    let start = floor_boundary(text, place.start as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let end = floor_boundary(text, place.end as usize).clamp(start, line_end);
    // A long line is shown from a little before the place, so that the caret is under it.
    let far = text[line_start..start].char_indices().rev().nth(FAR).map(|_| {
        text[line_start..start].char_indices().rev().nth(BEFORE).map_or(line_start, |(at, _)| line_start + at)
    });
    let (line_start, cut) = far.map_or((line_start, ""), |at| (at, "…"));
    let line = format!("{cut}{}", shorten(text[line_start..line_end].trim_end_matches('\r')));
    // Tabs and control characters would move the caret or the terminal.
    let clean = |s: &str| s.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let before = format!("{cut}{}", clean(&text[line_start..start]));
    let marked = clean(&text[start..end]);
    let carets = "^".repeat(marked.width().clamp(1, 60));
    let _ = writeln!(out, "  {line_number:>4} | {}", clean(&line));
    let _ = writeln!(out, "       | {}{carets} {label}", " ".repeat(before.width()));
}

/// A line longer than a screen is cut; the place is still said in numbers.
fn shorten(line: &str) -> String {
    if line.chars().count() > 160 { line.chars().take(160).chain("…".chars()).collect() } else { line.to_owned() }
}
