//! The sheets as they are written: headings, values, formulas with their results, names, charts and the manifest.

use super::formula::{TooLarge, formula};
use super::layout::{self, FIRST, From, Layout, Printed, Sheets, VALUE, Working};
use super::read;
use super::place::{Place, name};
use crate::derivation::{Graph, Leaf, Made, NodeIx, of_source, words};
use crate::diag::Files;
use crate::domain::forbund::Forbund;
use crate::domain::money::{Ore, Unit};
use crate::domain::sv;
use crate::render::page::Page;
use crate::statement::{Counts, Name, Reckon, Statement, Style};
use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFormat, ChartLine, ChartLineDashType, ChartType, Color, DocProperties,
    ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
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
    names.extend(["Antaganden", "Räkning", "Posteringar", read::MANIFEST].map(str::to_owned));
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

/// How cells look.
struct Look {
    title: Format,
    facts: Format,
    heading: Format,
    label: Format,
    strong: Format,
    text: Format,
    kr: Format,
    kr_sum: Format,
    ore: Format,
    share: Format,
    share_sum: Format,
    rate: Format,
    count: Format,
    input: Color,
}

/// Swedish separators and signs, also where the program is set to another language.
const KR: &str = "[$-41D]#,##0;[$-41D]\u{2212}#,##0;0";
const ORE: &str = "[$-41D]#,##0.00;[$-41D]\u{2212}#,##0.00;0";
const SHARE: &str = "[$-41D]0.0\u{a0}%;[$-41D]\u{2212}0.0\u{a0}%";
const RATE: &str = "[$-41D]0.0###\u{a0}%;[$-41D]\u{2212}0.0###\u{a0}%";

impl Look {
    fn new() -> Self {
        let plain = || Format::new().set_font_name("Calibri").set_font_size(10);
        let sum = |format: Format| format.set_bold().set_border_top(FormatBorder::Thin);
        Look {
            title: plain().set_font_size(15).set_bold(),
            facts: plain().set_font_color(Color::RGB(0x59_59_59)),
            heading: plain()
                .set_bold()
                .set_align(FormatAlign::Right)
                .set_border_bottom(FormatBorder::Thin)
                .set_text_wrap(),
            label: plain().set_bold().set_border_bottom(FormatBorder::Thin),
            strong: plain().set_bold(),
            text: plain(),
            kr: plain().set_num_format(KR),
            kr_sum: sum(plain().set_num_format(KR)),
            ore: plain().set_num_format(ORE),
            share: plain().set_num_format(SHARE),
            share_sum: sum(plain().set_num_format(SHARE)),
            rate: plain().set_num_format(RATE),
            count: plain().set_num_format("[$-41D]#,##0"),
            input: Color::RGB(0xFF_F7_DC),
        }
    }

    fn of(&self, counts: Counts) -> &Format {
        match counts {
            Counts::Ore => &self.ore,
            Counts::TenThousandths => &self.share,
            Counts::Millionths => &self.rate,
            Counts::Number => &self.count,
        }
    }
}

struct Writer<'w, 'b, 'g, 'e> {
    book: &'w Book<'b>,
    layout: &'w Layout<'g, 'e>,
    formulas: &'w Formulas,
    printed: &'w [Printed],
    look: Look,
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
        self.manifest(workbook.add_worksheet().set_name(read::MANIFEST)?)?;
        self.names(&mut workbook)?;
        workbook.save_to_buffer()
    }

    fn head(&self, sheet: &mut Worksheet, title: &str, unit: Option<Unit>) -> Result<(), XlsxError> {
        let facts = self.book.page.facts_line(unit, Some(self.book.scenario.0));
        sheet.write_string_with_format(0, 0, title, &self.look.title)?;
        sheet.write_string_with_format(1, 0, facts.replace(sv::NBSP, " "), &self.look.facts)?;
        sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer("&L&F  &A&RSida &P av &N");
        sheet.set_row_height(0, 22)?;
        Ok(())
    }

    fn about(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let title = format!("{}: {}", self.book.forbund.name, self.book.scenario.1);
        self.head(sheet, &title, Some(Unit::Kr))?;
        let lines = [
            "Alla siffror är formler. Ändra en gul cell på bladet Antaganden, så räknas eget kapital och allt annat om, exakt som finsam gör.",
            "Formlerna avrundar där finsam gör det, med namngivna regler; varje belopp är exakt till öret.",
            "Drift, Resultat, Balans, Kassaflöde, Bidrag: räkenskaperna år för år, bokslut och plan.",
            "Antaganden: varje uppgift och antagande med status, källa, fil och rad. Posteringar: varje postering. Räkning: stegen däremellan.",
            "Varje siffra har ett namn, som prognos_2030_utgaende_eget_kapital: samma som finsam forklara visar med snedstreck.",
            "Manifest: vilka filer, vilken version och vilket kommando arbetsboken är gjord av.",
        ];
        for (at, line) in lines.iter().enumerate() {
            sheet.write_string_with_format(3 + at as u32, 0, *line, &self.look.text)?;
        }
        self.charts(sheet)?;
        sheet.set_portrait().set_print_fit_to_pages(1, 1);
        Ok(())
    }

    /// Eget kapital against the target, and income against costs, from the sheet of driftredovisning.
    fn charts(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let Some((name, drift)) = self.book.tables.first() else { return Ok(()) };
        let last = drift.columns.len() as u16;
        let row = |id: &str| drift.rows.iter().position(|row| row.id == id).map(|at| FIRST + at as u32);
        let chart = |title: &str, kind: ChartType, rows: &[(&str, u32, bool)]| {
            let mut chart = Chart::new(kind);
            chart.title().set_name(title);
            for (id, color, dashed) in rows {
                let Some(row) = row(id) else { continue };
                let series = chart.add_series();
                series.set_categories((*name, FIRST - 1, 1, FIRST - 1, last)).set_values((*name, row, 1, row, last));
                series.set_name((*name, row, 0));
                let mut line = ChartLine::new();
                line.set_color(Color::RGB(*color)).set_width(2);
                if *dashed {
                    line.set_dash_type(ChartLineDashType::Dash);
                }
                series.set_format(ChartFormat::new().set_line(&line));
            }
            chart.y_axis().set_name("kr").set_num_format("[$-41D]#,##0");
            // Years stand at the foot, not along a line of 0 that the figures cross.
            chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
            chart.set_width(760).set_height(340);
            chart
        };
        let equity = [("utgaende_eget_kapital", 0x1F_4E_79, false), ("mal_eget_kapital", 0xC5_5A_11, true)];
        sheet.insert_chart(10, 0, &chart("Eget kapital och mål", ChartType::Line, &equity))?;
        let flows = [("intakter", 0x54_82_35, false), ("kostnader", 0xC0_00_00, false)];
        sheet.insert_chart(28, 0, &chart("Intäkter och kostnader", ChartType::Line, &flows))?;
        Ok(())
    }

    fn statement(&self, sheet: &mut Worksheet, at: usize, statement: &Statement) -> Result<(), XlsxError> {
        self.head(sheet, &statement.title, Some(Unit::Kr))?;
        sheet.set_column_width(0, 58)?;
        sheet.write_string_with_format(FIRST - 1, 0, "kr", &self.look.label)?;
        for (column, of) in statement.columns.iter().enumerate() {
            let column = 1 + column as u16;
            sheet.set_column_width(column, 14)?;
            sheet.write_string_with_format(FIRST - 2, column, plain(&of.kind), &self.look.heading)?;
            sheet.write_string_with_format(FIRST - 1, column, plain(&of.heading), &self.look.heading)?;
        }
        for (row, line) in statement.rows.iter().enumerate() {
            let label = if matches!(line.style, Style::Item) { &self.look.text } else { &self.look.strong };
            sheet.write_string_with_format(FIRST + row as u32, 0, plain(&line.label), label)?;
        }
        for figure in self.printed.iter().filter(|figure| figure.place.sheet == at) {
            let row = &statement.rows[(figure.place.row - FIRST) as usize];
            self.figure(sheet, figure, row.style)?;
        }
        sheet.set_freeze_panes(FIRST, 1)?;
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
            sheet.write_string_with_format(FIRST - 1, column as u16, *heading, &self.look.label)?;
        }
        sheet.set_freeze_panes(FIRST, 0)?;
        Ok(())
    }

    fn assumptions(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.head(sheet, "Antaganden och uppgifter", None)?;
        sheet.write_string_with_format(
            2,
            0,
            "De gula cellerna är arbetsbokens enda tal som inte är formler.",
            &self.look.facts,
        )?;
        let headings =
            [("Vad", 46), ("Av", 30), ("Värde", 16), ("Enhet", 8), ("Status", 12), ("Källa", 60), ("Fil och rad", 30)];
        self.headings(sheet, &headings)?;
        for node in &self.layout.assumptions {
            let (place, node) = (self.layout.place_of(*node), self.layout.graph.node(*node));
            let unit = match node.counts {
                Counts::Ore => "kr",
                // The cell shows its own sign of per cent.
                Counts::TenThousandths | Counts::Millionths => "",
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
                    (sv::status(source.status), of_source(self.book.forbund, &source.source, source.status), at)
                }
                Made::Leaf(Leaf::Sie { line }) => ("", "bokföringsfilen".to_owned(), line.to_string()),
                Made::Rule(_) | Made::Posting { .. } => ("", String::new(), String::new()),
            };
            let texts = [
                (0, node.name.what.to_string()),
                (1, node.name.of.to_string()),
                (3, unit.to_owned()),
                (4, status.to_owned()),
                (5, source),
                (6, at),
            ];
            for (column, text) in texts {
                sheet.write_string_with_format(place.row, column, plain(&text), &self.look.text)?;
            }
        }
        Ok(())
    }

    fn workings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.head(sheet, "Räkning", None)?;
        self.headings(sheet, &[("Vad", 56), ("Av", 26), ("Värde", 18), ("Regel", 90)])?;
        for (at, working) in self.layout.workings.iter().enumerate() {
            let row = FIRST + at as u32;
            let place = Place { sheet: self.layout.sheets.workings, row, column: VALUE };
            match working {
                Working::Node(ix) => self.node(sheet, place, *ix, 3)?,
                Working::Helper(helper) => {
                    sheet.write_string_with_format(row, 0, plain(&helper.label), &self.look.text)?;
                    put(sheet, place, &helper.formula, &helper.value.to_string(), &self.look.count)?;
                    sheet.write_string_with_format(
                        row,
                        3,
                        "mellanled i heltal, så att resultatet blir exakt",
                        &self.look.facts,
                    )?;
                }
            }
        }
        Ok(())
    }

    fn postings(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.head(sheet, "Posteringar", Some(Unit::Kr))?;
        self.headings(
            sheet,
            &[("Vad", 56), ("När och lager", 40), ("Debet (kredit minus)", 18), ("Konto", 30), ("Till och med", 12)],
        )?;
        for ix in &self.layout.postings {
            let place = self.layout.place_of(*ix);
            let node = self.layout.graph.node(*ix);
            self.node(sheet, place, *ix, 9)?;
            if let Made::Posting { posting, day, .. } = &node.made {
                let account = &self.book.forbund.chart.get(posting.account).name;
                sheet.write_string_with_format(place.row, 3, plain(account), &self.look.text)?;
                sheet.write_string_with_format(place.row, 4, day.to_string(), &self.look.text)?;
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
            sheet.write_string_with_format(place.row, rule_at, plain(&rule), &self.look.facts)?;
        }
        Ok(())
    }

    fn manifest(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        self.head(sheet, read::MANIFEST, None)?;
        sheet.set_column_width(0, 14)?;
        sheet.set_column_width(1, 110)?;
        for (at, (key, rest)) in self.book.manifest.iter().enumerate() {
            let row = read::MANIFEST_ROW + at as u32;
            sheet.write_string_with_format(row, 0, key, &self.look.strong)?;
            sheet.write_string_with_format(row, 1, rest, &self.look.text)?;
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

/// A formula with the value that it has.
fn put(sheet: &mut Worksheet, place: Place, text: &str, value: &str, format: &Format) -> Result<(), XlsxError> {
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

fn shown(value: i64, counts: Counts) -> String {
    match counts {
        Counts::Ore => Ore::new(value).to_string(),
        counts => decimal(value, counts).to_string(),
    }
}

/// Spreadsheets get ordinary blanks.
fn plain(text: &str) -> String {
    text.replace(sv::NBSP, " ")
}
