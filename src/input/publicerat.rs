//! `budgets/publicerat/DOKUMENT.toml`: what a document prints, table by table.
//!
//! A table says section, unit and year once; a column or a row that differs says so itself. `figur` names the figure of ours:
//! in full, or in a column as a pattern where `*` is the row (its id, or its own `figur`).

use super::names::{Names, report_unknown};
use super::table::{At, Table};
use crate::diag::catalogue;
use crate::domain::id::Id;
use crate::domain::period::{Period, Year};
use crate::domain::publicerat::{DASH, FigureRef, NotAFigure, PrintedUnit, Published, Report, number};
use std::collections::BTreeMap;

/// The parts of a year that a document can print.
const PERIODS: [(&str, Period); 2] = [("jan-aug", Period::JanAug), ("helar", Period::Helar)];
/// Where the row's name goes in a column's pattern.
const ROW: &str = "*";

/// Year, period and unit as far as they are said: by the table, else by the column, else by the row.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    year: Option<Year>,
    period: Option<Period>,
    unit: Option<PrintedUnit>,
}

impl Said {
    fn read(table: &Table<'_>) -> Said {
        Said {
            year: table.opt_year("ar").map(|year| year.value),
            period: table.opt_word("period", &PERIODS).map(|period| period.value),
            unit: table.opt_word("enhet", &PrintedUnit::NAMES).map(|unit| unit.value),
        }
    }

    /// What the nearer says, else this.
    fn nearer(self, nearer: Said) -> Said {
        Said { year: nearer.year.or(self.year), period: nearer.period.or(self.period), unit: nearer.unit.or(self.unit) }
    }
}

struct Column {
    id: Option<Id>,
    said: Said,
    pattern: Option<At<String>>,
}

/// Reads what a file's tables print; `stem` is its name without `.toml`, which must be the document's id. What else the file holds is for
/// [`super::samband`].
pub fn read(root: &Table<'_>, stem: &str, names: &Names) -> Vec<Published> {
    let document = root.id("dokument").map(|id| {
        let known: Vec<&str> = names.documents.iter().map(|document| document.id.as_str()).collect();
        if !known.contains(&id.value.as_str()) {
            let problem = catalogue::unknown_document(id.place, id.value.as_str(), &known);
            report_unknown(root, names.documents.whole, problem);
        } else if id.value.as_str() != stem {
            root.report(catalogue::document_not_file_name(id.place, &format!("{stem}.toml"), id.value.as_str()));
        }
        id.value
    });
    let document = document.or_else(|| stem.parse().ok());
    let mut published = Vec::new();
    for table in root.tables("tabell") {
        let before = published.len();
        one(&table, document.as_ref(), &mut published);
        debug_assert!(published[before..].iter().all(|figure| Some(&figure.document) == document.as_ref()));
    }
    duplicates(root, &published);
    published
}

/// One `[[tabell]]`.
fn one(table: &Table<'_>, document: Option<&Id>, published: &mut Vec<Published>) {
    let (id, section) = (table.id("id"), table.text("avsnitt"));
    let said = Said::read(table);
    let columns: Vec<Column> = table.tables("kolumner").iter().map(column).collect();
    if !table.has("rader") {
        table.missing("rader", "[{ id = \"…\", rad = \"…\", tryckt = \"…\" }]");
    }
    for row in table.tables("rader") {
        let cells = cells(&row, &columns, said);
        let label = row.text("rad");
        let row_id = row.id("id");
        row.finish();
        let (Some(document), Some(id), Some(section)) = (document, &id, &section) else { continue };
        let (Some(label), Some(row_id)) = (label, row_id) else { continue };
        for cell in cells {
            let column = cell.column.map(|column| format!("/{column}")).unwrap_or_default();
            published.push(Published {
                id: format!("{document}/{}/{}{column}", id.value, row_id.value),
                document: document.clone(),
                section: section.value.clone(),
                label: label.value.clone(),
                year: cell.year,
                period: cell.period,
                printed: cell.printed.value,
                unit: cell.unit,
                roughly: cell.roughly,
                rounded_to: cell.rounded_to,
                figure: cell.figure,
                place: cell.printed.place,
            });
        }
    }
    table.finish();
}

fn column(table: &Table<'_>) -> Column {
    let (id, said) = (table.id("id").map(|id| id.value), Said::read(table));
    // A pattern that is wrong for any row is said once, here.
    let tried = |pattern: &At<String>| {
        let value = pattern.value.replace(ROW, "rad");
        reference_of(table, &At { value, place: pattern.place }, false).is_some()
    };
    let pattern = table.opt_text("figur").filter(tried);
    table.finish();
    Column { id, said, pattern }
}

/// A printed figure before it knows its table.
struct PrintedCell {
    column: Option<Id>,
    printed: At<String>,
    year: Year,
    period: Period,
    unit: PrintedUnit,
    roughly: bool,
    rounded_to: Option<i64>,
    figure: Option<FigureRef>,
}

/// The figures of a row, one for each column; a table without columns has one.
fn cells(row: &Table<'_>, columns: &[Column], table: Said) -> Vec<PrintedCell> {
    let own = Said::read(row);
    let printed = row.texts("tryckt");
    let figure = row.opt_text("figur");
    let (turned, none, roughly) = (row.flag("omvant_tecken"), row.flag("utan_figur"), row.flag("ungefar"));
    let rounded_to = row.opt_count("avrundat_till", 1, 1_000_000).map(|count| count.value);
    if !row.has("tryckt") {
        row.missing("tryckt", "\"14 021 041\"");
    } else if printed.len() != columns.len().max(1) {
        row.report(catalogue::cells_not_columns(row.place, printed.len(), columns.len().max(1)));
        return Vec::new();
    }
    let single = [Column { id: None, said: Said::default(), pattern: None }];
    let columns = if columns.is_empty() { &single[..] } else { columns };
    let own_id = row.opt_text("id");
    let mut cells = Vec::new();
    let before = row.faults();
    for (text, column) in printed.into_iter().zip(columns) {
        let said = table.nearer(column.said).nearer(own);
        let (known, example) = match said.unit {
            Some(unit @ PrintedUnit::Manad) => (unit, "\"april\" eller \"-\""),
            unit => (unit.unwrap_or(PrintedUnit::Antal), "\"14 021 041\", \"12,5\", \"fem\" eller \"-\""),
        };
        if text.value != DASH && number(&text.value, known).is_none() {
            row.report(catalogue::unreadable_number(text.place, example));
        }
        let (Some(year), Some(unit)) = (said.year, said.unit) else {
            missing(row, said);
            continue;
        };
        let reference = match &column.pattern {
            _ if none => None,
            Some(pattern) => figure
                .as_ref()
                .or(own_id.as_ref())
                .map(|name| At { value: pattern.value.replace(ROW, &name.value), place: name.place }),
            // A column that is none of ours has no figure, whatever the row is called in the others.
            None if column.id.is_some() => None,
            None => figure.clone(),
        };
        let period = said.period.unwrap_or(Period::Helar);
        // What is wrong in one column is wrong in all of them.
        let sound = row.faults() == before;
        let figure = reference.filter(|_| sound).and_then(|reference| reference_of(row, &reference, turned));
        cells.push(PrintedCell {
            column: column.id.clone(),
            printed: text,
            year,
            period,
            unit,
            roughly,
            rounded_to,
            figure,
        });
    }
    cells
}

/// What neither table, column nor row says.
fn missing(row: &Table<'_>, said: Said) {
    if said.year.is_none() && !row.has("ar") {
        row.missing("ar", "2025");
    }
    if said.unit.is_none() && !row.has("enhet") {
        row.missing("enhet", "\"kr\"");
    }
}

fn reference_of(row: &Table<'_>, text: &At<String>, turned: bool) -> Option<FigureRef> {
    let known: Vec<&str> = Report::NAMES.iter().map(|(name, _)| *name).collect();
    match FigureRef::parse(&text.value, turned) {
        Ok(figure) => return Some(figure),
        Err(NotAFigure::Shape) => row.report(catalogue::bad_figure(text.place, &text.value)),
        Err(NotAFigure::Report) => {
            let report = text.value.split('/').next().unwrap_or_default();
            row.report(catalogue::unknown_word(text.place, report, &known));
        }
    }
    None
}

fn duplicates(root: &Table<'_>, published: &[Published]) {
    let mut seen = BTreeMap::new();
    for figure in published {
        if let Some(first) = seen.insert(&figure.id, figure.place) {
            root.report(catalogue::id_twice(figure.place, first, &figure.id));
        }
    }
}
