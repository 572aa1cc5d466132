//! Tables as CSV, for spreadsheets and other programs.
//!
//! A file is one rectangle, however many tables it holds: the column `tabell` says which table a row belongs to, then come the
//! row's id and label and one column for each that any table has. So it opens as one sheet with one row of headings, which can be
//! filtered, sorted and summed; blank lines and titles between the tables would end the sheet's data range at the first of them,
//! and rows of different lengths are not RFC 4180. Notes, and what every page says of itself, are rows without figures, last in
//! their table and in the file.

use super::document::{Document, Part};
use super::page::Page;
use crate::domain::sv;
use crate::statement::{Column, Sheet, SheetRow, Value, view};
use csv::{Terminator, WriterBuilder};

/// Two ways of writing the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 4180: comma, decimal point, no byte order mark.
    Standard,
    /// What Swedish Excel opens by a double click: semicolon, decimal comma, byte order mark.
    Swedish,
}

/// The whole file. Lines end with CR LF in both dialects, as RFC 4180 §2 has it.
pub fn document(document: &Document<'_>, page: &Page, dialect: Dialect) -> String {
    let sheets: Vec<Option<Sheet>> = document.parts.iter().map(|part| sheet(part, document)).collect();
    let columns = columns(sheets.iter().flatten());
    let mut writer = Rows::new(dialect, columns.len());
    let mut header: Vec<String> = ["tabell", "id", "rad"].map(str::to_owned).to_vec();
    header.extend(columns.iter().map(|column| text(&column.heading)));
    writer.record(header);
    for (part, sheet) in document.parts.iter().zip(&sheets) {
        match (part, sheet) {
            (Part::Table { title, lead, statement }, Some(sheet)) => {
                page.placed.table(statement, sheet, document.unit);
                writer.words(title, "beskrivning", lead.iter());
                writer.kinds(title, sheet, &columns);
                for row in &sheet.rows {
                    writer.row(title, row, sheet, &columns, dialect);
                }
                writer.words(title, "not", statement.notes.iter());
            }
            (Part::List { title, items, .. }, _) => writer.words(title, "punkt", items.iter()),
            (Part::Table { .. }, None) => {}
        }
    }
    for (id, fact) in page.facts(Some(document.unit), document.scenario.as_deref()) {
        writer.record(vec![text("Om tabellerna"), id.to_owned(), text(&fact)]);
    }
    writer.finish(dialect)
}

fn sheet(part: &Part<'_>, document: &Document<'_>) -> Option<Sheet> {
    if let Part::Table { statement, .. } = part { Some(view(statement, document.unit)) } else { None }
}

/// A column of the file.
struct Shared {
    id: String,
    /// What the tables call it, without the second line of the heading.
    bare: String,
    /// What the file calls it.
    heading: String,
    /// Whether its tables differ in the second line of the heading, so that a row of its own must say it.
    differs: bool,
}

impl Shared {
    fn is(&self, column: &Column) -> bool {
        self.id == column.id && self.bare == column.heading
    }
}

/// The columns of all tables, in the order they are first met. A year is one column also where one table calls it `budget` and
/// another `prognos`.
fn columns<'s>(sheets: impl Iterator<Item = &'s Sheet>) -> Vec<Shared> {
    let mut all: Vec<Shared> = Vec::new();
    for column in sheets.flat_map(|sheet| &sheet.columns) {
        let heading = format!("{} {}", column.heading, column.kind).trim_end().to_owned();
        match all.iter_mut().find(|shared| shared.is(column)) {
            None => all.push(Shared { id: column.id.clone(), bare: column.heading.clone(), heading, differs: false }),
            Some(shared) if shared.heading != heading => {
                shared.heading = shared.bare.clone();
                shared.differs = true;
            }
            Some(_) => {}
        }
    }
    all
}

/// The rows as they are written.
struct Rows {
    writer: csv::Writer<Vec<u8>>,
    width: usize,
}

impl Rows {
    fn new(dialect: Dialect, columns: usize) -> Self {
        let delimiter = if dialect == Dialect::Swedish { b';' } else { b',' };
        let writer = WriterBuilder::new().delimiter(delimiter).terminator(Terminator::CRLF).from_writer(Vec::new());
        Rows { writer, width: columns + 3 }
    }

    /// Every record has the same number of fields.
    fn record(&mut self, mut fields: Vec<String>) {
        fields.resize(self.width, String::new());
        self.writer.write_record(&fields).expect("memory can be written, and every record is as wide as the first");
    }

    /// Rows that have only words.
    fn words<'w>(&mut self, table: &str, id: &str, lines: impl Iterator<Item = &'w String>) {
        for (at, line) in lines.enumerate() {
            self.record(vec![text(table), format!("{id}_{}", at + 1), text(line)]);
        }
    }

    /// The second line of the headings, where the tables differ in it.
    fn kinds(&mut self, table: &str, sheet: &Sheet, columns: &[Shared]) {
        let kind = |shared: &Shared| {
            let own = sheet.columns.iter().find(|column| shared.differs && shared.is(column));
            own.map_or(String::new(), |column| text(&column.kind))
        };
        let kinds: Vec<String> = columns.iter().map(kind).collect();
        if kinds.iter().any(|kind| !kind.is_empty()) {
            self.record([vec![text(table), "status".to_owned(), "Status".to_owned()], kinds].concat());
        }
    }

    fn row(&mut self, table: &str, row: &SheetRow, sheet: &Sheet, columns: &[Shared], dialect: Dialect) {
        let mut fields = vec![text(table), row.id.clone(), text(&row.label)];
        fields.extend(columns.iter().map(|shared| {
            let at = sheet.columns.iter().position(|column| shared.is(column));
            at.and_then(|at| row.values.get(at)).map_or(String::new(), |value| field(value, dialect))
        }));
        self.record(fields);
    }

    fn finish(self, dialect: Dialect) -> String {
        let bytes = self.writer.into_inner().expect("memory can be written");
        let rows = String::from_utf8(bytes).expect("fields of text make text");
        if dialect == Dialect::Swedish { format!("\u{feff}{rows}") } else { rows }
    }
}

/// Nothing is an empty field; a number is never touched by what makes words harmless.
fn field(value: &Value, dialect: Dialect) -> String {
    match value {
        Value::Nothing => String::new(),
        Value::Text(words) => text(words),
        Value::Number { steps, decimals } => number(*steps, *decimals, dialect),
    }
}

/// ASCII digits without groups: `-2573067.00`.
fn number(steps: i64, decimals: u32, dialect: Dialect) -> String {
    let sign = if steps < 0 { "-" } else { "" };
    let (magnitude, one) = (steps.unsigned_abs(), 10u64.pow(decimals));
    let whole = magnitude / one;
    if decimals == 0 {
        return format!("{sign}{whole}");
    }
    let mark = if dialect == Dialect::Swedish { ',' } else { '.' };
    format!("{sign}{whole}{mark}{:0width$}", magnitude % one, width = decimals as usize)
}

/// What a spreadsheet takes for the beginning of a formula, also in the full-width forms that some read alike.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Words with ordinary blanks. What could be read as a formula, also after blanks that a spreadsheet strips, gets an apostrophe
/// before it.
fn text(words: &str) -> String {
    let words = words.replace(sv::NBSP, " ");
    if words.starts_with(char::is_control) || words.trim_start().starts_with(FORMULA) {
        return format!("'{words}");
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_begin_a_formula_get_an_apostrophe() {
        for words in ["=1", "+1", "-1", "@a", "\t=1", "\ta", "\ra", "\na", "  =1", "\u{a0}=1", "＝1"] {
            assert_eq!(text(words), format!("'{}", words.replace(sv::NBSP, " ")));
        }
        for words in ["", "a=1", "1+1", "–", "−5", "'=1", "(-1)"] {
            assert_eq!(text(words), words);
        }
    }

    #[test]
    fn numbers_have_the_decimals_of_their_unit() {
        assert_eq!(number(-257_306_700, 2, Dialect::Standard), "-2573067.00");
        assert_eq!(number(-5, 2, Dialect::Swedish), "-0,05");
        assert_eq!(number(8_058, 4, Dialect::Standard), "0.8058");
        assert_eq!(number(-485, 0, Dialect::Swedish), "-485");
        assert_eq!(number(i64::MIN, 2, Dialect::Standard), "-92233720368547758.08");
    }
}
