//! Statements as tables of text. Where the columns do not fit side by side, the table is set in parts, each with its labels.

use super::page::Page;
use crate::domain::money::Unit;
use crate::domain::sv;
use crate::statement::{Column, Sheet, SheetRow, Statement, Style, view};
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Row, Table, TableStyle,
};

/// A rule under the headings and one below. The rules' junctions make every column begin with one blank.
const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none())
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// Labels get their own width up to so many columns before the table is set in parts.
const LABEL: usize = 20;

/// The statement's table and notes, without a header.
pub fn table(statement: &Statement, unit: Unit, page: &Page) -> String {
    let sheet = view(statement, unit);
    page.placed.table(statement, &sheet, unit);
    let mut out = String::new();
    // Two blanks between columns where they fit, else one; only then is the table set in parts.
    let gap = if parts(&sheet, page, 2).len() == 1 { 2 } else { 1 };
    let mut without = Vec::new();
    for (at, part) in parts(&sheet, page, usize::from(gap)).into_iter().enumerate() {
        // A part of its own with nothing in it is said and not set.
        if at > 0 && part.iter().all(|column| is_empty(&sheet, *column)) {
            without.extend(part);
            continue;
        }
        if at > 0 {
            out.push('\n');
        }
        out.push_str(&one(&sheet, &part, gap, page));
        out.push('\n');
    }
    if !without.is_empty() {
        let names: Vec<String> = without.iter().map(|at| heading(&sheet.columns[*at]).replace('\n', " ")).collect();
        out.push_str(&page.paragraph("  ", &format!("Utan uppgifter: {}.", names.join("; "))));
        out.push('\n');
    }
    out.push_str(&notes(statement, page));
    out
}

/// What stands under a table.
pub fn notes(statement: &Statement, page: &Page) -> String {
    statement.notes.iter().map(|note| page.paragraph("  ", note) + "\n").collect()
}

/// The statement with its header.
pub fn with_header(statement: &Statement, unit: Unit, page: &Page) -> String {
    let header = page.header(&statement.title, Some(unit), statement.scenario.as_deref());
    format!("{header}\n{}", table(statement, unit, page))
}

fn width_of(text: &str) -> usize {
    text.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap_or(0)
}

fn column_width(sheet: &Sheet, at: usize) -> usize {
    let column = &sheet.columns[at];
    let cells = sheet.rows.iter().filter_map(|row| row.cells.get(at)).map(|cell| width_of(cell));
    cells.chain([width_of(&column.heading), width_of(&column.kind)]).max().unwrap_or(0)
}

/// Columns of words are set to the left and share the room; columns of figures are as wide as their figures.
fn has_words(sheet: &Sheet) -> bool {
    sheet.columns.iter().any(|column| column.layer == "text")
}

/// What the labels, and the ids if they are shown, need at the least: their longest word.
fn label_width(sheet: &Sheet, page: &Page) -> usize {
    let longest = |text: &str| text.split(' ').map(width_of).max().unwrap_or(0);
    let needed = |row: &SheetRow| longest(&row.label).max(width_of(&row.label).min(LABEL));
    let labels = sheet.rows.iter().map(needed).max().unwrap_or(0);
    let ids = sheet.rows.iter().map(|row| width_of(&row.id) + 2).max().unwrap_or(0);
    labels + if page.show_ids { ids + 1 } else { 0 }
}

/// Which columns stand together in each part.
fn parts(sheet: &Sheet, page: &Page, gap: usize) -> Vec<Vec<usize>> {
    if has_words(sheet) {
        return vec![(0..sheet.columns.len()).collect()];
    }
    let available = page.width.saturating_sub(label_width(sheet, page));
    let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = 0;
    for at in 0..sheet.columns.len() {
        let needed = column_width(sheet, at) + gap;
        let part = parts.last_mut().expect("there is a part");
        if used + needed > available && !part.is_empty() {
            parts.push(vec![at]);
            used = needed;
        } else {
            part.push(at);
            used += needed;
        }
    }
    parts
}

fn is_empty(sheet: &Sheet, column: usize) -> bool {
    sheet.rows.iter().filter_map(|row| row.cells.get(column)).all(|cell| cell.is_empty() || cell == sv::NOTHING)
}

fn heading(column: &Column) -> String {
    format!("{}\n{}", column.heading, column.kind).trim_end().to_owned()
}

fn one(sheet: &Sheet, columns: &[usize], gap: u16, page: &Page) -> String {
    let words = has_words(sheet);
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.width).unwrap_or(u16::MAX));
    let mut header: Vec<String> = vec![String::new()];
    header.extend(page.show_ids.then(|| "id".to_owned()));
    header.extend(columns.iter().map(|at| heading(&sheet.columns[*at])));
    table.set_header(header);
    for row in &sheet.rows {
        let is_given = row.cells.iter().any(|cell| cell != sv::NOTHING);
        if row.style == Style::Total && !words && is_given {
            table.add_row(rule(sheet, row, columns, page));
        }
        table.add_row(cells(row, columns, page));
    }
    let first = 1 + usize::from(page.show_ids);
    for (at, column) in table.column_iter_mut().enumerate() {
        if at >= first && !words {
            column.set_padding((gap - 1, 0)).set_constraint(ColumnConstraint::ContentWidth);
            column.set_cell_alignment(CellAlignment::Right);
        } else if at == 0 && !words && !page.show_ids {
            column.set_padding((0, 0));
        } else {
            column.set_padding((0, 1));
        }
        if (at == 0 && words) || (at == 1 && page.show_ids) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A rule above a sum, in the columns that have one.
fn rule(sheet: &Sheet, row: &SheetRow, columns: &[usize], page: &Page) -> Row {
    let mut cells = vec![Cell::new("")];
    cells.extend(page.show_ids.then(|| Cell::new("")));
    cells.extend(columns.iter().map(|at| {
        let is_there = row.cells.get(*at).is_some_and(|cell| !cell.is_empty() && cell != sv::NOTHING);
        Cell::new(if is_there { "─".repeat(column_width(sheet, *at)) } else { String::new() })
    }));
    Row::from(cells)
}

fn cells(row: &SheetRow, columns: &[usize], page: &Page) -> Row {
    let mut cells = vec![Cell::new(&row.label)];
    cells.extend(page.show_ids.then(|| Cell::new(&row.id)));
    if row.style == Style::Heading {
        return Row::from(cells);
    }
    cells.extend(columns.iter().map(|at| Cell::new(row.cells.get(*at).map_or("", String::as_str))));
    Row::from(cells)
}
