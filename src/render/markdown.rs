//! Tables as Markdown (CommonMark with the tables of GitHub), for minutes, wikis and e-mail.

use super::document::{Document, Part};
use super::page::Page;
use crate::domain::money::Unit;
use crate::statement::{Block, Report, Sheet, SheetRow, Statement, Style, view};

/// The whole page: title, what every page says of itself, then tables and lists in order.
pub fn document(document: &Document<'_>, page: &Page) -> String {
    let facts = page.facts_line(Some(document.unit), document.scenario.as_deref());
    let mut out = format!("# {}\n\n{}\n", inline(&document.title), line(&inline(&facts)));
    let alone = document.parts.len() == 1;
    for part in &document.parts {
        match part {
            Part::Table { title, lead, statement } => {
                out.push_str(&if alone { String::new() } else { format!("\n## {}\n", inline(title)) });
                out.push_str(&lead.iter().map(|lead| format!("\n{}\n", line(&inline(lead)))).collect::<String>());
                out.push_str(&table(statement, document.unit, page));
            }
            Part::List { title, numbered, items } => {
                out.push_str(&format!("\n## {}\n\n", inline(title)));
                out.push_str(&list(items, *numbered));
            }
        }
    }
    out
}

/// A report: its sections in order. Pictures are told in words; the tables below them hold their figures.
pub fn report(report: &Report, page: &Page) -> String {
    let facts = page.facts_line(Some(report.unit), report.scenario.as_deref());
    let mut out =
        format!("# {}\n\n{}\n\n{}\n", inline(&report.title), line(&inline(&report.period)), line(&inline(&facts)));
    for section in &report.sections {
        // A part is a heading of the same kind as its sections, since the title alone is above them.
        out.push_str(&section.part.map_or(String::new(), |part| format!("\n## {}\n", inline(&part.to_uppercase()))));
        out.push_str(&format!("\n## {}\n", inline(&section.title)));
        for block in &section.blocks {
            out.push_str(&one(block, page));
        }
    }
    out
}

fn one(block: &Block, page: &Page) -> String {
    match block {
        Block::Words(words) | Block::Missing(words) => format!("\n{}\n", line(&inline(words))),
        Block::Headlines(headlines) => {
            let items: Vec<String> =
                headlines.iter().map(|headline| format!("{}: {}", headline.label, headline.figure)).collect();
            format!("\n{}", list(&items, false))
        }
        Block::Points(points) => format!("\n{}", list(points, true)),
        Block::List { title, items, numbered } if title.is_empty() => format!("\n{}", list(items, *numbered)),
        Block::List { title, items, numbered } => format!("\n### {}\n\n{}", inline(title), list(items, *numbered)),
        Block::Table(statement, unit) | Block::Beside(statement, unit) => {
            let unit_said = if statement.has_amounts() { format!(", {}", unit.name()) } else { String::new() };
            let title = format!("{}{unit_said}", statement.title);
            format!("\n### {}\n{}", inline(&title), table(statement, *unit, page))
        }
        Block::Picture(picture) => format!("\n{}\n", line(&inline(&picture.text))),
    }
}

fn table(statement: &Statement, unit: Unit, page: &Page) -> String {
    let sheet = view(statement, unit);
    page.placed.table(statement, &sheet, unit);
    let mut out = String::from("\n");
    let headings = sheet.columns.iter().map(|column| format!("{} {}", column.heading, column.kind));
    let headings = headings.map(|heading| inline(heading.trim_end()));
    let label = ["".to_owned()].into_iter().chain(page.show_ids.then(|| "id".to_owned()));
    out.push_str(&cells(label.chain(headings)));
    let sides = sheet.columns.iter().map(|column| if column.layer == "text" { ":--" } else { "--:" });
    let labels = std::iter::repeat_n(":--", 1 + usize::from(page.show_ids));
    out.push_str(&cells(labels.chain(sides).map(str::to_owned)));
    for row in &sheet.rows {
        out.push_str(&table_row(row, &sheet, page));
    }
    if !statement.notes.is_empty() {
        out.push_str(&format!("\n{}", list(&statement.notes, false)));
    }
    out
}

/// Headings and sums are bold.
fn table_row(row: &SheetRow, sheet: &Sheet, page: &Page) -> String {
    let strong = matches!(row.style, Style::Heading | Style::Total);
    let set = |text: &str| match (inline(text), strong) {
        (text, true) if !text.is_empty() => format!("**{text}**"),
        (text, _) => text,
    };
    let figure = |at: usize| match row.style {
        Style::Heading => String::new(),
        _ => row.cells.get(at).map_or(String::new(), |cell| set(cell)),
    };
    let id = page.show_ids.then(|| format!("`{}`", row.id));
    cells([set(&row.label)].into_iter().chain(id).chain((0..sheet.columns.len()).map(figure)))
}

fn cells(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

fn list(items: &[String], numbered: bool) -> String {
    let bullet = |at: usize| if numbered { format!("{}.", at + 1) } else { "-".to_owned() };
    items.iter().enumerate().map(|(at, item)| format!("{} {}\n", bullet(at), line(&inline(item)))).collect()
}

/// Text on one line in which nothing is markup. An underscore within a word is none.
pub(super) fn inline(text: &str) -> String {
    let characters: Vec<char> = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let is_word = |at: Option<&char>| at.is_some_and(|c| c.is_alphanumeric());
    let mut out = String::with_capacity(text.len());
    for (at, c) in characters.iter().enumerate() {
        let within = at > 0 && is_word(characters.get(at - 1)) && is_word(characters.get(at + 1));
        if matches!(c, '\\' | '`' | '*' | '|' | '<' | '>' | '[' | ']' | '~' | '&') || *c == '_' && !within {
            out.push('\\');
        }
        out.push(*c);
    }
    out
}

/// Escaped text that begins a line: what would make it a heading, a list or a rule is escaped too.
fn line(text: &str) -> String {
    let text = text.trim();
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = &text[digits..];
    if digits > 0 && after.starts_with(['.', ')']) {
        return format!("{}\\{after}", &text[..digits]);
    }
    if text.starts_with(['#', '-', '+', '=']) { format!("\\{text}") } else { text.to_owned() }
}
