//! The first sheet: where eget kapital lands, how the workbook is used, what the sheets are, and two charts.

use super::layout::FIRST;
use super::write::{Writer, put, shown};
use crate::domain::money::Unit;
use crate::statement::Statement;
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartPoint, ChartSolidFill, ChartType, Color, Format, Url, Worksheet, XlsxError,
};

/// The rows of driftredovisningen that the sheet is about.
const EQUITY: &str = "utgaende_eget_kapital";
const TARGET: &str = "mal_eget_kapital";

/// Told apart by darkness before colour.
const DARK: Color = Color::RGB(0x14_56_6B);
const LIGHT: Color = Color::RGB(0xA9_C6_CF);
const BLACK: Color = Color::RGB(0x20_28_2D);
const RULE: Color = Color::RGB(0xD5_DB_DE);

/// Amounts on an axis are shown in thousands; the cells keep their kronor.
const TKR: &str = "[$-41D]#,##0,;[$-41D]\u{2212}#,##0,;0";

impl Writer<'_, '_, '_, '_> {
    pub(super) fn about(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let title = format!("{}: {}", self.book.forbund.name, self.book.scenario.1);
        self.head(sheet, &title, Some(Unit::Kr))?;
        sheet.set_column_width(0, 40)?.set_column_width(1, 14)?.set_column_width(2, 72)?;
        let mut row = self.landing(sheet, 3)? + 1;
        sheet.write_string_with_format(row, 0, "Så används arbetsboken", &self.look.part)?;
        let yellow = self.look.text.clone().set_background_color(self.look.input);
        sheet.write_string_with_format(row + 1, 0, "En gul cell", &yellow)?;
        sheet.write_string_with_format(
            row + 1,
            1,
            "är en uppgift eller ett antagande. Ändra den, så räknas eget kapital här ovan om, till öret som finsam gör.",
            &self.look.text,
        )?;
        row += 2;
        let sheets = self.sheets();
        for (name, words) in &sheets {
            sheet.write_url_with_format(
                row,
                0,
                Url::new(format!("internal:'{name}'!A1")).set_text(*name),
                &self.look.link,
            )?;
            sheet.write_string_with_format(row, 1, *words, &self.look.text)?;
            row += 1;
        }
        self.charts(sheet, row + 1)?;
        sheet.set_portrait().set_print_fit_to_pages(1, 1).set_print_area(0, 0, row + 40, 2)?;
        Ok(())
    }

    /// What each sheet is, in their order.
    fn sheets(&self) -> Vec<(&str, &'static str)> {
        let mut sheets: Vec<(&str, &str)> = Vec::new();
        for (name, _) in &self.book.tables {
            let words = match *name {
                "Drift" => "Driftredovisning år för år, i kr: bokslut, budget och prognos.",
                "Bidrag" => "Medlemmarnas tilldelning år för år, i kr.",
                _ => "År för år, i kr: bokslut, budget och prognos.",
            };
            sheets.push((name, words));
        }
        sheets.extend([
            (
                "Antaganden",
                "Varje uppgift och antagande i gult, med status, källa, fil och rad. De enda tal som inte är formler.",
            ),
            (
                "Räkning",
                "Stegen från antaganden till räkenskaper. De avrundar där finsam gör det, och ingen annanstans.",
            ),
            ("Posteringar", "Varje postering, med konto och sista dag."),
            ("Manifest", "Vilka filer, vilken version och vilket kommando arbetsboken är gjord av."),
        ]);
        sheets
    }

    /// Eget kapital at the last bokslut and in the year of the target, and the target: the row after them.
    fn landing(&self, sheet: &mut Worksheet, from: u32) -> Result<u32, XlsxError> {
        let Some((_, drift)) = self.book.tables.first() else { return Ok(from) };
        let closed = drift.columns.iter().rposition(|column| column.kind == "bokslut");
        let target = self.book.forbund.target.year.to_string();
        let landing =
            drift.columns.iter().position(|column| column.id == target).or(drift.columns.len().checked_sub(1));
        sheet.write_string_with_format(from, 0, "Eget kapital, kr", &self.look.part)?;
        let mut row = from + 1;
        for (id, column) in [(EQUITY, closed), (EQUITY, landing), (TARGET, landing)] {
            let Some((column, figure)) = column.and_then(|column| Some((column, self.printed_at(drift, id, column)?)))
            else {
                continue;
            };
            let label = drift.row(id).map_or("", |row| row.label.as_str());
            let label = format!("{label} {}", drift.columns[column].heading);
            let node = self.layout.graph.node(figure.node);
            let text = figure.place.seen_from(0, &self.layout.sheets.names);
            let is_landing = id == EQUITY && Some(column) == landing;
            let bold = |format: &Format| if is_landing { format.clone().set_bold() } else { format.clone() };
            sheet.write_string_with_format(row, 0, super::write::plain(&label), &bold(&self.look.text))?;
            let cell = super::place::Place { sheet: 0, row, column: 1 };
            put(sheet, cell, &text, &shown(figure.sign * node.value, node.counts), &bold(&self.look.kr))?;
            row += 1;
        }
        Ok(row)
    }

    /// The figure of driftredovisningen, by row and column.
    fn printed_at(&self, drift: &Statement, id: &str, column: usize) -> Option<&super::layout::Printed> {
        let row = FIRST + drift.rows.iter().position(|row| row.id == id)? as u32;
        let is_there = |place: &super::place::Place| {
            place.sheet == 1 && place.row == row && usize::from(place.column) == 1 + column
        };
        self.printed.iter().find(|figure| is_there(&figure.place))
    }

    /// Eget kapital against the target, and income beside costs, from the sheet of driftredovisning.
    fn charts(&self, sheet: &mut Worksheet, from: u32) -> Result<(), XlsxError> {
        let Some((name, drift)) = self.book.tables.first() else { return Ok(()) };
        let mut equity = chart(ChartType::Line, "Eget kapital mot målet, vid årets slut");
        let dashed = |color, width| {
            let mut line = ChartLine::new();
            line.set_color(color).set_width(width).set_dash_type(ChartLineDashType::Dash);
            line
        };
        if let Some(series) = add(&mut equity, name, drift, EQUITY) {
            let marker = ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(5).clone();
            series
                .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(DARK).set_width(2.5)))
                .set_marker(&marker);
            // What has not happened yet is dashed, as in the report.
            let point = |column: &crate::statement::Column| match column.kind.as_str() {
                "bokslut" => ChartPoint::default(),
                _ => ChartPoint::new().set_format(ChartFormat::new().set_line(&dashed(DARK, 2.5))),
            };
            series.set_points(&drift.columns.iter().map(point).collect::<Vec<_>>());
        }
        if let Some(series) = add(&mut equity, name, drift, TARGET) {
            let mut line = ChartLine::new();
            line.set_color(BLACK).set_width(1.5).set_dash_type(ChartLineDashType::SquareDot);
            series.set_format(ChartFormat::new().set_line(&line));
        }
        sheet.insert_chart(from, 0, &equity)?;
        let mut flows = chart(ChartType::Column, "Intäkter och kostnader, år för år");
        for (id, color) in [("intakter", LIGHT), ("kostnader", DARK)] {
            if let Some(series) = add(&mut flows, name, drift, id) {
                series
                    .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(color)))
                    .set_gap(70);
            }
        }
        sheet.insert_chart(from + 18, 0, &flows)?;
        Ok(())
    }
}

fn chart(kind: ChartType, title: &str) -> Chart {
    let font = |size: u8, bold: bool| {
        let mut font = ChartFont::new();
        font.set_size(size).set_color(BLACK);
        if bold {
            font.set_bold()
        } else {
            font.unset_bold()
        };
        font
    };
    let mut chart = Chart::new(kind);
    chart.title().set_name(title).set_font(&font(12, true));
    chart.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9, false));
    chart.y_axis().set_name("tkr").set_name_font(&font(9, false)).set_font(&font(9, false)).set_num_format(TKR);
    chart.y_axis().set_major_gridlines_line(ChartLine::new().set_color(RULE).set_width(0.5));
    // Years stand at the foot, not along a line of 0 that the figures cross.
    chart.x_axis().set_label_position(ChartAxisLabelPosition::Low).set_font(&font(9, false));
    chart.set_width(890).set_height(340);
    chart
}

/// A row of driftredovisningen as a series with its years and its name, if the row is there.
fn add<'c>(
    chart: &'c mut Chart,
    sheet: &str,
    drift: &Statement,
    id: &str,
) -> Option<&'c mut rust_xlsxwriter::ChartSeries> {
    let row = FIRST + drift.rows.iter().position(|row| row.id == id)? as u32;
    let last = drift.columns.len() as u16;
    let series = chart.add_series();
    series.set_categories((sheet, FIRST - 1, 1, FIRST - 1, last)).set_values((sheet, row, 1, row, last));
    Some(series.set_name((sheet, row, 0)))
}
