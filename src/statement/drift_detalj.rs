//! Driftredovisningen in detail: by line, by insats or by kommun, as far as the layer knows, with one row for what it does not.

use super::drift::{Asked, CostRows, drift_with, rest_rows};
use super::spec::{Formula, RowSpec};
use super::{Cell, Column, Statement};
use crate::diag::Problem;
use crate::domain::forbund::{Forbund, GroupIx, InsatsIx, Line, LineIx, Party};
use crate::domain::id::ROW_WORDS;
use crate::ledger::Select;
use crate::projection::Economy;

/// Under a table with an outcome that is not told apart.
const UNKNOWN: &str =
    "Bokslutens kostnader är inte kända per rad, insats eller kommun: de står som ej fördelat i källan.";

/// What the costs are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Budget lines, in their groups.
    Line,
    /// Insatser, each with its utvecklingsmedel.
    Insats,
    /// Kommuner, each with its lines.
    Kommun,
}

/// Driftredovisningen of a year or a period in detail; its sums are those of the plain one.
///
/// # Errors
/// F502 and F503 for a year or period that is not there.
pub fn drift_detalj(economy: &Economy, asked: &Asked, detail: Detail) -> Result<Statement, Problem> {
    let title = match detail {
        Detail::Line => "Driftredovisning per rad",
        Detail::Insats => "Driftredovisning per insats",
        Detail::Kommun => "Driftredovisning per kommun",
    };
    let mut statement = drift_with(economy, asked, cost_rows_of(economy, asked, detail), title)?;
    let is_outcome = |(column, cell): (&Column, &Cell)| column.layer == "utfall" && *cell != Cell::Nothing;
    let unknown = statement.row("ej_fordelat").map(|row| statement.columns.iter().zip(&row.cells).any(is_outcome));
    if unknown == Some(true) {
        statement.notes.push(UNKNOWN.to_owned());
    }
    Ok(statement)
}

/// The rows of the costs in detail, and what no layer tells apart.
pub fn cost_rows_of(economy: &Economy, asked: &Asked, detail: Detail) -> CostRows {
    let forbund = &economy.forbund;
    let mut costs = match detail {
        Detail::Line => by_line(forbund, &named(economy, asked)),
        Detail::Insats => by_insats(forbund),
        Detail::Kommun => by_kommun(forbund),
    };
    for row in rest_rows() {
        costs.single(row);
    }
    costs
}

fn cost(id: impl Into<String>, label: impl Into<String>, of: Select) -> RowSpec {
    RowSpec::item(id, label, Formula::Flow { of: vec![of], sign: 1 }).cost()
}

/// Lines that a budget of the year names without an amount: they are shown, with nothing on them.
fn named(economy: &Economy, asked: &Asked) -> Vec<LineIx> {
    let budgets = economy.forbund.years.get(&asked.year).map(|book| book.budgets.as_slice()).unwrap_or_default();
    budgets.iter().flat_map(|budget| budget.named_only.iter().copied()).collect()
}

impl CostRows {
    fn empty() -> Self {
        CostRows { rows: Vec::new(), parts: Vec::new() }
    }

    /// A heading, rows, and their sum, of which nothing is shown where nothing is known.
    fn section(&mut self, id: &str, name: &str, sum: &str, rows: Vec<RowSpec>) {
        let total = format!("summa_{id}");
        let parts: Vec<(&str, i64)> = rows.iter().map(|row| (row.id(), 1)).collect();
        let sum = RowSpec::total(&total, sum, &parts).cost().where_given();
        self.rows.push(RowSpec::heading(&format!("rubrik_{id}"), name).where_given());
        self.rows.extend(rows);
        self.rows.push(sum);
        self.parts.push(total);
    }

    fn single(&mut self, row: RowSpec) {
        self.parts.push(row.id().to_owned());
        self.rows.push(row);
    }
}

/// The row of a line. Sums find their rows by id, and driftredovisningen has rows of its own and one for each account of income.
pub fn row_of(forbund: &Forbund, line: &Line) -> String {
    let id = line.id.as_str();
    let taken = ROW_WORDS.contains(&id) || forbund.chart.find(id).is_some();
    if taken { format!("rad_{id}") } else { id.to_owned() }
}

fn line(forbund: &Forbund, ix: LineIx) -> RowSpec {
    let definition = forbund.line(ix);
    cost(row_of(forbund, definition), &definition.name, Select::Line(ix))
}

fn lines(forbund: &Forbund, wanted: impl Fn(&crate::domain::forbund::Line) -> bool) -> Vec<LineIx> {
    let numbered = forbund.lines.iter().enumerate();
    numbered.filter(|(_, line)| wanted(line)).map(|(at, _)| LineIx(at as u16)).collect()
}

fn by_line(forbund: &Forbund, named: &[LineIx]) -> CostRows {
    let mut costs = CostRows::empty();
    for (at, group) in forbund.groups.iter().enumerate() {
        let group_ix = GroupIx(at as u16);
        let row = |ix: &LineIx| {
            let row = line(forbund, *ix);
            if named.contains(ix) { row } else { row.where_given() }
        };
        let mut rows: Vec<RowSpec> = lines(forbund, |line| line.group == group_ix).iter().map(row).collect();
        let rest = cost(format!("ej_pa_rad_{}", group.id), "Ej fördelat på rad", Select::Unplaced(group_ix));
        rows.push(rest.optional());
        costs.section(group.id.as_str(), &group.name, &sum_of(&group.name), rows);
    }
    costs
}

fn by_insats(forbund: &Forbund) -> CostRows {
    let mut costs = CostRows::empty();
    for (at, insats) in forbund.insatser.iter().enumerate() {
        let select = |utvecklingsmedel| Select::Insats { insats: InsatsIx(at as u16), utvecklingsmedel };
        let own = cost(insats.id.as_str(), "Fasta medel", select(false)).where_given();
        if insats.share.is_none() {
            costs.single(cost(insats.id.as_str(), &insats.name, select(false)).where_given());
            continue;
        }
        let grants = cost(format!("{}_utvecklingsmedel", insats.id), "Utvecklingsmedel", select(true)).where_given();
        costs.section(insats.id.as_str(), &insats.name, &format!("Summa {}", insats.name), vec![own, grants]);
    }
    costs.single(cost("utan_insats", "Utanför insatserna", Select::NoInsats).optional());
    costs
}

fn by_kommun(forbund: &Forbund) -> CostRows {
    let mut costs = CostRows::empty();
    for kommun in forbund.of_party(Party::Kommun) {
        let of_kommun = lines(forbund, |line| line.kommun == Some(kommun));
        let rows = of_kommun.into_iter().map(|ix| line(forbund, ix).where_given()).collect();
        let member = forbund.member(kommun);
        costs.section(member.id.as_str(), &member.name, &format!("Summa {}", member.short), rows);
    }
    costs.single(cost("utan_kommun", "Gemensamt, inte per kommun", Select::NoKommun).optional());
    costs
}

/// `Summa övergripande drift`.
fn sum_of(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string()).unwrap_or_default();
    format!("Summa {first}{}", letters.as_str())
}
