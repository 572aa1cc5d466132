//! The sheets as they are written: headings, values, formulas with their results, names, charts and the manifest.

use super::formula::{TooLarge, formula};
use super::layout::{self, FIRST, From, Layout, Printed, Sheets, VALUE, Working};
use super::look::Look;
use super::place::{Place, name};
use crate::derivation::{Graph, Leaf, Made, NodeIx, words};
use crate::diag::Files;
use crate::domain::forbund::Forbund;
use crate::domain::money::{Ore, Unit};
use crate::domain::sv;
use crate::render::page::Page;
use crate::statement::{Counts, Name, Reckon, Statement, Style};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use std::collections::BTreeMap;

/// What a workbook is made of.
pub struct Book<'s> {
    /// The förbund.
    pub forbund: &'s Forbund,
    /// Its files.
    pub files: &'s Files,
    /// The scenario's id and name.
    pub scenario: (&'s str, &'s str),
    /// The tables, each with the name of its sheet.
    pub tables: Vec<(&'static str, Statement)>,
    /// What the manifest says, in lines of a key and the rest.
    pub manifest: Vec<(String, String)>,
    /// What stands on every page.
    pub page: &'s Page,
}

/// How many letters wide the columns of sources and of the manifest are.
const SOURCE: u16 = 70;
const TEXT: u16 = 130;

/// The sheet that says what the others are.
const ABOUT: &str = "Om arbetsboken";

/// The workbook's bytes: the same for the same inputs.
///
/// # Errors
/// [`TooLarge`] for the first value that a spreadsheet would not reckon exactly.
pub fn workbook(book: &Book<'_>, graph: &mut Graph<'_>) -> Result<Vec<u8>, TooLarge> {
    let printed = layout::printed(graph, &book.tables, 1);
    let mut names = vec![ABOUT.to_owned()];
    names.extend(book.tables.iter().map(|(sheet, _)| (*sheet).to_owned()));
    let first = names.len();
    names.extend(["Antaganden", "Räkning", "Posteringar", "Manifest"].map(str::to_owned));
    let sheets = Sheets { names, assumptions: first, workings: first + 1, postings: first + 2 };
    let layout = Layout::new(graph, sheets, &printed)?;
    let formulas = Formulas::of(&layout)?;
    let writer = Writer { book, layout: &layout, formulas: &formulas, printed: &printed, look: Look::new() };
    // Whatever the library refuses is a mistake of ours: names, sizes and formulas are made here.
    Ok(writer.write().expect("a workbook that is laid out can be written"))
}

/// The formula of every node that is one, by node.
struct Formulas(Vec<Option<String>>);

impl Formulas {
    fn of(layout: &Layout<'_, '_>) -> Result<Self, TooLarge> {
        let graph = layout.graph;
        let one = |at: usize| {
            let node = NodeIx(at as u32);
            let Name { what, of } = &graph.node(node).name;
            let made = &graph.node(node).made;
            if matches!(made, Made::Leaf(_)) {
                return Ok(None);
            }
            let from = From { layout, sheet: layout.place_of(node).sheet };
            formula(&from, made, graph.operands(node), &format!("{what} {of}")).map(Some)
        };
        Ok(Formulas((0..graph.nodes().len()).map(one).collect::<Result<_, TooLarge>>()?))
    }
}

pub(super) struct Writer<'w, 'b, 'g, 'e> {
    pub(super) book: &'w Book<'b>,
    pub(super) layout: &'w Layout<'g, 'e>,
    formulas: &'w Formulas,
    pub(super) printed: &'w [Printed],
    pub(super) look: Look,
}

impl Writer<'_, '_, '_, '_> {
    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        // Without a time of its own a file would differ from run to run.
        let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
        let title = format!("{}: {}", self.book.forbund.name, self.book.scenario.1);
        workbook
            .set_properties(&DocProperties::new().set_creation_datetime(&made).set_title(title).set_author("finsam"));
        self.about(workbook.add_worksheet().set_name(ABOUT)?)?;
        for (at, (sheet, statement)) in self.book.tables.iter().enumerate() {
            self.statement(workbook.add_worksheet().set_name(*sheet)?, 1 + at, statement)?;
        }
        self.assumptions(workbook.add_worksheet().set_name("Antaganden")?)?;
        self.workings(workbook.add_worksheet().set_name("Räkning")?)?;
        self.postings(workbook.add_worksheet().set_name("Posteringar")?)?;
        self.manifest(workbook.add_worksheet().set_name("Manifest")?)?;
        self.names(&mut workbook)?;
        workbook.save_to_buffer()
    }

    /// Title and what every page says of itself, which are repeated on each printed page.
    pub(super) fn head(&self, sheet: &mut Worksheet, title: &str, unit: Option<Unit>) -> Result<(), XlsxError> {
        let facts = self.book.page.facts_line(unit, Some(self.book.scenario.0));
        sheet.write_string_with_format(0, 0, title, &self.look.title)?;
        sheet.write_string_with_format(1, 0, facts.replace(sv::NBSP, " "), &self.look.facts)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&L&F  &A&RSida &P av &N");
        sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3).set_screen_gridlines(false);
        sheet.set_row_height(0, 24)?;
        Ok(())
    }

    fn statement(&self, sheet: &mut Worksheet, at: usize, statement: &Statement) -> Result<(), XlsxError> {
        self.head(sheet, &statement.title, Some(Unit::Kr))?;
        sheet.set_column_width(0, 50)?;
        sheet.write_string_with_format(FIRST - 1, 0, "Belopp i kr", &self.look.label)?;
        for (column, of) in statement.columns.iter().enumerate() {
            let column = 1 + column as u16;
            sheet.set_column_width(column, 13)?;
            sheet.write_string_with_format(FIRST - 2, column, plain(&of.kind), &self.look.kind)?;
            sheet.write_string_with_format(FIRST - 1, column, plain(&of.heading), &self.look.heading)?;
        }
        for (row, line) in statement.rows.iter().enumerate() {
            let label = match line.style {
                Style::Item | Style::Key => &self.look.text,
                Style::Total | Style::Subtotal | Style::Heading => &self.look.strong,
            };
            sheet.write_string_with_format(FIRST + row as u32, 0, plain(&line.label), label)?;
        }
        for figure in self.printed.iter().filter(|figure| figure.place.sheet == at) {
            let row = &statement.rows[(figure.place.row - FIRST) as usize];
            self.figure(sheet, figure, row.style)?;
        }
        sheet.set_freeze_panes(FIRST, 1)?;
        let (last, columns) = (FIRST + statement.rows.len() as u32 - 1, statement.columns.len() as u16);
        sheet.set_print_area(0, 0, last, columns)?.set_repeat_rows(0, FIRST - 1)?.set_repeat_columns(0, 0)?;
        Ok(())
    }

    /// A figure: its own formula where it stands, else a reference to where it does.
    fn figure(&self, sheet: &mut Worksheet, figure: &Printed, style: Style) -> Result<(), XlsxError> {
        let home = self.layout.place_of(figure.node);
        let names = &self.layout.sheets.names;
        let own = self.formulas.0[figure.node.0 as usize].as_ref().filter(|_| home == figure.place);
        let reference = || {
            let sign = if figure.sign < 0 { "-" } else { "" };
            format!("{sign}{}", home.seen_from(figure.place.sheet, names))
        };
        let node = self.layout.graph.node(figure.node);
        let is_sum = style == Style::Total;
        let format = match (node.counts, is_sum) {
            (Counts::Ore, true) => &self.look.kr_sum,
            (Counts::Ore, false) if style == Style::Subtotal => &self.look.kr_strong,
            (Counts::Ore, false) => &self.look.kr,
            (Counts::TenThousandths, true) => &self.look.share_sum,
            (counts, _) => self.look.of(counts),
        };
        let text = own.cloned().unwrap_or_else(reference);
        put(sheet, figure.place, &text, &shown(figure.sign * node.value, node.counts), format)
    }

    fn headings(&self, sheet: &mut Worksheet, headings: &[(&str, u16)]) -> Result<(), XlsxError> {
        for (column, (heading, width)) in headings.iter().enumerate() {
            sheet.set_column_width(column as u16, *width)?;
            // A heading stands as its column does: figures to the right, and what is beside them a step in.
            let look = match column as u16 {
                VALUE => self.look.heading.clone(),
                column if column > VALUE => self.look.label.clone().set_align(FormatAlign::Left).set_indent(1),
                _ => self.look.label.clone(),
            };
            sheet.write_string_with_format(FIRST - 1, column as u16, *heading, &look)?;
        }
        sheet.set_freeze_panes(FIRST, 0)?.set_repeat_rows(0, FIRST - 1)?;
        Ok(())
    }

    fn assumptions(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.head(sheet, "Antaganden och uppgifter", None)?;
        sheet.set_tab_color(Color::RGB(0xE8_C8_4A));
        let words = "De gula cellerna är arbetsbokens enda tal som inte är formler. Ändra en, så räknas allt annat om.";
        sheet.write_string_with_format(2, 0, words, &self.look.facts)?;
        let headings = [
            ("Vad", 44),
            ("Av", 28),
            ("Värde", 15),
            ("Enhet", 9),
            ("Status", 12),
            ("Källa", SOURCE),
            ("Fil och rad", 30),
        ];
        self.headings(sheet, &headings)?;
        for (row, words) in &self.layout.parts {
            sheet.write_string_with_format(*row, 0, *words, &self.look.part)?.set_row_height(*row, 24)?;
        }
        for node in &self.layout.assumptions {
            self.assumption(sheet, *node)?;
        }
        Ok(())
    }

    fn assumption(&self, sheet: &mut Worksheet, ix: NodeIx) -> Result<(), XlsxError> {
        let (place, node) = (self.layout.place_of(ix), self.layout.graph.node(ix));
        let unit = match node.counts {
            Counts::Ore => "kr",
            Counts::TenThousandths | Counts::Millionths => "procent",
            Counts::Number => "antal",
        };
        let format = self.look.of(node.counts).clone().set_background_color(self.look.input).set_unlocked();
        sheet.write_with_format(place.row, VALUE, decimal(node.value, node.counts), &format)?;
        let (status, source, at) = match &node.made {
            Made::Leaf(Leaf::Source(source)) => {
                let at = if source.place.is_whole() {
                    self.book.files.name(source.place.file).to_owned()
                } else {
                    self.book.files.show(source.place)
                };
                (sv::status(source.status), self.book.forbund.show_source(&source.source), at)
            }
            Made::Leaf(Leaf::Sie { line }) => ("", "bokföringsfilen".to_owned(), line.to_string()),
            Made::Rule(_) | Made::Posting { .. } => ("", String::new(), String::new()),
        };
        for (column, text) in [(0, node.name.what.to_string()), (1, node.name.of.to_string())] {
            sheet.write_string_with_format(place.row, column, plain(&text), &self.look.text)?;
        }
        tall(sheet, place.row, &source, SOURCE)?;
        for (column, text) in [(3, unit.to_owned()), (4, status.to_owned()), (5, source), (6, at)] {
            sheet.write_string_with_format(place.row, column, plain(&text), &self.look.beside)?;
        }
        Ok(())
    }

    fn workings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.head(sheet, "Räkning: stegen mellan antaganden och räkenskaper", None)?;
        let words =
            "Varje rad är en formel. Belopp är i kr; mellanled är hela tal, för att kalkylarket ska räkna exakt.";
        sheet.write_string_with_format(2, 0, words, &self.look.facts)?;
        self.headings(sheet, &[("Vad", 50), ("Av", 26), ("Värde", 18), ("Regel", 84)])?;
        for (at, working) in self.layout.workings.iter().enumerate() {
            let row = FIRST + at as u32;
            let place = Place { sheet: self.layout.sheets.workings, row, column: VALUE };
            match working {
                Working::Node(ix) => self.node(sheet, place, *ix, 3)?,
                Working::Helper(helper) => {
                    sheet.write_string_with_format(row, 0, plain(&helper.label), &self.look.text)?;
                    put(sheet, place, &helper.formula, &helper.value.to_string(), &self.look.count)?;
                    sheet.write_string_with_format(row, 3, "mellanled i hela tal", &self.look.beside)?;
                }
            }
        }
        Ok(())
    }

    fn postings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.head(sheet, "Posteringar", Some(Unit::Kr))?;
        let words =
            "Varje postering som räkenskaperna vilar på. Debet är plus och kredit minus, som i en dubbel bokföring.";
        sheet.write_string_with_format(2, 0, words, &self.look.facts)?;
        let headings = [("Vad", 50), ("När och lager", 34), ("Debet, kr", 16), ("Konto", 50), ("Till och med", 14)];
        self.headings(sheet, &headings)?;
        for ix in &self.layout.postings {
            let place = self.layout.place_of(*ix);
            let node = self.layout.graph.node(*ix);
            self.node(sheet, place, *ix, 9)?;
            if let Made::Posting { posting, day, .. } = &node.made {
                let account = &self.book.forbund.chart.get(posting.account).name;
                sheet.write_string_with_format(place.row, 3, plain(account), &self.look.beside)?;
                sheet.write_string_with_format(place.row, 4, day.to_string(), &self.look.beside)?;
            }
        }
        Ok(())
    }

    /// A node with what it is called, its formula, and its rule in words.
    fn node(&self, sheet: &mut Worksheet, place: Place, ix: NodeIx, rule_at: u16) -> Result<(), XlsxError> {
        let node = self.layout.graph.node(ix);
        sheet.write_string_with_format(place.row, 0, plain(&node.name.what), &self.look.text)?;
        sheet.write_string_with_format(place.row, 1, plain(&node.name.of), &self.look.text)?;
        let text = self.formulas.0[ix.0 as usize].clone().unwrap_or_default();
        put(sheet, place, &text, &shown(node.value, node.counts), self.look.of(node.counts))?;
        if let Made::Rule(rule) = &node.made {
            let rule = if matches!(rule, Reckon::Signed(_)) { "summa".to_owned() } else { words(rule) };
            sheet.write_string_with_format(place.row, rule_at, plain(&rule), &self.look.beside)?;
        }
        Ok(())
    }

    fn manifest(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.head(sheet, "Manifest", None)?;
        sheet.set_column_width(0, 14)?;
        sheet.set_column_width(1, TEXT)?;
        sheet.set_repeat_rows(0, 1)?;
        for (at, (key, rest)) in self.book.manifest.iter().enumerate() {
            tall(sheet, 3 + at as u32, rest, TEXT)?;
            sheet.write_string_with_format(3 + at as u32, 0, key, &self.look.strong)?;
            sheet.write_string_with_format(3 + at as u32, 1, rest, &self.look.beside)?;
        }
        Ok(())
    }

    /// A name for every figure of the statements.
    fn names(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        for figure in self.printed {
            let (sheet, statement) = &self.book.tables[figure.place.sheet - 1];
            let row = &statement.rows[(figure.place.row - FIRST) as usize];
            let column = &statement.columns[usize::from(figure.place.column - 1)];
            let id = figure_id(statement, &column.id, &row.id);
            workbook.define_name(name(&id), &format!("='{sheet}'!{}", figure.place.fixed()))?;
        }
        Ok(())
    }
}

/// `prognos/2030/utgaende_eget_kapital`: a column is a year.
fn figure_id(statement: &Statement, column: &str, row: &str) -> String {
    format!("{}/{column}/{row}", statement.report)
}

/// Every figure of the tables by its id, with its value in kronor or as a share.
pub fn figures(tables: &[(&'static str, Statement)]) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for (_, statement) in tables {
        for row in &statement.rows {
            for (column, figure) in statement.columns.iter().zip(&row.figures) {
                if let Some(figure) = figure {
                    let value = shown(figure.value(), figure.counts());
                    all.insert(figure_id(statement, &column.id, &row.id), value);
                }
            }
        }
    }
    all
}

/// Makes room for text that takes more than a line: a row is not made taller by the program that shows it.
fn tall(sheet: &mut Worksheet, row: u32, text: &str, width: u16) -> Result<(), XlsxError> {
    // A line holds some letters less than the column, since words are not broken.
    let lines = text.chars().count().div_ceil(usize::from(width) - 8).clamp(1, 28) as u32;
    if lines > 1 {
        sheet.set_row_height(row, lines * 14)?;
    }
    Ok(())
}

/// A formula with the value that it has.
pub(super) fn put(
    sheet: &mut Worksheet,
    place: Place,
    text: &str,
    value: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let formula = Formula::new(format!("={text}")).set_result(value);
    sheet.write_formula_with_format(place.row, place.column, formula, format)?;
    Ok(())
}

/// What a spreadsheet holds of a value: kronor, a part of one, a whole number.
fn decimal(value: i64, counts: Counts) -> Decimal {
    let decimals = match counts {
        Counts::Ore => 2,
        Counts::TenThousandths => 4,
        Counts::Millionths => 6,
        Counts::Number => 0,
    };
    Decimal::new(value, decimals)
}

pub(super) fn shown(value: i64, counts: Counts) -> String {
    match counts {
        Counts::Ore => Ore::new(value).to_string(),
        counts => decimal(value, counts).to_string(),
    }
}

/// Spreadsheets get ordinary blanks.
pub(super) fn plain(text: &str) -> String {
    text.replace(sv::NBSP, " ")
}
