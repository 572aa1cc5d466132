//! Statements as tables of text. Where the columns do not fit side by side, the table is set in parts, each with its labels.

use super::page::Page;
use crate::domain::money::Unit;
use crate::statement::{Column, Sheet, SheetRow, Statement, Style, view};
use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Row, Table, TableStyle,
    Width,
};

/// A rule under the headings and one below; blanks between columns.
const STYLE: TableStyle = TableStyle::new()
    .header_lines(ContentLineStyle::none())
    .header_separator(LineStyle::none().fill('─').junction('─'))
    .content_lines(ContentLineStyle::none())
    .bottom_border(LineStyle::none().fill('─').junction('─'));

/// Labels get at least so many columns before the table is set in parts.
const LABEL: usize = 24;

/// The statement's table and notes, without a header.
pub fn table(statement: &Statement, unit: Unit, page: &Page) -> String {
    let sheet = view(statement, unit);
    let mut out = String::new();
    for (at, part) in parts(&sheet, page.width).into_iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let texts = sheet.columns.iter().any(|column| column.layer == "text");
        out.push_str(&one(&sheet, &part, texts, page));
        out.push('\n');
    }
    for note in &statement.notes {
        out.push_str(&page.paragraph("  ", note));
        out.push('\n');
    }
    out
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

/// Which columns stand together in each part.
fn parts(sheet: &Sheet, width: usize) -> Vec<Vec<usize>> {
    if sheet.columns.iter().any(|column| column.layer == "text") {
        return vec![(0..sheet.columns.len()).collect()];
    }
    let available = width.saturating_sub(LABEL);
    let mut parts: Vec<Vec<usize>> = vec![Vec::new()];
    let mut used = 0;
    for at in 0..sheet.columns.len() {
        let needed = column_width(sheet, at) + 2;
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

fn one(sheet: &Sheet, columns: &[usize], texts: bool, page: &Page) -> String {
    let mut table = Table::new();
    table.load_style(STYLE).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(page.width).unwrap_or(u16::MAX));
    let heading = |column: &Column| format!("{}\n{}", column.heading, column.kind).trim_end().to_owned();
    let mut header: Vec<String> = vec![String::new()];
    header.extend(page.show_ids.then(|| "id".to_owned()));
    header.extend(columns.iter().map(|at| heading(&sheet.columns[*at])));
    table.set_header(header);
    for row in &sheet.rows {
        if row.style == Style::Total && !texts {
            table.add_row(rule(sheet, row, columns, page));
        }
        table.add_row(cells(row, columns, page));
    }
    let first = 1 + usize::from(page.show_ids);
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, if at == 0 { 1 } else { 0 }));
        if at >= first {
            column.set_padding((if texts { 0 } else { 1 }, 1));
        }
        if at >= first && !texts {
            column.set_cell_alignment(CellAlignment::Right);
            column.set_constraint(ColumnConstraint::ContentWidth);
        } else if page.show_ids && at == 1 {
            column.set_padding((1, 1));
        } else if at == 0 && !texts {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(12)));
        }
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

/// A rule above a sum, in the columns that have one.
fn rule(sheet: &Sheet, row: &SheetRow, columns: &[usize], page: &Page) -> Row {
    let mut cells = vec![Cell::new("")];
    cells.extend(page.show_ids.then(|| Cell::new("")));
    cells.extend(columns.iter().map(|at| {
        let is_there = row.cells.get(*at).is_some_and(|cell| cell != crate::domain::sv::NOTHING);
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
